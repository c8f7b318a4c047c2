import {mean} from "d3-array";
import {denseSums} from "./networkPath.js";
import {lstmFormula, type LstmFormula} from "./lstmFormula.js";
import type {Column} from "./seenNetwork.js";
import {indicesIn, unitInputs, windowAt, type UnitInputs} from "./unitInputs.js";
import type {UnitPlace} from "./unitSum.js";

/** How a unit's value comes about, by the kind of its layer. Values are the network's own, float32. */
export type UnitFormula = {readonly value: number} &
  /** Products and a bias; *sums* are those of all units of the layer, where its activation is a softmax over them. */
  (
    | ({readonly kind: "sum"; readonly activation: string; readonly sums: Float32Array | undefined} & UnitInputs)
    /** One input, moved and scaled by what was measured in training. */
    | {
        readonly kind: "normalization";
        readonly input: number;
        readonly mean: number;
        readonly variance: number;
        readonly epsilon: number;
        readonly scale: number;
        readonly offset: number;
      }
    /** The largest or the mean of the inputs in a window; of *indices* as those of `UnitInputs`. */
    | {
        readonly kind: "pool";
        readonly isMax: boolean;
        readonly indices: Int32Array;
        readonly inputs: Float32Array;
      }
    | {readonly kind: "softmax"; readonly unit: number; readonly scores: Float32Array}
    | {readonly kind: "mean"; readonly inputs: readonly number[]}
    | {readonly kind: "activation"; readonly activation: string; readonly input: number}
    | LstmFormula
    /** A layer whose sums are not shown. */
    | {readonly kind: "unknown"}
  );

/** Returns how the value of a unit at a place comes about. */
export function unitFormula(column: Column, place: UnitPlace): UnitFormula {
  const {layer, inputs, others} = column;
  const index = indexOf(layer.shape, place);
  const value = layer.values[index]!;
  const input = inputs[index]!;
  const sum = unitInputs(column, place);
  if (sum) {
    const sums = layer.activation === "softmax" ? denseSums(layer, inputs) : undefined;
    return {kind: "sum", activation: layer.activation, sums, ...sum, value};
  }
  switch (layer.kind) {
    case "MaxPooling2D":
    case "AveragePooling2D":
      return poolFormula(column, place, value);
    case "Bidirectional":
      return lstmFormula(column, place.unit) ?? {kind: "unknown", value};
    case "BatchNormalization":
      return normalizationFormula(column, place.unit, {input, value});
    case "Average":
      return {kind: "mean", inputs: [input, ...others.map((values) => values[index]!)], value};
    case "Activation":
      return layer.activation === "softmax" && layer.shape.length === 1
        ? {kind: "softmax", unit: place.unit, scores: inputs, value}
        : {kind: "activation", activation: layer.activation, input, value};
    default:
      return {kind: "unknown", value};
  }
}

/** Returns the index of a unit's value, or of a map's at a place, in a layer of a *shape*. */
export function indexOf(shape: readonly number[], {unit, row, column}: UnitPlace): number {
  const [, width = 1, maps = 1] = shape;
  return shape.length === 3 ? (row * width + column) * maps + unit : unit;
}

/** Returns what the activation of that name makes of *sum*. */
export function activate(activation: string, sum: number): number {
  switch (activation) {
    case "relu":
      return Math.max(0, sum);
    case "sigmoid":
      return 1 / (1 + Math.exp(-sum));
    case "tanh":
      return Math.tanh(sum);
    default:
      return sum;
  }
}

function poolFormula(column: Column, place: UnitPlace, value: number): UnitFormula {
  const {layer, inputShape, inputs} = column;
  const isMax = layer.kind === "MaxPooling2D";
  if (!layer.sliding) return {kind: "unknown", value};
  const channels = inputShape[2] ?? 1;
  const all = indicesIn(windowAt(column, place, layer.sliding.size), inputShape);
  const indices = all.filter((index) => index >= 0 && index % channels === place.unit); // of its own map
  return {kind: "pool", isMax, indices, inputs: Float32Array.from(indices, (index) => inputs[index]!), value};
}

function normalizationFormula(
  {layer: {weights = {}, epsilon}}: Column,
  unit: number,
  known: {readonly input: number; readonly value: number}
): UnitFormula {
  const of = (name: string) => weights[name]?.values[unit];
  const [mean, variance] = [of("moving_mean"), of("moving_variance")];
  if (mean === undefined || variance === undefined || epsilon === undefined)
    return {kind: "unknown", value: known.value};
  return {
    kind: "normalization",
    mean,
    variance,
    epsilon,
    scale: of("gamma") ?? 1,
    offset: of("beta") ?? 0,
    ...known
  };
}

/** Returns what the formula gives by double-precision arithmetic: the value, but for rounding; NaN for an unknown one. */
export function valueBy(formula: UnitFormula): number {
  switch (formula.kind) {
    case "sum":
      return formula.sums ? shareOf(formula.sum, formula.sums) : activate(formula.activation, formula.sum);
    case "normalization": {
      const {input, mean, variance, epsilon, scale, offset} = formula;
      return ((input - mean) / Math.sqrt(variance + epsilon)) * scale + offset;
    }
    case "pool":
      return formula.isMax ? Math.max(...formula.inputs) : mean(formula.inputs)!;
    case "softmax":
      return shareOf(formula.scores[formula.unit]!, formula.scores);
    case "mean":
      return mean(formula.inputs)!;
    case "activation":
      return activate(formula.activation, formula.input);
    case "lstm":
      return formula.output * Math.tanh(formula.forget * formula.before + formula.input * formula.candidate);
    case "unknown":
      return NaN;
  }
}

/** Returns the share of *score* that a softmax over *scores* gives it. */
function shareOf(score: number, scores: Float32Array): number {
  return 1 / scores.reduce((sum, other) => sum + Math.exp(other - score), 0);
}
