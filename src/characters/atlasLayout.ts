/** Stands for a coordinate that an image without a place has. */
export const NO_PLACE = 65_535;

/** Coordinates go from 0 to this. */
export const PLACE_MAX = 65_534;

/**
 * Returns places, [x, y] each, on one scale, as whole numbers from 0 to `PLACE_MAX`: the longer side of their extent fills
 * that, the shorter one is in the middle, and y goes down, as on a screen.
 */
export function quantizePlaces(places: readonly (readonly [number, number])[]): [number, number][] {
  const [xs, ys] = [0, 1].map((axis) => findEnds(places, axis as 0 | 1));
  const side = Math.max(xs!.max - xs!.min, ys!.max - ys!.min) || 1;
  const scale = (value: number, {min, max}: Ends) => Math.round((0.5 + (value - (min + max) / 2) / side) * PLACE_MAX);
  return places.map(([x, y]) => [scale(x, xs!), PLACE_MAX - scale(y, ys!)]);
}

interface Ends {
  readonly min: number;
  readonly max: number;
}

function findEnds(places: readonly (readonly [number, number])[], axis: 0 | 1): Ends {
  let [min, max] = [Infinity, -Infinity];
  for (const place of places) {
    min = Math.min(min, place[axis]);
    max = Math.max(max, place[axis]);
  }
  return {min, max};
}
