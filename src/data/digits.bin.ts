import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {labelColumn} from "../../loaders/digitColumns.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(labelColumn(Object.values(splits)));
