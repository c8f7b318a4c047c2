import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {claims} from "../../loaders/siteData/outputs/claims.js";

await writeOutput(claims);
