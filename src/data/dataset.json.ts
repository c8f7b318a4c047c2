import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {readDuplicates} from "../../loaders/datasets/duplicates.js";
import {summarize} from "../../loaders/datasets/summary.js";

const dataset = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(summarize(dataset, await readDuplicates(dataset))));
