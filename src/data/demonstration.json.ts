import {describeRuns} from "../../loaders/runs/siteRuns.js";
import {recordDemonstration} from "../../loaders/site/demonstration.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";
import {deskRuns} from "../stats/deskRuns.js";

const [first] = deskRuns((await describeRuns({splits: {}})).runs);
const recorded: SiteFiles["data/demonstration.json"] = first ? await recordDemonstration(first.name) : [];
process.stdout.write(JSON.stringify(recorded));
