/** Sentinel coordinate of an image without a position. */
export const NO_PLACE = 65_535;

/** The largest coordinate; the smallest is 0. */
export const PLACE_MAX = 65_534;

/**
 * Scales positions, [x, y] each, uniformly to whole numbers from 0 to `PLACE_MAX`: the longer side of their extent
 * fills the range, the shorter one is centered, and y points down, as on a screen.
 */
export function quantizePlaces(places: readonly (readonly [number, number])[]): [number, number][] {
  const [xs, ys] = [findEnds(places, 0), findEnds(places, 1)];
  const side = Math.max(xs.max - xs.min, ys.max - ys.min) || 1;
  const scale = (value: number, {min, max}: Ends) => Math.round((0.5 + (value - (min + max) / 2) / side) * PLACE_MAX);
  return places.map(([x, y]) => [scale(x, xs), PLACE_MAX - scale(y, ys)]);
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
