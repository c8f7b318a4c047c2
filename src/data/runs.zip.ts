import {zipSync, type Zippable} from "fflate";
import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {listPages, publishRun} from "../../loaders/runs/siteRuns.js";

const dataset = await readDataset(await findDataFolder());
const runs: Zippable = {};
// A run that can't be read is listed with its error in runs.json.
for (const name of await listPages()) runs[name] = await publishRun(name, dataset).catch(() => ({}));
process.stdout.write(zipSync(runs, {level: 0}));
