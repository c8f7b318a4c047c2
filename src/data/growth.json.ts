import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {growth} from "../../loaders/siteData/outputs/growth.js";

await writeOutput(growth);
