import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {summarize} from "../../loaders/summary.js";

process.stdout.write(JSON.stringify(summarize(await readDataset(await findDataFolder()))));
