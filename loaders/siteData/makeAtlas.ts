import {randomLcg} from "d3-random";
import {UMAP} from "umap-js";
import {NO_PLACE, quantizePlaces} from "../../src/characters/atlasLayout.js";
import type {Digits} from "../../src/characters/digits.js";
import {PIXELS} from "../../src/ink/image/grid.js";
import {nearestNeighbors, type Neighbors} from "../../src/stats/neighbors/neighbors.js";
import {principalComponents, project} from "../../src/stats/neighbors/pca.js";
import type {OnProgress} from "../datasets/cache.js";

/** Where each image of a dataset lies among the others, in the order of the splits. */
export interface Atlas {
  /** [n × 4], x and y on the map by UMAP, then on that of the first two principal components; `NO_PLACE` for none. */
  readonly places: Uint16Array;
  /** [n × NEIGHBORS], the images most alike, the nearest first; −1 for none. */
  readonly neighbors: Int32Array;
}

/** How many neighbors each image has. */
export const NEIGHBORS = 15;

/** The number of principal components by which images are compared; they hold about 83 % of MNIST's variance. */
const COMPONENTS = 50;

/** Of more images than these, as many at even distances have a place: all of 70,000 would take a quarter of an hour. */
const MOST = 40_000;

/** How often each pair of neighbors pulls; of fewer images more often, since it takes less time. */
const EPOCHS = {few: 200, many: 120};
const MANY = 20_000;

/** At which the optimization of the map begins: the first two principal components from −START to START. */
const START = 10;

const SEED = 1;

/**
 * Returns the atlas of the images of all *splits*: their nearest neighbors by Euclidean distance of 50 principal components,
 * and two maps, by UMAP of these (McInnes et al. 2018, https://arxiv.org/abs/1802.03426), which begins at the other, the
 * first two components. Nothing has a place where there are fewer images than neighbors.
 */
export function makeAtlas(splits: readonly Digits[], onProgress?: OnProgress): Atlas {
  const total = splits.reduce((sum, {length}) => sum + length, 0);
  const chosen = chooseEvenly(total, MOST);
  const atlas = {
    places: new Uint16Array(4 * total).fill(NO_PLACE),
    neighbors: new Int32Array(NEIGHBORS * total).fill(-1)
  };
  if (chosen.length <= NEIGHBORS) return atlas;
  onProgress?.("comparing the images", 0, chosen.length);
  const projected = projectImages(takeImages(splits, chosen));
  const near = nearestNeighbors(projected, projected, {dimensions: COMPONENTS, k: NEIGHBORS, skipSelf: true});
  const firstTwo = Array.from(chosen, (_, i) => [projected[i * COMPONENTS]!, projected[i * COMPONENTS + 1]!] as const);
  const layouts = [layOut(near, firstTwo, onProgress), firstTwo].map(quantizePlaces);
  chosen.forEach((image, i) => {
    atlas.places.set([...layouts[0]![i]!, ...layouts[1]![i]!], 4 * image);
    const own = near.indices.subarray(i * NEIGHBORS, (i + 1) * NEIGHBORS);
    atlas.neighbors.set(
      own.map((neighbor) => chosen[neighbor]!),
      image * NEIGHBORS
    );
  });
  return atlas;
}

/** Returns up to *most* of the numbers below *total*, at even distances. */
function chooseEvenly(total: number, most: number): Int32Array {
  const count = Math.min(total, most);
  return Int32Array.from({length: count}, (_, i) => Math.floor((i * total) / count));
}

/** Returns the pixels of the images of those numbers, counted through all splits, [count × 784]. */
function takeImages(splits: readonly Digits[], chosen: Int32Array): Uint8Array {
  const taken = new Uint8Array(chosen.length * PIXELS);
  let [split, before] = [0, 0];
  chosen.forEach((image, i) => {
    while (image - before >= splits[split]!.length) before += splits[split++]!.length;
    const start = (image - before) * PIXELS;
    taken.set(splits[split]!.images.subarray(start, start + PIXELS), i * PIXELS);
  });
  return taken;
}

function projectImages(images: Uint8Array): Float32Array {
  return project(principalComponents(images, COMPONENTS), images);
}

/** Returns where UMAP lays each image, given its neighbors; it begins at the *start*, [x, y] each. */
function layOut(
  {indices, distances}: Neighbors,
  start: readonly (readonly [number, number])[],
  onProgress?: OnProgress
): readonly (readonly [number, number])[] {
  const rows = start.map((place) => [...place]);
  const umap = new UMAP({
    nNeighbors: NEIGHBORS,
    minDist: 0.1,
    nEpochs: rows.length > MANY ? EPOCHS.many : EPOCHS.few,
    random: randomLcg(SEED)
  });
  // It counts each image as its own first neighbor.
  const own = (i: number, values: Int32Array | Float32Array, self: number) => [
    self,
    ...values.subarray(i * NEIGHBORS, (i + 1) * NEIGHBORS - 1)
  ];
  umap.setPrecomputedKNN(
    rows.map((_, i) => own(i, indices, i)),
    rows.map((_, i) => own(i, distances, 0))
  );
  const epochs = umap.initializeFit(rows);
  const furthest = Math.max(...start.map(([x, y]) => Math.max(Math.abs(x), Math.abs(y)))) || 1;
  umap.getEmbedding().forEach((place, i) => {
    place[0] = (start[i]![0] * START) / furthest;
    place[1] = (start[i]![1] * START) / furthest;
  });
  for (let epoch = 0; epoch < epochs; ++epoch) {
    umap.step();
    onProgress?.("laying out the map", epoch + 1, epochs);
  }
  return umap.getEmbedding() as [number, number][];
}
