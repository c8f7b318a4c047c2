import {LEAF, type Trees} from "../../readers/forest/trees.js";
import {levelFinder, type Drawn, type Examples, type Node} from "./bestSplit.js";

/** How a tree grows. */
export interface Growth {
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** The number of pixels that are drawn at each node; the best of them divides it. */
  readonly tried: number;
  /** Nodes of fewer images become leaves. */
  readonly minSplit: number;
}

/** The most often that one image is drawn for a tree: it shares 16 bits with its label. */
const MAX_DRAWN = 255;

/**
 * Grows one tree of a random forest (Breiman, Random Forests, Machine Learning 45, 2001,
 * https://doi.org/10.1023/A:1010933404324) on *n* images drawn with replacement. At each node *tried* pixels are drawn
 * anew; those in which its images don't differ are passed over, and not counted. A node that can't be divided, or has
 * fewer than *minSplit* images, becomes a leaf with its most frequent class. Reorders *drawn*.
 */
export function growTree(
  examples: Examples,
  {random, tried, minSplit}: Growth,
  drawn = drawWithReplacement(examples, random)
): Trees {
  const {n, side, columns, classes} = examples;
  const findLevel = levelFinder(examples, drawn);
  const pixels = Uint16Array.from({length: side}, (_, p) => p);
  const features: number[] = [];
  const values: number[] = [];
  // The first pixels are those known not to differ; below a node its known ones keep their places.
  const open: [start: number, end: number, known: number][] = [[0, drawn.samples.length, 0]];
  for (let range = open.pop(); range; range = open.pop()) {
    const [start, end, known] = range;
    const counts = classCounts(drawn.loads, {start, end, classes});
    const size = counts.reduce((a, b) => a + b, 0);
    const isPure = counts.includes(size);
    const split = isPure || size < minSplit ? undefined : bestOf({start, end, counts, size}, known);
    features.push(split ? split.pixel : LEAF);
    values.push(split ? split.level : counts.indexOf(counts.reduce((a, b) => Math.max(a, b))));
    if (!split) continue;
    const column = columns.subarray(split.pixel * n, (split.pixel + 1) * n);
    const middle = divide(drawn, {start, end, column, level: split.level});
    open.push([middle, end, split.same], [start, middle, split.same]); // the left first: pre-order
  }
  return {features: Uint16Array.from(features), values: Uint8Array.from(values)};

  /** Returns the best of the pixels drawn, and how many pixels don't differ: *known* before, and those found. */
  function bestOf(node: Node, known: number): {pixel: number; level: number; same: number} | undefined {
    const best = {pixel: -1, level: -1, purity: -1, same: known};
    for (let next = known; next < side && next - best.same < tried; ++next) {
      const other = next + Math.floor(random() * (side - next));
      const pixel = pixels[other]!;
      pixels[other] = pixels[next]!;
      pixels[next] = pixel;
      const {level, purity} = findLevel(pixel, node);
      if (level < 0) {
        pixels[next] = pixels[best.same]!;
        pixels[best.same++] = pixel;
      } else if (purity > best.purity) {
        Object.assign(best, {pixel, level, purity});
      }
    }
    return best.level < 0 ? undefined : best;
  }
}

/** Draws *n* of the *n* images with replacement. */
function drawWithReplacement({n, labels}: Examples, random: () => number): Drawn {
  const counts = new Uint16Array(n);
  for (let i = 0; i < n; ++i) ++counts[Math.floor(random() * n)]!;
  const samples = Uint32Array.from(counts.keys()).filter((i) => counts[i]);
  return {samples, loads: Uint16Array.from(samples, (i) => (labels[i]! << 8) | Math.min(MAX_DRAWN, counts[i]!))};
}

function classCounts(
  loads: Uint16Array,
  {start, end, classes}: {readonly start: number; readonly end: number; readonly classes: number}
): Float64Array {
  const counts = new Float64Array(classes);
  for (let i = start; i < end; ++i) counts[loads[i]! >> 8]! += loads[i]! & 255;
  return counts;
}

/** Moves images of at most *level* in their *column* to the front of [start, end); returns where the others begin. */
function divide(
  {samples, loads}: Drawn,
  {start, end, column, level}: {start: number; end: number; column: Uint8Array; level: number}
): number {
  let low = start;
  for (let i = start; i < end; ++i) {
    const sample = samples[i]!;
    if (column[sample]! > level) continue;
    const load = loads[i]!;
    samples[i] = samples[low]!;
    loads[i] = loads[low]!;
    samples[low] = sample;
    loads[low++] = load;
  }
  return low;
}
