import type {TracedLayer} from "../../classifier.js";
import {gateGradients, runSteps, stepsFirst} from "../lstmSteps.js";

/** A matrix, [rows × columns], row by row. */
interface Matrix {
  readonly values: Float32Array;
  readonly columns: number;
}

/**
 * Returns the gradient of the *input*, [steps × width], of an LSTM in both directions from that of its last outputs
 * side by side, [2 units]. The trace has nothing of the steps, so they are run again.
 */
export function bidirectionalBackward(
  gradient: Float64Array,
  input: Float32Array,
  steps: number,
  weights: NonNullable<TracedLayer["weights"]>
): Float64Array {
  const found = new Float64Array(input.length);
  for (const [k, direction] of ["forward", "backward"].entries()) {
    const weightOf = (kind: string) => {
      const name = Object.keys(weights).find((one) => one.startsWith(`${direction}_`) && one.endsWith(`/${kind}`));
      return weights[name ?? ""]!;
    };
    const [kernel, recurrent, bias] = [weightOf("kernel"), weightOf("recurrent_kernel"), weightOf("bias")];
    const units = recurrent.shape[0]!;
    const columns = 4 * units;
    const ordered = stepsFirst(input, {n: 1, steps, reversed: k === 1});
    const sums = times(ordered, {values: kernel.values, columns}).map((sum, i) => sum + bias.values[i % columns]!);
    const ran = runSteps(sums, {steps, n: 1}, (outputs) => times(outputs, {values: recurrent.values, columns}));
    const last = Float32Array.from(gradient.subarray(k * units, (k + 1) * units));
    const gates = gateGradients(last, ran, units, (ofStep) => timesTransposed(ofStep, recurrent.values, columns));
    const ofSteps = stepsFirst(timesTransposed(gates, kernel.values, columns), {n: 1, steps, reversed: k === 1});
    ofSteps.forEach((value, i) => (found[i]! += value));
  }
  return found;
}

/** Returns *rows* times a *matrix*. */
function times(rows: Float32Array, {values, columns}: Matrix): Float32Array {
  const width = values.length / columns;
  return Float32Array.from({length: (rows.length / width) * columns}, (_, i) => {
    const [from, column] = [Math.floor(i / columns) * width, i % columns];
    let sum = 0;
    for (let k = 0; k < width; ++k) sum += rows[from + k]! * values[k * columns + column]!;
    return sum;
  });
}

/** Returns *rows* times the transpose of a matrix of *values* with as many *columns*. */
function timesTransposed(rows: Float32Array, values: Float32Array, columns: number): Float32Array {
  const width = values.length / columns;
  return Float32Array.from({length: (rows.length / columns) * width}, (_, i) => {
    const [from, row] = [Math.floor(i / width) * columns, (i % width) * columns];
    let sum = 0;
    for (let k = 0; k < columns; ++k) sum += rows[from + k]! * values[row + k]!;
    return sum;
  });
}
