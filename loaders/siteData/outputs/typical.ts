import {deviationImages, medianImages} from "../../../src/characters/classImages.js";
import {meanImages} from "../../../src/characters/digits.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {bytesOutput} from "../output.js";

const NONE = {length: 0, images: new Uint8Array(0), labels: new Uint8Array(0)};

/** The mean, the median and the deviation of each class's training images, [3 × classes × 784]. */
export const typical = bytesOutput("typical.bin", {
  url: import.meta.url,
  uses: ["digits"],
  make: async (parts) => {
    const {splits, classes} = await parts.dataset();
    const {train = NONE} = splits;
    const images = [meanImages, medianImages, deviationImages].map((imagesOf) => imagesOf(train, classes.length));
    return Buffer.concat(images, images.length * classes.length * PIXELS);
  }
});
