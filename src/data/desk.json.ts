import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {desk} from "../../loaders/siteData/outputs/desk.js";

await writeOutput(desk);
