/** Labeled images for growing trees, stored both ways: what is read together lies together. */
export interface Examples {
  /** The number of images. */
  readonly n: number;
  /** The number of pixels in an image. */
  readonly side: number;
  /** [n × side], 0 to 255. */
  readonly images: Uint8Array;
  /** [side × n]: the same, pixel by pixel. */
  readonly columns: Uint8Array;
  /** [n], below `classes`. */
  readonly labels: Uint8Array;
  readonly classes: number;
}

/** The images that a tree was given, in an order in which those of each node stand together. */
export interface Drawn {
  /** [drawn]: indices of images. */
  readonly samples: Uint32Array;
  /** [drawn], parallel to `samples`: label << 8 | how often the image was drawn. */
  readonly loads: Uint16Array;
}

/** The images of a node: *start* … *end* of those drawn. */
export interface Node {
  readonly start: number;
  readonly end: number;
  /** [classes]: how many were drawn of each class. */
  readonly counts: Float64Array;
  /** The sum of `counts`. */
  readonly size: number;
}

/** The best level at which a pixel divides a node. */
export interface Level {
  /** Images of at most as much ink go left; −1 if all images of the node have the same ink in the pixel. */
  readonly level: number;
  /** The sum over both sides of Σ count² / size. */
  readonly purity: number;
}

/** Lists of at most as many images are sorted by insertion, others by counting their levels. */
const MAX_INSERTED = 24;

/** In nodes of at most as many images, reading image by image misses the processor's cache less often. */
const FEW = 1500;

/**
 * Returns a function that finds the best level at which to divide the images of a node by one pixel. The purity of a
 * division is highest where its Gini impurity is lowest (Breiman et al., Classification and Regression Trees, 1984);
 * levels lie in the middle between two that occur. The result is valid until the next call.
 *
 * Images without ink in the pixel, most of them, are not sorted: their counts are what the others leave of the node's.
 */
export function levelFinder(
  {n, side, images, columns, classes}: Examples,
  {samples, loads}: Drawn
): (pixel: number, node: Node) => Level {
  const keys = new Uint32Array(n); // ink << 16 | load
  const sorted = new Uint32Array(n);
  const left = new Float64Array(classes);
  const right = new Float64Array(classes);
  const found = {level: -1, purity: -1};

  /** Lists the node's images with ink in the pixel, and returns their number. */
  function listInked(pixel: number, {start, end}: Node): number {
    const isSmall = end - start <= FEW;
    const ink = isSmall ? images : columns;
    const stride = isSmall ? side : 1;
    const offset = isSmall ? pixel : pixel * n;
    let inked = 0;
    for (let i = start; i < end; ++i) {
      const value = ink[samples[i]! * stride + offset]!;
      if (value !== 0) keys[inked++] = (value << 16) | loads[i]!;
    }
    return inked;
  }

  return (pixel, node) => {
    found.level = -1;
    found.purity = -1;
    const inked = listInked(pixel, node);
    if (inked === 0) return found;
    const order = inked <= MAX_INSERTED ? insertionSort(keys, inked) : sortByLevel(keys, inked, sorted);
    if (inked === node.end - node.start && order[0]! >>> 16 === order[inked - 1]! >>> 16) return found;
    right.fill(0);
    let rightSize = 0;
    for (let i = 0; i < inked; ++i) {
      const weight = order[i]! & 255;
      right[(order[i]! >>> 8) & 255]! += weight;
      rightSize += weight;
    }
    for (let c = 0; c < classes; ++c) left[c] = node.counts[c]! - right[c]!;
    let leftSize = node.size - rightSize;
    let leftSquares = sumOfSquares(left);
    let rightSquares = sumOfSquares(right);
    let before = 0;
    for (let i = 0; i < inked; ++i) {
      const key = order[i]!;
      const value = key >>> 16;
      if (value !== before && leftSize > 0) {
        const purity = leftSquares / leftSize + rightSquares / rightSize;
        if (purity > found.purity) {
          found.purity = purity;
          found.level = (before + value) >> 1;
        }
      }
      before = value;
      const label = (key >>> 8) & 255;
      const weight = key & 255;
      leftSquares += weight * (2 * left[label]! + weight);
      rightSquares += weight * (weight - 2 * right[label]!);
      left[label]! += weight;
      right[label]! -= weight;
      leftSize += weight;
      rightSize -= weight;
    }
    return found;
  };
}

function sumOfSquares(counts: Float64Array): number {
  let sum = 0;
  for (let c = 0; c < counts.length; ++c) sum += counts[c]! * counts[c]!;
  return sum;
}

/** Sorts the first *length* keys in place. */
function insertionSort(keys: Uint32Array, length: number): Uint32Array {
  for (let i = 1; i < length; ++i) {
    const key = keys[i]!;
    let j = i;
    for (; j > 0 && keys[j - 1]! > key; --j) keys[j] = keys[j - 1]!;
    keys[j] = key;
  }
  return keys;
}

const offsets = new Uint32Array(257);

/** Sorts the first *length* keys by their level into *target*, which it returns. */
function sortByLevel(keys: Uint32Array, length: number, target: Uint32Array): Uint32Array {
  offsets.fill(0);
  for (let i = 0; i < length; ++i) ++offsets[(keys[i]! >>> 16) + 1]!;
  for (let v = 0; v < 256; ++v) offsets[v + 1]! += offsets[v]!;
  for (let i = 0; i < length; ++i) {
    const key = keys[i]!;
    target[offsets[key >>> 16]!++] = key;
  }
  return target;
}
