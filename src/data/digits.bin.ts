import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {labelColumn} from "../../loaders/datasets/digitColumns.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(labelColumn(Object.values(splits)));
