import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {stepCosts} from "../../loaders/siteData/outputs/stepCosts.js";

await writeOutput(stepCosts);
