import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {readDuplicates} from "../../loaders/duplicates.js";
import {summarize} from "../../loaders/summary.js";

const dataset = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(summarize(dataset, await readDuplicates(dataset))));
