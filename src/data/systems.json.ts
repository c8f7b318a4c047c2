import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {systems} from "../../loaders/siteData/outputs/systems.js";

await writeOutput(systems);
