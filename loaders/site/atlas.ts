import {DIGITS, type Alphabet} from "../../src/characters/alphabet.js";
import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {randomLcg} from "d3-random";
import {UMAP} from "umap-js";
import {PIXELS} from "../../src/ink/image/grid.js";
import type {Digits} from "../../src/characters/digits.js";
import {NO_PLACE, quantizePlaces} from "../../src/characters/atlasLayout.js";
import type {Answers} from "../../src/stats/meanAnswers.js";
import {nearestNeighbors, type Neighbors} from "../../src/stats/neighbors/neighbors.js";
import {principalComponents, project} from "../../src/stats/neighbors/pca.js";
import {countVotes} from "../../src/stats/neighbors/votes.js";
import type {Splits} from "../datasets/parts/splits.js";
import type {OnProgress} from "../datasets/cache.js";
import type {Dataset} from "../datasets/dataset.js";
import {labelColumn, voteColumns} from "../datasets/digitColumns.js";
import {findDoubtful} from "./doubtful.js";
import {writeFileAtomically} from "../files.js";
import type {PeopleVotes} from "../../src/stats/neighbors/doubtfulReport.js";

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
 * Returns the atlas of a dataset: what was made before, from its entry in the cache, which another byte of the data or of
 * the code makes anew. Of 36,000 images it takes about two minutes on one core.
 */
export async function readAtlas(
  {splits, entry}: Pick<Dataset, "splits" | "entry">,
  onProgress?: OnProgress
): Promise<Atlas> {
  const paths = ["atlas-places", "atlas-neighbors"].map((name) => join(entry, name));
  const [places, neighbors] = await Promise.all(paths.map((path) => readFile(path).catch(() => undefined)));
  if (places && neighbors) {
    return {
      places: new Uint16Array(new Uint8Array(places).buffer),
      neighbors: new Int32Array(new Uint8Array(neighbors).buffer)
    };
  }
  const atlas = makeAtlas(Object.values(splits), onProgress);
  await writeFileAtomically(paths[0]!, new Uint8Array(atlas.places.buffer));
  await writeFileAtomically(paths[1]!, new Uint8Array(atlas.neighbors.buffer));
  return atlas;
}

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

/** Images that are shown as neighbors of another. */
const SHOWN_NEIGHBORS = 6;

/**
 * Returns the files that the site publishes of an atlas, little-endian: `umap.bin` and `pca.bin`, x and y of each image
 * (uint16, as `quantizePlaces` makes them), `neighbors.bin` (int32, [n × 6]), `votes.bin` (`voteColumns`), and
 * `doubtful.json`, by what *runs* answered for the images of the test split, with what people said where *people* has it, and how many
 * runs were left *unread*.
 */
export function publishAtlas(
  splits: Splits,
  {places, neighbors}: Atlas,
  people: ReadonlyMap<string, PeopleVotes>,
  runs: readonly Answers[] = [],
  classes: Alphabet = DIGITS,
  unread = 0
): Record<string, Uint8Array> {
  const labels = labelColumn(Object.values(splits));
  const votes = countVotes(neighbors, labels, classes.length);
  const layout = (first: number) =>
    Uint16Array.from({length: places.length / 2}, (_, i) => places[4 * (i >> 1) + first + (i & 1)]!);
  const shown = Int32Array.from(
    {length: labels.length * SHOWN_NEIGHBORS},
    (_, i) => neighbors[NEIGHBORS * Math.floor(i / SHOWN_NEIGHBORS) + (i % SHOWN_NEIGHBORS)]!
  );
  return {
    "umap.bin": new Uint8Array(layout(0).buffer),
    "pca.bin": new Uint8Array(layout(2).buffer),
    "neighbors.bin": new Uint8Array(shown.buffer),
    "votes.bin": voteColumns(votes),
    "doubtful.json": Buffer.from(
      JSON.stringify({...findDoubtful(splits, votes, people, runs, classes), ...(unread ? {unread} : {})})
    )
  };
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
