import {bisectLeft} from "d3-array";
import {SIDE} from "../ink/image/grid.js";
import {imageAt, SPLITS, type Digits, type Split} from "./digits.js";

/**
 * Twins are at most FARTHEST apart, and their squared distance is at most CROWDING times the distance to the 17th
 * nearest image: where many look alike, as ones do, a twin must be closer. (16 copies don't hide each other.)
 *
 * Measured on MNIST's training images: of the last 10,000 distinct ones, 4 are taken for twins of the first 50,000, and
 * 4 to 6 for twins of the first 300 to 20,000; all are bare strokes, 4 to 6 of 1,064 ones. Copies of 1,000 of them
 * found among 51,000: JPEG and WebP of quality 50 to 95, preprocessed, 99 %; enlarged ×1.5 to ×4, linear or cubic, as
 * PNG or JPEG 75, preprocessed, 99 % (with repeated pixels: ×1.5 26 %, ×2.5 95 %), while plain pixel distances find 7 %
 * with twice the errors; shifted by up to a pixel 98 %; noise of σ = 8 levels 99.8 %, 16 levels 97 %; levels × 0.7 to ×
 * 1.3 and gamma 0.7 to 1.5 93 % (ones 80 %); rotated by 1° 84 % (ones 22 %), by 2° 21 % (ones 1 %).
 */
const [FARTHEST, CROWDING, NEIGHBORS] = [0.085, 0.02, 17];

/** Ink up to this level is ringing, noise or the fringe of an enlargement; signatures ignore it. */
const FAINT = 32;

/** The vertical and horizontal orders of a signature's cosines add up to 1 … 9. */
const ORDERS = 10;

/** Their positions in [ORDERS down × ORDERS across]; first the two in which MNIST's training digits differ most. */
const POSITIONS = [...new Set([4, 24, ...Array.from({length: ORDERS ** 2}, (_, position) => position)])].filter(
  (position) => position && (position % ORDERS) + Math.floor(position / ORDERS) < ORDERS
);

/** A signature has 55 numbers in steps of 1/127, stored as bytes. */
const [LENGTH, UNIT] = [POSITIONS.length + 1, 127];

/** An image of a later split, *b*, and its closest twin in an earlier split, *a*. */
export interface DuplicatePair {
  readonly a: {readonly split: Split; readonly index: number};
  readonly b: {readonly split: Split; readonly index: number};
  /** The distance between their signatures, 0 to 0.085. */
  readonly distance: number;
  /** Is every pixel the same? Near duplicates may have distance 0 too: the same ink, shifted by a pixel. */
  readonly exact: boolean;
  /** Absent if one of the splits has no labels. */
  readonly labels?: readonly [a: number, b: number];
}

/** The numbers of images with a pixel-identical twin and of images with only a near duplicate in an earlier split. */
export interface DuplicateCounts {
  readonly exact: number;
  readonly near: number;
}

export interface DuplicateReport {
  /** For each pair of splits, the images of *b* with a twin in *a*. */
  readonly between: readonly (DuplicateCounts & {readonly a: Split; readonly b: Split})[];
  /** For each split but the first, the images with a twin in any earlier split, out of its *images*. */
  readonly affected: readonly (DuplicateCounts & {readonly split: Split; readonly images: number})[];
  /** The number of images in a split that are identical to an earlier one of the same split. */
  readonly exactWithin: Readonly<Partial<Record<Split, number>>>;
  /** The number of pairs with different labels. */
  readonly labelConflicts: number;
  /** The closest pairs, exact ones first. */
  readonly pairs: readonly DuplicatePair[];
  /** The closest pairs with different labels. */
  readonly conflictingPairs: readonly DuplicatePair[];
}

/**
 * Finds the images of *splits* that an earlier split contains too, in the order train, validation, test. An image forms
 * a pair with its closest twin in each earlier split; the report lists at most *mostPairs* of them. *onProgress*
 * receives the number of images searched and the total. One core takes less than 8 s for 10,000 among 60,000; memory
 * grows by about 70 bytes an image.
 */
