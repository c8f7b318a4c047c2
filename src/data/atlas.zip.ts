import {writeOutput} from "../../loaders/siteData/makeOutput.js";
import {atlas} from "../../loaders/siteData/outputs/atlas.js";

await writeOutput(atlas);
