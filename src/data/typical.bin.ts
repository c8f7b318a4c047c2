import {findDataFolder, readDataset} from "../../loaders/dataset.js";
import {deviationImages, medianImages} from "../digits/classImages.js";
import {meanImages, PIXELS} from "../digits/digits.js";

const {splits} = await readDataset(await findDataFolder());
const {train = {length: 0, images: new Uint8Array(0), labels: new Uint8Array(0)}} = splits;
const images = [meanImages, medianImages, deviationImages].map((imagesOf) => imagesOf(train));
process.stdout.write(Buffer.concat(images, images.length * 10 * PIXELS));
