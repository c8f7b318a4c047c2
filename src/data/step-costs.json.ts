import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deskCosts} from "../../loaders/site/stepCosts.js";

const {splits, classes} = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(await deskCosts(splits.test, classes)));
