import {visitWindows, type Windows} from "./windows.js";

/**
 * Returns the gradient of a convolution's input, [height × width × channels], from that of its sums, [outHeight ×
 * outWidth × maps]. *kernel* is [size × channels × maps].
 */
export function convolutionBackward(
  gradient: Float64Array,
  kernel: Float32Array,
  windows: Windows,
  [channels, maps]: readonly [number, number]
): Float64Array {
  const found = new Float64Array(windows.height * windows.width * channels);
  visitWindows(windows, (place, pixel, inWindow) => {
    for (let map = 0; map < maps; ++map) {
      const given = gradient[place * maps + map]!;
      if (!given) continue; // ReLU leaves most of them 0
      for (let c = 0, w = inWindow * channels * maps + map; c < channels; ++c, w += maps)
        found[pixel * channels + c]! += given * kernel[w]!;
    }
  });
  return found;
}

/** Returns the gradient of the input of average pooling; padding is not counted in a mean, as in TensorFlow. */
export function averagePoolingBackward(gradient: Float64Array, windows: Windows, channels: number): Float64Array {
  const counts = new Uint32Array(windows.outHeight * windows.outWidth);
  visitWindows(windows, (place) => void ++counts[place]!);
  const found = new Float64Array(windows.height * windows.width * channels);
  visitWindows(windows, (place, pixel) => {
    for (let c = 0; c < channels; ++c) found[pixel * channels + c]! += gradient[place * channels + c]! / counts[place]!;
  });
  return found;
}

/** Returns the gradient of the *input* of max pooling: that of each maximum goes to the first pixel that has it. */
export function maxPoolingBackward(
  gradient: Float64Array,
  input: Float32Array,
  windows: Windows,
  channels: number
): Float64Array {
  const winners = new Int32Array(gradient.length).fill(-1);
  visitWindows(windows, (place, pixel) => {
    for (let c = 0; c < channels; ++c) {
      const [at, winner] = [pixel * channels + c, winners[place * channels + c]!];
      if (winner < 0 || input[at]! > input[winner]!) winners[place * channels + c] = at;
    }
  });
  const found = new Float64Array(input.length);
  winners.forEach((winner, i) => winner >= 0 && (found[winner]! += gradient[i]!));
  return found;
}
