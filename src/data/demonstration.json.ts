import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {demonstration} from "../../loaders/siteData/outputs/demonstration.js";

await writeOutput(demonstration);
