import {zipSync} from "fflate";
import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {makeSprites} from "../../loaders/site/sprites.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(zipSync(await makeSprites(splits), {level: 0}));