export function findDuplicates(
  splits: Readonly<Partial<Record<Split, Digits>>>,
  {mostPairs = 200, onProgress}: {mostPairs?: number; onProgress?: (done: number, total: number) => void} = {}
): DuplicateReport {
  const names = SPLITS.filter((split) => splits[split]);
  const couples = names.flatMap((a, i) => names.slice(i + 1).map((b) => ({a, b})));
  const total = couples.reduce((sum, {b}) => sum + splits[b]!.length, 0);
  const exactWithin: Partial<Record<Split, number>> = {};
  const pairs: DuplicatePair[] = [];
  let done = 0;
  for (const a of names) {
    const earlier = splits[a]!;
    const {distinct, findSame} = indexPixels(earlier);
    exactWithin[a] = earlier.length - distinct.length;
    const own = couples.filter((couple) => couple.a === a);
    const findNearest = own.length ? indexSignatures(earlier, distinct) : () => [];
    for (const {b} of own) {
      const later = splits[b]!;
      for (let i = 0; i < later.length; ++i) {
        const twin = findTwin(imageAt(later, i), findSame, findNearest);
        if (twin) {
          const {index, ...rest} = twin;
          const labels = earlier.labels && later.labels && ([earlier.labels[index]!, later.labels[i]!] as const);
          pairs.push({a: {split: a, index}, b: {split: b, index: i}, ...rest, ...(labels && {labels})});
        }
        if (++done % 1000 === 0 || done === total) onProgress?.(done, total);
      }
    }
  }
  // A stable sort: equal pairs stay in the order of the splits and images.
  pairs.sort((p, q) => Number(q.exact) - Number(p.exact) || p.distance - q.distance);
  const conflicts = pairs.filter(({labels}) => labels && labels[0] !== labels[1]);
  return {
    between: couples.map(({a, b}) => ({a, b, ...countImages(pairs.filter((p) => p.a.split === a && p.b.split === b))})),
    affected: names.slice(1).map((split) => {
      return {split, images: splits[split]!.length, ...countImages(pairs.filter(({b}) => b.split === split))};
    }),
    exactWithin,
    labelConflicts: conflicts.length,
    pairs: pairs.slice(0, mostPairs),
    conflictingPairs: conflicts.slice(0, mostPairs)
  };
}

/** Counts the images *b* of the pairs: those with an exact twin, and those with near twins only. */
function countImages(pairs: readonly DuplicatePair[]): DuplicateCounts {
  const exact = new Set(pairs.filter((pair) => pair.exact).map(({b}) => b.index)).size;
  return {exact, near: new Set(pairs.map(({b}) => b.index)).size - exact};
}

type FindNearest = (signature: Int8Array, radius: number) => readonly {index: number; distance: number}[];

/** Returns the closest twin of an image; undefined if it has none. */
function findTwin(image: Uint8Array, findSame: (image: Uint8Array) => number, findNearest: FindNearest) {
  const same = findSame(image);
  if (same >= 0) return {index: same, distance: 0, exact: true};
  const signature = signatureOf(image);
  const [closest] = signature ? findNearest(signature, FARTHEST) : [];
  if (!closest) return undefined;
  // Searches no farther, because beyond this the 17th nearest image permits any distance up to FARTHEST.
  const crowd = findNearest(signature!, FARTHEST ** 2 / CROWDING)[NEIGHBORS - 1];
  return crowd && closest.distance ** 2 > CROWDING * crowd.distance ? undefined : {...closest, exact: false};
}

/** Returns the indices of *digits* without copies, and a lookup of the digit equal to an image (−1: none). */
function indexPixels(digits: Digits) {
  const slots = new Int32Array(2 ** Math.ceil(Math.log2(2 * digits.length + 1))).fill(-1);
  const slotOf = (image: Uint8Array) => {
    let slot = hash(image) & (slots.length - 1);
    while (slots[slot]! >= 0 && imageAt(digits, slots[slot]!).some((v, p) => v !== image[p])) {
      slot = (slot + 1) & (slots.length - 1);
    }
    return slot;
  };
  for (let i = 0; i < digits.length; ++i) {
    const slot = slotOf(imageAt(digits, i));
    if (slots[slot]! < 0) slots[slot] = i;
  }
  const distinct = Uint32Array.from(slots.filter((i) => i >= 0)).sort();
  return {distinct, findSame: (image: Uint8Array) => slots[slotOf(image)]!};
}

/** FNV-1a, 32 bits, http://www.isthe.com/chongo/tech/comp/fnv/ */
function hash(bytes: Uint8Array): number {
  let h = 0x811c9dc5;
  for (const byte of bytes) h = Math.imul(h ^ byte, 0x01000193);
  return h;
}

