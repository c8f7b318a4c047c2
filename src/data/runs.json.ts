import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {runs} from "../../loaders/siteData/outputs/runs.js";

await writeOutput(runs);
