import {dropoutLimits, plainDropout} from "./plain/dropout.js";
import {plainLstm, plainLstmGradient} from "./plain/lstm.js";
import {plainAveragePool, plainAveragePoolGradient, plainMaxPool, plainMaxPoolGradient} from "./plain/pooling.js";
import {plainTanh, plainTanhGate} from "./plain/tanh.js";

/** Pictures, [images × height × width × channels], cut into windows of *size* × *size* pixels that do not overlap. */
export interface Windows {
  readonly images: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  readonly size: number;
}

/**
 * The addresses of what a step of an LSTM reads and writes: [units] numbers each, and four times as many for the gates. The
 * gates of each four units lie side by side: their four input gates, forget gates, candidates and output gates.
 */
export interface LstmArrays {
  /** The sums of the inputs' products and the biases; become the gates' activations. */
  readonly gates: number;
  /** The products of the outputs of the step before, added to these sums. */
  readonly recurrent: number;
  /** The states of the cells before this step. */
  readonly before: number;
  /** Where to write the states of the cells, their tanh, and the outputs. */
  readonly cells: number;
  readonly squashed: number;
  readonly outputs: number;
}

/** The addresses of what a step back through an LSTM reads and writes. */
export interface LstmGradientArrays extends Pick<LstmArrays, "before" | "squashed"> {
  /** The gates' activations; become the gradients of what they were computed from. */
  readonly gates: number;
  /** The gradients of the states of the cells from later steps; become those of the states before this step. */
  readonly ofCells: number;
  /** The gradients of the outputs. */
  readonly ofOutputs: number;
}

/** The kernels of layers whose weights, if any, others apply; addresses are as in `Kernels`. */
export interface LayerKernels {
  /** Replaces *count* numbers by their tanh, within 3.1e-7. */
  tanh(at: number, count: number): void;
  /** Multiplies *count* gradients at *to* by the derivatives of tanh that gave *outputs*. */
  tanhGate(to: number, outputs: number, count: number): void;
  /**
   * Copies *count* numbers, of which a *rate* in [0, 1) become 0, and multiplies the others by 1 / (1 − *rate*)
   * (Srivastava et al. 2014). Which ones depends only on *key*, a 32-bit integer, and their index.
   */
  dropout(to: number, from: number, count: number, key: number, rate: number): void;
  /** Writes the maximum of each window and channel; a rest at the right or at the bottom is left out. */
  maxPool(from: number, to: number, windows: Windows): void;
  /** Writes the *gradient* of each window and channel to the first pixel with the maximum, and 0 to its others. */
  maxPoolGradient(from: number, gradient: number, to: number, windows: Windows): void;
  /** Writes the mean of each window and channel; a rest at the right or at the bottom is left out. */
  averagePool(from: number, to: number, windows: Windows): void;
  /** Spreads the *gradient* of each window and channel evenly over its pixels. */
  averagePoolGradient(gradient: number, to: number, windows: Windows): void;
  /** Takes a step of an LSTM with sigmoid gates, *count* units of any images, a multiple of 4. */
  lstm(arrays: LstmArrays, count: number): void;
  /** Takes a step back through an LSTM. */
  lstmGradient(arrays: LstmGradientArrays, count: number): void;
}

/** Returns the compiled kernels, of which *run* are the exports. */
export function vectorLayerKernels(
  run: Readonly<Record<keyof LayerKernels, (...given: number[]) => void>>
): LayerKernels {
  return {
    tanh: (at, count) => run.tanh(4 * at, 4 * count),
    tanhGate: (to, outputs, count) => run.tanhGate(4 * to, 4 * outputs, 4 * count),
    dropout(to, from, count, key, rate) {
      const {least, scale} = dropoutLimits(rate);
      run.dropout(4 * to, 4 * from, 4 * count, key, least, scale);
    },
    maxPool: (from, to, windows) => run.maxPool(4 * from, 4 * to, ...inBytes(windows)),
    maxPoolGradient: (from, gradient, to, windows) =>
      run.maxPoolGradient(4 * from, 4 * gradient, 4 * to, ...inBytes(windows)),
    averagePool: (from, to, windows) => run.averagePool(4 * from, 4 * to, ...inBytes(windows), 1 / windows.size ** 2),
    averagePoolGradient: (gradient, to, windows) =>
      run.averagePoolGradient(4 * gradient, 4 * to, ...inBytes(windows), 1 / windows.size ** 2),
    lstm: ({gates, recurrent, before, cells, squashed, outputs}, count) =>
      run.lstm(4 * gates, 4 * recurrent, 4 * before, 4 * cells, 4 * squashed, 4 * outputs, 4 * count),
    lstmGradient: ({gates, before, squashed, ofCells, ofOutputs}, count) =>
      run.lstmGradient(4 * gates, 4 * before, 4 * squashed, 4 * ofCells, 4 * ofOutputs, 4 * count)
  };
}

/** Returns what the compiled kernels are told about windows: how many there are, their size, and steps in bytes. */
function inBytes({images, height, width, channels, size}: Windows): number[] {
  const row = 4 * width * channels;
  return [images, Math.floor(height / size), Math.floor(width / size), size, 4 * channels, row, height * row];
}

/** Returns the kernels in TypeScript on *numbers*. */
export function plainLayerKernels(numbers: Float32Array): LayerKernels {
  return {
    tanh: (...given) => plainTanh(numbers, ...given),
    tanhGate: (...given) => plainTanhGate(numbers, ...given),
    dropout: (...given) => plainDropout(numbers, ...given),
    maxPool: (...given) => plainMaxPool(numbers, ...given),
    maxPoolGradient: (...given) => plainMaxPoolGradient(numbers, ...given),
    averagePool: (...given) => plainAveragePool(numbers, ...given),
    averagePoolGradient: (...given) => plainAveragePoolGradient(numbers, ...given),
    lstm: (...given) => plainLstm(numbers, ...given),
    lstmGradient: (...given) => plainLstmGradient(numbers, ...given)
  };
}
