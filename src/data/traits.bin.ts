import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {traitColumns} from "../../loaders/digitColumns.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(traitColumns(Object.values(splits)));
