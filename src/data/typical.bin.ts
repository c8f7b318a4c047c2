import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {typical} from "../../loaders/siteData/outputs/typical.js";

await writeOutput(typical);
