import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {digitColumns} from "../../loaders/summary.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(digitColumns(Object.values(splits)));
