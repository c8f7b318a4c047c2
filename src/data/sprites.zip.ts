import {zipSync} from "fflate";
import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {makeSprites} from "../../loaders/sprites.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(zipSync(await makeSprites(splits), {level: 0}));
