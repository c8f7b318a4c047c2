import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {deskCosts} from "../../loaders/stepCosts.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(JSON.stringify(await deskCosts(splits.test)));
