import {randomLcg} from "d3-random";
import type {Digits} from "../../characters/digits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {forestClassifier, logVotes} from "../../readers/forest/forest.js";
import {formatForest, parseForest} from "../../readers/forest/forestFile.js";
import {countVotes, LEAF, linkTrees, type Trees} from "../../readers/forest/trees.js";
import {fitTemperature} from "../../stats/temperature.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunHooks, RunRequest} from "../trainRun.js";
import type {Examples} from "./bestSplit.js";
import {growTree, type Growth} from "./growTree.js";

/** Accuracy hardly grows beyond as many trees; with 30,000 digits they take 1.5 MB. */
const TREES = 200;

/** The number of pixels drawn at each node: the square root of all, as Breiman advises for classification. */
const TRIED = Math.round(Math.sqrt(PIXELS));

/** Trees are grown until their leaves are pure, as Breiman's are. */
const MIN_SPLIT = 2;

/** Temperatures are searched from 0.5 on; votes need colder ones. */
const SCALE = 8;

/**
 * Trains a random forest, and fits the sharpness of its votes to the validation labels (Guo et al., 2017), which
 * changes no answer. There are no epochs; the seed determines what is drawn.
 */
export async function trainForest({classes, data, settings}: RunRequest, hooks: RunHooks = {}): Promise<Learned> {
  const {training, validation} = data;
  const growth = {random: randomLcg(settings.seed + 0.5), tried: TRIED, minSplit: MIN_SPLIT};
  const trees = await growForest(training, {classes: classes.length, trees: TREES, ...growth}, hooks);
  const linked = linkTrees(trees)!;
  const labels = validation.labels ?? new Uint8Array(0);
  const votes = countVotes(linked, validation.images, {classes: classes.length, side: PIXELS});
  const scaled = logVotes(votes).map((logit) => SCALE * logit);
  const file = formatForest({trees, sharpness: SCALE / fitTemperature(scaled, labels)}, classes.length);
  const saved = parseForest(file, "model/forest.bin", classes.length);
  const classifier = forestClassifier("forest", saved, {classes});
  const answer = async (images: Float32Array) => ({kept: (await classifier.classify(images)).probabilities});
  const {kept} = await answer(normalize(validation.images));
  return {
    title: "Random forest",
    files: {"forest.bin": file},
    about: {
      kind: "forest",
      // A pixel and a level for each split, a class for each leaf, and the sharpness.
      parameters: trees.features.reduce((sum, feature) => sum + (feature === LEAF ? 1 : 2), 1),
      hyperparameters: {trees: TREES, pixelsTried: TRIED},
      unsureBelow: findUnsureBelow(kept, labels)
    },
    dtype: "uint8",
    history: [],
    answer
  };
}

/** Grows *trees* trees, one after another. Takes turns with other work, and stops when *signal* says so. */
export async function growForest(
  training: Digits,
  {classes, trees, ...growth}: Growth & {readonly classes: number; readonly trees: number},
  {signal, turn}: Pick<RunHooks, "signal" | "turn"> = {}
): Promise<Trees> {
  const examples = examplesOf(training, classes);
  const grown: Trees[] = [];
  while (grown.length < trees) {
    signal?.throwIfAborted();
    grown.push(growTree(examples, growth));
    await turn?.();
  }
  const nodes = grown.reduce((sum, {features}) => sum + features.length, 0);
  const forest = {features: new Uint16Array(nodes), values: new Uint8Array(nodes)};
  let start = 0;
  for (const {features, values} of grown) {
    forest.features.set(features, start);
    forest.values.set(values, start);
    start += features.length;
  }
  return forest;
}

function examplesOf({length: n, images, labels}: Digits, classes: number): Examples {
  const columns = new Uint8Array(images.length);
  for (let i = 0; i < n; ++i) for (let p = 0; p < PIXELS; ++p) columns[p * n + i] = images[i * PIXELS + p]!;
  return {n, side: PIXELS, images, columns, labels: labels ?? new Uint8Array(n), classes};
}
