import type {GrayImage} from "../image/image.js";

/** For each pixel of ink, the first row of its vertical run and the row after the run's last. */
export interface Runs {
  readonly tops: Uint16Array;
  readonly ends: Uint16Array;
}

/** Returns the vertical runs of ink (0 background) in a picture of fewer than 65,536 rows. */
export function findRuns({width, height, data}: GrayImage): Runs {
  const [tops, ends] = [new Uint16Array(data.length), new Uint16Array(data.length)];
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) if (data[i]) tops[i] = y && data[i - width] ? tops[i - width]! : y;
  }
  for (let y = height - 1, i = data.length - 1; y >= 0; --y) {
    for (let x = width - 1; x >= 0; --x, --i) {
      if (data[i]) ends[i] = y < height - 1 && data[i + width] ? ends[i + width]! : y + 1;
    }
  }
  return {tops, ends};
}
