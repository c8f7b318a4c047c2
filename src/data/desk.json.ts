import {describeRuns} from "../../loaders/siteRuns.js";
import {deskRuns} from "../components/siteRuns.js";

const {runs} = await describeRuns({splits: {}});
process.stdout.write(JSON.stringify(deskRuns(runs)));
