import * as tf from "@tensorflow/tfjs";
import type {TrainableLayer} from "./layer.js";

/** Windows side by side: *size* × *size* pixels, which don't overlap; a rest at the right or at the bottom is left out. */
export interface Windows {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
}

/** Returns the mean of each window and channel, [n, height, width, channels] → [n, height / size, width / size, channels]. */
export function averagePooling(windows: Windows): TrainableLayer {
  const {size} = windows;
  return (input) => ({
    output: tf.avgPool(input as tf.Tensor4D, size, size, "valid"),
    backward: (gradient) => {
      const given = gradient.dataSync<"float32">();
      const spread = new Float32Array(input.size);
      visitWindows(input.shape[0], windows, (pixel, place) => void (spread[pixel] = given[place]! / (size * size)));
      return {weights: [], input: tf.tensor(spread, input.shape)};
    }
  });
}

/**
 * Returns the maximum of each window and channel, of the shape that `averagePooling` gives. The gradient goes to the
 * first pixel that has it.
 */
export function maxPooling(windows: Windows): TrainableLayer {
  const {size} = windows;
  return (input) => {
    const pixels = input.dataSync<"float32">();
    const output = tf.maxPool(input as tf.Tensor4D, size, size, "valid");
    const winners = new Int32Array(output.size).fill(-1);
    visitWindows(input.shape[0], windows, (pixel, place) => {
      if (winners[place]! < 0 || pixels[pixel]! > pixels[winners[place]!]!) winners[place] = pixel;
    });
    return {
      output,
      backward: (gradient) => {
        const given = gradient.dataSync<"float32">();
        const spread = new Float32Array(input.size);
        for (const [place, pixel] of winners.entries()) spread[pixel] = given[place]!;
        return {weights: [], input: tf.tensor(spread, input.shape)};
      }
    };
  };
}

/** Calls *visit* with the index of each value in a window, row by row, and the index of that window's output value. */
function visitWindows(
  count: number,
  {height, width, channels, size}: Windows,
  visit: (pixel: number, place: number) => void
): void {
  const [rows, columns] = [Math.floor(height / size), Math.floor(width / size)];
  for (let image = 0; image < count; ++image) {
    for (let y = 0; y < rows * size; ++y) {
      for (let x = 0; x < columns * size; ++x) {
        const pixel = ((image * height + y) * width + x) * channels;
        const place = ((image * rows + Math.floor(y / size)) * columns + Math.floor(x / size)) * channels;
        for (let c = 0; c < channels; ++c) visit(pixel + c, place + c);
      }
    }
  }
}
