import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {traits} from "../../loaders/siteData/outputs/traits.js";

await writeOutput(traits);
