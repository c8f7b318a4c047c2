/** A label's desired center, in CSS pixels, and its priority. */
export interface WantedLabel {
  readonly x: number;
  readonly y: number;
  readonly weight: number;
}

/** The numbers of directions and of rings around a desired place that are tried. */
const [DIRECTIONS, RINGS] = [12, 4];

/**
 * Places *labels*, each *width* × *height* CSS pixels, inside a square of *side* so that no two overlap. Labels with
 * the greatest weight come first; the others move to the nearest free place. Returns each label's center, or undefined
 * if there is no free place nearby.
 */
export function placeLabels(
  labels: readonly WantedLabel[],
  {width, height, side}: {width: number; height: number; side: number}
): (readonly [x: number, y: number] | undefined)[] {
  const placed: (readonly [number, number])[] = [];
  const isFree = ([x, y]: readonly [number, number]) =>
    x >= width / 2 &&
    y >= height / 2 &&
    x <= side - width / 2 &&
    y <= side - height / 2 &&
    placed.every(([a, b]) => Math.abs(a - x) >= width || Math.abs(b - y) >= height);
  const result = new Array<readonly [number, number] | undefined>(labels.length);
  const byWeight = labels.map((_, i) => i).sort((i, j) => labels[j]!.weight - labels[i]!.weight);
  for (const i of byWeight) {
    const place = placesNear(labels[i]!, Math.max(width, height)).find(isFree);
    if (place) placed.push(place);
    result[i] = place;
  }
  return result;
}

/** Returns a place and others around it, the nearest first. */
function placesNear({x, y}: WantedLabel, step: number): (readonly [number, number])[] {
  const rings = Array.from({length: RINGS}, (_, ring) =>
    Array.from({length: DIRECTIONS}, (_unused, direction) => {
      const angle = (2 * Math.PI * direction) / DIRECTIONS;
      const radius = ((ring + 1) * step) / 2;
      return [x + radius * Math.cos(angle), y + radius * Math.sin(angle)] as const;
    })
  );
  return [[x, y], ...rings.flat()];
}

/**
 * Returns which of *n* points, in order, have room for a label of *width* × *height* without overlapping an earlier
 * one; false for points without a place (NaN). A grid of cells keeps this fast for thousands of points.
 */
export function labelsThatFit(
  n: number,
  at: (i: number) => readonly [x: number, y: number],
  {width, height}: {width: number; height: number}
): boolean[] {
  const cells = new Map<string, (readonly [number, number])[]>();
  return Array.from({length: n}, (_, i) => {
    const [x, y] = at(i);
    if (Number.isNaN(x) || Number.isNaN(y)) return false;
    const [column, row] = [Math.floor(x / width), Math.floor(y / height)];
    for (let u = column - 1; u <= column + 1; ++u) {
      for (let v = row - 1; v <= row + 1; ++v) {
        const near = cells.get(`${u} ${v}`) ?? [];
        if (near.some(([a, b]) => Math.abs(a - x) < width && Math.abs(b - y) < height)) return false;
      }
    }
    const key = `${column} ${row}`;
    cells.set(key, [...(cells.get(key) ?? []), [x, y]]);
    return true;
  });
}
