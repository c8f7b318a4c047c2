import {packedIndex, packedLength, packIndices} from "./packing.js";

/** Sequences of *steps* of *width* numbers each, and the *units* of an LSTM that reads them. */
export interface LstmShape {
  readonly steps: number;
  readonly width: number;
  readonly units: number;
}

/** How the weights of two LSTMs are packed: the kernel with the biases and the recurrent kernel of one, then of the other. */
export interface LstmPacking {
  /** The number of units with those that pad it to a multiple of 4: their weights and outputs are 0 and stay so. */
  readonly padded: number;
  /** The layer's table, as `EngineLayer` has it. */
  readonly table: Int32Array;
  /** Where the packed kernels begin, and the packed recurrent kernels: forward, backward. */
  readonly kernels: readonly [number, number];
  readonly recurrent: readonly [number, number];
  /** Which packed weights carry gradients of gates, [4 padded], back to outputs, [padded]: forward, backward. */
  readonly toOutputs: readonly [Int32Array, Int32Array];
  /** Which packed weights carry those of both, [8 padded], back to the inputs, [width]. */
  readonly toInputs: Int32Array;
}

/** The gates of a unit. */
const GATES = 4;
/** The units whose gates lie side by side, as `Kernels.lstm` takes them. */
const LANES = 4;

/** Returns how the weights of two LSTMs are packed, in Keras's order: kernel, recurrent kernel and bias of each. */
export function lstmPacking({width, units}: LstmShape): LstmPacking {
  const padded = Math.ceil(units / LANES) * LANES;
  const columns = GATES * padded;
  const count = (width + units + 1) * GATES * units; // weights of one LSTM
  const kernelLength = packedLength(width, columns);
  const length = kernelLength + packedLength(padded, columns);

  /** Returns the index of a weight among those of the model, of the *row* of an LSTM's three, one below the other. */
  const indexOf = (direction: number, row: number, column: number): number => {
    const unit = Math.floor(column / (GATES * LANES)) * LANES + (column % LANES);
    const gate = Math.floor(column / LANES) % GATES;
    return unit < units ? direction * count + (row * GATES + gate) * units + unit : -1;
  };
  const tables = [0, 1].flatMap((direction) => [
    packIndices(width, columns, (input, column) => indexOf(direction, input < 0 ? width + units : input, column)),
    packIndices(padded, columns, (output, column) =>
      output < 0 || output >= units ? -1 : indexOf(direction, width + output, column)
    )
  ]);
  const toOutputs = (start: number) =>
    packIndices(columns, padded, (column, output) => (column < 0 ? -1 : start + packedIndex(padded, output, column)));
  return {
    padded,
    table: Int32Array.from(tables.flatMap((table) => [...table])),
    kernels: [0, length],
    recurrent: [kernelLength, length + kernelLength],
    toOutputs: [toOutputs(kernelLength), toOutputs(length + kernelLength)],
    toInputs: packIndices(2 * columns, width, (column, input) =>
      column < 0 ? -1 : Math.floor(column / columns) * length + packedIndex(width, input, column % columns)
    )
  };
}
