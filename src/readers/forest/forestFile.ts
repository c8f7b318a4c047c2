import {InputError} from "../../inputError.js";
import {PIXELS} from "../../ink/image/grid.js";
import {LEAF, linkTrees, type Forest, type Trees} from "./trees.js";

/** A forest as its run keeps it. */
export interface SavedForest<T extends Trees = Trees> {
  readonly trees: T;
  /** The exponent of the shares of votes that makes them probabilities: above 0. */
  readonly sharpness: number;
}

/*
 * forest.bin, little-endian. Nodes of all trees in pre-order; a tree ends where its last leaf stands.
 *
 *   0  "HSFOREST"
 *   8  uint32   nodes
 *  12  uint32   splits among them
 *  16  float32  sharpness
 *  20  a bit for each node, the lowest first: 1 for a split, 0 for a leaf
 *      for each split: uint8, the lower 8 bits of its pixel
 *      for each split: 2 bits, the lowest first, the upper 2 bits of its pixel
 *      for each split: uint8, its level
 *      for each leaf: uint8, its class; 4 bits, the lowest first, where the alphabet has at most 16
 */
const MAGIC = "HSFOREST";
const HEAD = 20;

/** Returns the number of bytes of each part of the file after its head. */
function partSizes(nodes: number, splits: number, classes: number): readonly number[] {
  const leaves = nodes - splits;
  return [Math.ceil(nodes / 8), splits, Math.ceil(splits / 4), splits, classes <= 16 ? Math.ceil(leaves / 2) : leaves];
}

/** Formats a forest for *classes* classes: 3 bytes a node or less. */
export function formatForest({trees, sharpness}: SavedForest, classes: number): Uint8Array {
  const {features, values} = trees;
  const splits = features.reduce((sum, feature) => sum + Number(feature !== LEAF), 0);
  const sizes = partSizes(features.length, splits, classes);
  const bytes = new Uint8Array(HEAD + sizes.reduce((a, b) => a + b));
  for (let i = 0; i < MAGIC.length; ++i) bytes[i] = MAGIC.charCodeAt(i);
  const head = new DataView(bytes.buffer);
  head.setUint32(8, features.length, true);
  head.setUint32(12, splits, true);
  head.setFloat32(16, sharpness, true);
  const [kinds, lows, highs, levels, leaves] = divide(bytes, sizes);
  for (let i = 0, s = 0, l = 0; i < features.length; ++i) {
    if (features[i] === LEAF) {
      if (classes <= 16) leaves[l >> 1]! |= values[i]! << (4 * (l & 1));
      else leaves[l] = values[i]!;
      ++l;
    } else {
      kinds[i >> 3]! |= 1 << (i & 7);
      lows[s] = features[i]! & 255;
      highs[s >> 2]! |= (features[i]! >> 8) << (2 * (s & 3));
      levels[s++] = values[i]!;
    }
  }
  return bytes;
}

/**
 * Parses a forest for *classes* classes.
 * @throws InputError, naming the file *source*, for any other file, one cut short, and trees that are not whole or name
 * pixels or classes that don't exist
 */
export function parseForest(bytes: Uint8Array, source: string, classes: number): SavedForest<Forest> {
  const head = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length < HEAD || String.fromCharCode(...bytes.subarray(0, MAGIC.length)) !== MAGIC)
    throw new InputError(source, `a forest, which begins with "${MAGIC}"`, `${bytes.length} bytes of something else`);
  const nodes = head.getUint32(8, true);
  const splits = head.getUint32(12, true);
  const sharpness = head.getFloat32(16, true);
  if (splits > nodes) throw new InputError(source, `at most ${nodes} splits, its nodes`, `${splits}`);
  if (!(sharpness > 0 && Number.isFinite(sharpness)))
    throw new InputError(source, "a sharpness above 0", `${sharpness}`);
  const sizes = partSizes(nodes, splits, classes);
  const size = HEAD + sizes.reduce((a, b) => a + b);
  if (bytes.length !== size) throw new InputError(source, `${size} bytes for ${nodes} nodes`, `${bytes.length}`);
  const trees = readNodes(nodes, divide(bytes, sizes), classes <= 16);
  const isSplit = trees.features.reduce((sum, feature) => sum + Number(feature !== LEAF), 0);
  const forest = isSplit === splits ? linkTrees(trees) : undefined;
  if (!forest) throw new InputError(source, "whole trees", "nodes that are missing or left over");
  const pixel = forest.features.find((feature) => feature !== LEAF && feature >= PIXELS);
  if (pixel !== undefined) throw new InputError(source, `pixels below ${PIXELS}`, `${pixel}`);
  const other = forest.values.find((value, i) => forest.features[i] === LEAF && value >= classes);
  if (other !== undefined) throw new InputError(source, `classes below ${classes}`, `${other}`);
  return {trees: forest, sharpness};
}

type Parts = readonly [kinds: Uint8Array, lows: Uint8Array, highs: Uint8Array, levels: Uint8Array, leaves: Uint8Array];

/** Returns views of the file's parts. */
function divide(bytes: Uint8Array, sizes: readonly number[]): Parts {
  let start = HEAD;
  return sizes.map((size) => bytes.subarray(start, (start += size))) as unknown as Parts;
}

function readNodes(nodes: number, [kinds, lows, highs, levels, leaves]: Parts, isPacked: boolean): Trees {
  const features = new Uint16Array(nodes);
  const values = new Uint8Array(nodes);
  for (let i = 0, s = 0, l = 0; i < nodes; ++i) {
    if ((kinds[i >> 3]! >> (i & 7)) & 1) {
      features[i] = lows[s]! | (((highs[s >> 2]! >> (2 * (s & 3))) & 3) << 8);
      values[i] = levels[s++]!;
    } else {
      features[i] = LEAF;
      values[i] = isPacked ? (leaves[l >> 1]! >> (4 * (l & 1))) & 15 : leaves[l]!;
      ++l;
    }
  }
  return {features, values};
}