/** Returns a search for the 17 *distinct* digits with the nearest signatures within a radius. */
function indexSignatures(digits: Digits, distinct: Uint32Array): FindNearest {
  // Sorted by the first two numbers, to search only the digits within the radius in both.
  const sign = (i: number) => signatureOf(imageAt(digits, i)) ?? new Int8Array(LENGTH); // blank: distance 1 to all
  const keys = Float64Array.from(distinct, (i) => keyOf(sign(i), 0, 0) + i).sort();
  const signatures = new Int8Array(keys.length * LENGTH);
  // Computes signatures again, which takes less memory than sorting them.
  keys.forEach((key, at) => signatures.set(sign(key % 2 ** 32), at * LENGTH));
  return (signature, radius) => {
    const found: {index: number; distance: number}[] = [];
    let most = (radius * UNIT) ** 2;
    const reach = Math.floor(radius * UNIT);
    for (let by = -reach; by <= reach; ++by) {
      const end = bisectLeft(keys, keyOf(signature, by, reach + 1));
      for (let at = bisectLeft(keys, keyOf(signature, by, -reach)); at < end; ++at) {
        let squared = 0;
        for (let c = 0, k = at * LENGTH; c < LENGTH && squared <= most; ++c, ++k) {
          const difference = signature[c]! - signatures[k]!;
          squared += difference * difference;
        }
        if (squared > most) continue;
        found.push({index: keys[at]! % 2 ** 32, distance: Math.sqrt(squared) / UNIT});
        found.sort((p, q) => p.distance - q.distance || p.index - q.index);
        if (found.length > NEIGHBORS) found.pop();
        if (found.length === NEIGHBORS) most = Math.round((found[NEIGHBORS - 1]!.distance * UNIT) ** 2);
      }
    }
    return found;
  };
}

/** Returns a sort key: a signature's first two numbers plus offsets; an image's index fits the low 32 bits. */
function keyOf(signature: Int8Array, byFirst: number, bySecond: number): number {
  return ((signature[0]! + byFirst + 512) * 1024 + signature[1]! + bySecond + 512) * 2 ** 32;
}

/**
 * Returns the signature of an image, [55], −127 to 127; undefined if no ink is above 32. It is invariant to shifts by
 * whole pixels and almost invariant to brightness and resampling.
 *
 * The ink, relative to its center of mass and in units of its radius of gyration, is multiplied by cosines that span
 * two radii on each side, as in the discrete cosine transform. The vector of products is scaled to length 127. Because
 * the products are almost independent of stroke width, the last number compares the ink with a square of the radius.
 */
export function signatureOf(image: Uint8Array): Int8Array | undefined {
  let [mass, sumX, sumY, squares, strongest] = [0, 0, 0, 0, 0];
  for (let p = 0, y = 0; y < SIDE; ++y) {
    for (let x = 0; x < SIDE; ++x, ++p) {
      const ink = image[p]! - FAINT;
      if (ink <= 0) continue;
      mass += ink;
      sumX += ink * x;
      sumY += ink * y;
      squares += ink * (x * x + y * y);
      strongest = Math.max(strongest, ink);
    }
  }
  if (!mass) return undefined;
  const [centerX, centerY] = [sumX / mass, sumY / mass];
  // Includes a pixel's own extent: a variance of 1/12 along each side.
  const radius = Math.sqrt(squares / mass - centerX ** 2 - centerY ** 2 + 1 / 6);
  const [across, down] = [cosines(centerX, 2 * radius), cosines(centerY, 2 * radius)];
  const [products, row] = [new Array<number>(ORDERS * ORDERS).fill(0), new Array<number>(ORDERS).fill(0)];
  for (let p = 0, y = 0; y < SIDE; ++y) {
    row.fill(0);
    for (let x = 0; x < SIDE; ++x, ++p) {
      const ink = image[p]! - FAINT;
      if (ink > 0) for (let u = 0; u < ORDERS; ++u) row[u]! += ink * across[x * ORDERS + u]!;
    }
    for (let v = 0; v < ORDERS; ++v) {
      for (let u = 0; u + v < ORDERS; ++u) products[v * ORDERS + u]! += down[y * ORDERS + v]! * row[u]!;
    }
  }
  const length = Math.sqrt(POSITIONS.reduce((sum, position) => sum + products[position]! ** 2, 0));
  const signature = new Int8Array(LENGTH);
  POSITIONS.forEach((position, c) => (signature[c] = Math.round((UNIT * products[position]!) / length)));
  const square = strongest * radius ** 2;
  signature[LENGTH - 1] = Math.round(((UNIT / 2) * (mass - square)) / (mass + square));
  return signature;
}

/** Returns the cosines of order 0 to 9 at each pixel, [28 × 10]; order 1 has half a period in 2 · *reach*. */
function cosines(center: number, reach: number): number[] {
  const table: number[] = [];
  for (let x = 0; x < SIDE; ++x) {
    const angle = (Math.PI / 2) * (1 + Math.max(-1, Math.min(1, (x - center) / reach)));
    table.push(Math.SQRT1_2); // makes this vector as long as the others
    for (let u = 1; u < ORDERS; ++u) table.push(Math.cos(u * angle));
  }
  return table;
}
