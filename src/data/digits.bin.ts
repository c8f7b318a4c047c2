import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {digits} from "../../loaders/siteData/outputs/digits.js";

await writeOutput(digits);
