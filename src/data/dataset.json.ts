import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {dataset} from "../../loaders/siteData/outputs/dataset.js";

await writeOutput(dataset);
