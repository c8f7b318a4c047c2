import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {readDuplicates} from "../../loaders/datasets/duplicates.js";
import {summarize} from "../../loaders/datasets/summary.js";
import type {SiteFiles} from "../../loaders/pages/siteFiles.js";

const dataset = await readDataset(await findDataFolder());
const summary: SiteFiles["data/dataset.json"] = summarize(dataset, await readDuplicates(dataset));
process.stdout.write(JSON.stringify(summary));
