/** Marks a node as a leaf. */
export const LEAF = 0xffff;

/**
 * Decision trees over the 256 levels of ink. The nodes of each tree stand in pre-order, tree after tree: a split's left
 * child follows it, its right child follows all nodes of the left.
 */
export interface Trees {
  /** [nodes]: the pixel that a split looks at, or `LEAF`. */
  readonly features: Uint16Array;
  /** [nodes]: a split's level, where images of at most as much ink in its pixel go left; a leaf's class. */
  readonly values: Uint8Array;
}

/** Trees with pointers, ready to be walked. */
export interface Forest extends Trees {
  /** [nodes]: the right child of each split; 0 for a leaf. */
  readonly rights: Uint32Array;
  /** [trees]: the first node of each tree. */
  readonly roots: Uint32Array;
}

/**
 * Returns *trees* with the right child of each split; undefined where nodes are missing or left over, so that they are
 * not whole trees.
 */
export function linkTrees({features, values}: Trees): Forest | undefined {
  const rights = new Uint32Array(features.length);
  const roots: number[] = [];
  const open: number[] = []; // splits whose right child is still to come
  for (let i = 0; i < features.length; ++i) {
    if (i === 0 || (features[i - 1] === LEAF && !open.length)) roots.push(i);
    else if (features[i - 1] === LEAF) rights[open.pop()!] = i;
    if (features[i] !== LEAF) open.push(i);
  }
  // The last node must be a leaf that no split waits behind.
  const isWhole = open.length === 0 && features.length > 0;
  return isWhole ? {features, values, rights, roots: Uint32Array.from(roots)} : undefined;
}

/** Images are asked about in blocks that stay in the processor's cache, about 400 kB of MNIST's. */
const BLOCK = 512;

/**
 * Returns the number of trees that vote for each class, [n × classes], for *pixels*, [n × *side*], 0 to 255. Block by
 * block, and in each tree by tree, so that both stay in the processor's cache.
 */
export function countVotes(
  {features, values, rights, roots}: Forest,
  pixels: Uint8Array,
  {classes, side}: {readonly classes: number; readonly side: number}
): Uint16Array {
  const n = pixels.length / side;
  const votes = new Uint16Array(n * classes);
  for (let start = 0; start < n; start += BLOCK) {
    const end = Math.min(n, start + BLOCK);
    for (let t = 0; t < roots.length; ++t) {
      const root = roots[t]!;
      for (let i = start; i < end; ++i) {
        const image = i * side;
        let node = root;
        for (let feature = features[node]!; feature !== LEAF; feature = features[node]!)
          node = pixels[image + feature]! <= values[node]! ? node + 1 : rights[node]!;
        ++votes[i * classes + values[node]!]!;
      }
    }
  }
  return votes;
}
