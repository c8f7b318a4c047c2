import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {hashes} from "../../loaders/siteData/outputs/hashes.js";

await writeOutput(hashes);
