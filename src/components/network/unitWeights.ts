import {SIDE} from "../../ink/image/grid.js";
import {unitInputs} from "./unitInputs.js";
import type {SeenNetwork} from "./seenNetwork.js";
import type {UnitRef} from "./unitLinks.js";

/** Weights of a unit, or what they make of its inputs, as pictures of one size: one for each map that they look at. */
export interface WeightPictures {
  readonly width: number;
  readonly height: number;
  /** [height × width] each */
  readonly weights: readonly Float32Array[];
  readonly inputs: readonly Float32Array[];
  readonly products: readonly Float32Array[];
}

/** Units of a dense layer in a row of their picture. */
const ROW = 16;

/**
 * Returns what a unit adds up, as pictures: a dense unit's weights lie as what they look at, the image or maps; those for a
 * list of units in rows of 16. Undefined for a layer without sums.
 */
export function unitWeights({columns}: SeenNetwork, {column, place}: UnitRef): WeightPictures | undefined {
  const one = columns[column]!;
  const sums = unitInputs(one, place);
  if (!sums) return undefined;
  const kernel = one.layer.weights!.kernel!.shape;
  const isWindow = kernel.length === 4;
  const shape = isWindow ? kernel : (columns[column - 1]?.layer.shape ?? [SIDE, SIDE, 1]);
  const isList = shape.length === 1;
  const [height, width, maps] = isList
    ? [Math.ceil(shape[0]! / ROW), Math.min(ROW, shape[0]!), 1]
    : [shape[0]!, shape[1]!, shape[2]!];
  const divided = (values: ArrayLike<number>) => {
    const pictures = Array.from({length: maps}, () => new Float32Array(height * width));
    for (let i = 0; i < values.length; ++i) {
      const at = isWindow ? i : one.sourceOf(i);
      pictures[at % maps]![Math.floor(at / maps)] = values[i]!;
    }
    return pictures;
  };
  return {
    width,
    height,
    weights: divided(sums.weights),
    inputs: divided(sums.inputs),
    products: divided(sums.products)
  };
}
