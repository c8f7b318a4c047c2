import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {sprites} from "../../loaders/siteData/outputs/sprites.js";

await writeOutput(sprites);
