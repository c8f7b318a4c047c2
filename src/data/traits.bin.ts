import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {traitColumns} from "../../loaders/datasets/digitColumns.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(traitColumns(Object.values(splits)));
