import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {proof} from "../../loaders/siteData/outputs/proof.js";

await writeOutput(proof);
