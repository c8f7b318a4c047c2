import {withBytes} from "../../loaders/runs/heavyRuns.js";
import {describeRuns} from "../../loaders/runs/siteRuns.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";
import {deskRuns} from "../stats/deskRuns.js";

const {runs} = await describeRuns({splits: {}});
const listed: SiteFiles["data/desk.json"] = await withBytes(deskRuns(runs));
process.stdout.write(JSON.stringify(listed));
