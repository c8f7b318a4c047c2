import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {describeRuns} from "../../loaders/runs/siteRuns.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const runs: SiteFiles["data/runs.json"] = await describeRuns(await readDataset(await findDataFolder()));
process.stdout.write(JSON.stringify(runs));
