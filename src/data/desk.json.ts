import {describeRuns} from "../../loaders/runs/siteRuns.js";
import {deskRuns} from "../stats/deskRuns.js";

const {runs} = await describeRuns({splits: {}});
process.stdout.write(JSON.stringify(deskRuns(runs)));
