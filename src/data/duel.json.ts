import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {duel} from "../../loaders/siteData/outputs/duel.js";

await writeOutput(duel);
