import type {LstmGradientArrays, LstmArrays} from "../layerKernels.js";
import {sigmoid, tanh} from "./tanh.js";

/** Units whose gates lie side by side: four numbers of each gate. */
const LANES = 4;
const f = Math.fround;

/** `Kernels.lstm`, one unit at a time. */
export function plainLstm(
  numbers: Float32Array,
  {gates, recurrent, before, cells, squashed, outputs}: LstmArrays,
  count: number
): void {
  for (let k = 0; k < count; ++k) {
    const [g, r] = [gateOf(gates, k), gateOf(recurrent, k)];
    const sum = (gate: number) => f(numbers[g + gate * LANES]! + numbers[r + gate * LANES]!);
    const [input, forget, candidate, output] = [sigmoid(sum(0)), sigmoid(sum(1)), tanh(sum(2)), sigmoid(sum(3))];
    const cell = f(f(input * candidate) + f(forget * numbers[before + k]!));
    const short = tanh(cell);
    for (const [gate, value] of [input, forget, candidate, output].entries()) numbers[g + gate * LANES] = value;
    numbers[cells + k] = cell;
    numbers[squashed + k] = short;
    numbers[outputs + k] = output * short;
  }
}

/** `Kernels.lstmGradient`, one unit at a time. */
export function plainLstmGradient(
  numbers: Float32Array,
  {gates, before, squashed, ofCells, ofOutputs}: LstmGradientArrays,
  count: number
): void {
  for (let k = 0; k < count; ++k) {
    const g = gateOf(gates, k);
    const [input, forget, candidate, output] = [0, 1, 2, 3].map((gate) => numbers[g + gate * LANES]!) as Four;
    const short = numbers[squashed + k]!;
    const ofOutput = numbers[ofOutputs + k]!;
    const ofCell = f(numbers[ofCells + k]! + f(f(ofOutput * output) * f(1 - f(short * short))));
    numbers[g] = f(ofCell * candidate) * slope(input);
    numbers[g + LANES] = f(ofCell * numbers[before + k]!) * slope(forget);
    numbers[g + 2 * LANES] = f(ofCell * input) * f(1 - f(candidate * candidate));
    numbers[g + 3 * LANES] = f(ofOutput * short) * slope(output);
    numbers[ofCells + k] = ofCell * forget;
  }
}

type Four = [number, number, number, number];

/** The place of the first gate of a unit. */
function gateOf(gates: number, k: number): number {
  return gates + 4 * LANES * Math.floor(k / LANES) + (k % LANES);
}

/** The derivative of a sigmoid with the output *y*. */
function slope(y: number): number {
  return f(y * f(1 - y));
}
