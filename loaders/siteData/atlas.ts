import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {DIGITS, type Alphabet} from "../../src/characters/alphabet.js";
import type {Answers} from "../../src/stats/meanAnswers.js";
import type {PeopleVotes} from "../../src/stats/neighbors/doubtfulReport.js";
import {countVotes} from "../../src/stats/neighbors/votes.js";
import {codeKeys} from "../buildCache/codeKey.js";
import type {OnProgress} from "../datasets/cache.js";
import type {Dataset} from "../datasets/dataset.js";
import {labelColumn, voteColumns} from "../datasets/digitColumns.js";
import type {Splits} from "../datasets/parts/splits.js";
import {writeFileAtomically} from "../files.js";
import {findDoubtful} from "./doubtful.js";
import {makeAtlas, NEIGHBORS, type Atlas} from "./makeAtlas.js";

/** The module that makes an atlas. */
const MAKER = fileURLToPath(new URL("makeAtlas.ts", import.meta.url));

/**
 * Returns the atlas of a dataset: what was made before, from its entry in the cache, which another byte of the data makes
 * anew, if the code is the same. Of 36,000 images it takes about two minutes on one core.
 */
export async function readAtlas(
  {splits, entry}: Pick<Dataset, "splits" | "entry">,
  onProgress?: OnProgress
): Promise<Atlas> {
  const [code] = await codeKeys([MAKER]);
  const paths = ["atlas-places", "atlas-neighbors"].map((name) => join(entry, `${name}-${code!.slice(0, 16)}`));
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
