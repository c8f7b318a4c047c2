import {SIDE} from "../../ink/image/grid.js";
import type {TracedLayer} from "../../readers/classifier.js";

/** A layer of a network on the way from the image to the answer, with what it takes in. */
export interface Column {
  readonly layer: TracedLayer;
  /** What the layer takes: [height, width, channels] or [units], and the values, row by row, channels last. */
  readonly inputShape: readonly number[];
  readonly inputs: Float32Array;
  /** Where each input comes from: its index among the values of the column before, or among the image's pixels. */
  readonly sourceOf: (input: number) => number;
  /** What only hands values on between the column before and this one: "Flatten", "Dropout". */
  readonly passed: readonly TracedLayer[];
  /** The values that a mean takes besides its inputs, a list each. */
  readonly others: readonly Float32Array[];
}

/** A network as its columns, from the first layer to the answer. */
export interface SeenNetwork {
  /** [784] in [0, 1] */
  readonly image: Float32Array;
  readonly columns: readonly Column[];
  /** The layers that are not on the way: a detector's, or those of a committee's other members. */
  readonly beside: readonly TracedLayer[];
}

/** Layers that only hand on what they get, in its order. */
const PASSING = new Set(["InputLayer", "Flatten", "Reshape", "Dropout"]);

/**
 * Returns the way through *layers* from an *image*, [784] in [0, 1], to the answer about a number of *classes*: where
 * several ways meet in a mean, the first of them. Undefined for layers of which none gives an answer.
 */
export function seenNetwork(
  layers: readonly TracedLayer[],
  image: Float32Array,
  classes: number
): SeenNetwork | undefined {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const taken = new Set(layers.flatMap(({from, alsoFrom = []}) => [from, ...alsoFrom]));
  const ends = layers.filter(({name, shape}) => String(shape) === String([classes]) && !taken.has(name));
  const end = ends.find(({activation}) => activation === "softmax") ?? ends[0];
  if (!end) return undefined;
  const way: TracedLayer[] = [];
  for (let layer: TracedLayer | undefined = end; layer; layer = byName.get(layer.from ?? "")) way.unshift(layer);
  const columns: Column[] = [];
  let passed: TracedLayer[] = [];
  let sourceOf = (input: number): number => input;
  for (const layer of way) {
    const before = byName.get(layer.from ?? "");
    const inputShape = before?.shape ?? [SIDE, SIDE, 1];
    if (PASSING.has(layer.kind)) passed.push(layer);
    else if (layer.kind === "Permute") {
      passed.push(layer);
      sourceOf = swapped(sourceOf, layer.shape);
    } else {
      const others = (layer.alsoFrom ?? []).map((name) => byName.get(name)?.values ?? new Float32Array());
      columns.push({layer, inputShape, inputs: before?.values ?? image, sourceOf, passed, others});
      passed = [];
      sourceOf = (input) => input;
    }
  }
  return {image, columns, beside: layers.filter((layer) => !way.includes(layer))};
}

/** Returns from where a value comes after rows and columns changed places: now it lies in [rows, columns]. */
function swapped(sourceOf: (input: number) => number, [rows = 1, columns = 1]: readonly number[]) {
  return (input: number): number => sourceOf((input % columns) * rows + Math.floor(input / columns));
}
