import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {hashColumn} from "../../loaders/datasets/labels/imageHash.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(hashColumn(Object.values(splits)));
