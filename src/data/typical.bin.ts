import {findDataFolder, readDataset} from "../../loaders/datasets/dataset.js";
import {deviationImages, medianImages} from "../characters/classImages.js";
import {PIXELS} from "../ink/image/grid.js";
import {meanImages} from "../characters/digits.js";

const {splits, classes} = await readDataset(await findDataFolder());
const {train = {length: 0, images: new Uint8Array(0), labels: new Uint8Array(0)}} = splits;
const images = [meanImages, medianImages, deviationImages].map((imagesOf) => imagesOf(train, classes.length));
process.stdout.write(Buffer.concat(images, images.length * classes.length * PIXELS));
