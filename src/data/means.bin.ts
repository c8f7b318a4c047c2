import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {meanImages, PIXELS} from "../digits/digits.js";

const {splits} = await readDataset(await findDataFolder());
process.stdout.write(splits.train ? meanImages(splits.train) : new Uint8Array(10 * PIXELS));
