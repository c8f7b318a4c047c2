import {maxIndex} from "d3-array";
import {PIXELS, SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";
import {mostLikely} from "../../characters/mostLikely.js";
import type {Classifier} from "../classifier.js";

/** A ninth of the square around a digit, and the effect of covering it. */
export interface Region {
  /** In pixels of the image. */
  readonly box: Box;
  /** By how much the evidence falls, in nats; negative where the ink spoke against the digit, 0 for no ink. */
  readonly fall: number;
  /** [classes]: the probabilities with the region covered. */
  readonly probabilities: Float32Array;
}

/** A small change to an image: ink is added or removed under a patch. */
export interface Edit {
  /** The pixel at the center of the patch. */
  readonly x: number;
  readonly y: number;
  /** Whether the patch adds ink or removes it. */
  readonly kind: "ink" | "blank";
}

/** An edit with the probabilities of the edited image. */
interface TriedEdit extends Edit {
  readonly probabilities: Float32Array;
}

/** Edits that together make another class more likely. */
export interface Counterfactual {
  /** In the order found; no edit's center lies under another's patch. */
  readonly edits: readonly Edit[];
  /** [784], 0 to 255: the image with all edits. */
  readonly image: Uint8Array;
  /** [classes]: its probabilities. */
  readonly probabilities: Float32Array;
}

/** Shows which ink an answer rests on. */
export interface Explanation {
  /** [784], nats: by how much the evidence falls when the ink around each pixel is covered. */
  readonly map: Float32Array;
  /** [9]: a 3 × 3 grid over the square around the ink, row by row. */
  readonly regions: readonly Region[];
  /** The edits that would make it the other digit; null if no other digit was given, or if no edit favors it. */
  readonly counterfactual: Counterfactual | null;
}

/**
 * Patches are 5 × 5 pixels with Gaussian weights (σ = 1.5 pixels), 2 pixels apart, so each pixel is under four to nine
 * of them. The first batch has at most 327 images; each further edit takes at most 50.
 */
const [RADIUS, SIGMA, STRIDE] = [2, 1.5, 2];

/** No ink is added within this many pixels of the edge, where no digit has any. */
const MARGIN = 4;

/** The number of promising edits that are tried together, and the maximum number made. */
const [MAX_CHANGES, MAX_EDITS] = [50, 8];

/** Smaller probabilities are raised to this, so that evidence is finite; below it, float32 softmax is noise. */
const LEAST = 1e-20;

type Place = readonly [x: number, y: number];

const PLACES: readonly Place[] = Array.from({length: Math.ceil(SIDE / STRIDE) ** 2}, (_, i) => {
  const across = Math.ceil(SIDE / STRIDE);
  return [STRIDE * (i % across), STRIDE * Math.floor(i / across)];
});

/**
 * Resolves to an explanation of why *classifier* takes *image*, [784], 0 (background) to 255 (ink), for *digit*: how
 * much the evidence falls when background covers parts of the ink. Evidence is the log-odds of *digit* against all
 * other classes or, with *other*, against that class alone; then the explanation includes a counterfactual.
 * Log-probabilities would hide the differences, as they are near 0 for every confident answer.
 *
 * Occlusion: Zeiler & Fergus, Visualizing and Understanding Convolutional Networks, ECCV 2014, section 4.2. Log-odds:
 * Robnik-Šikonja & Kononenko, Explaining Classifications For Individual Instances, IEEE TKDE 2008. Missing ink:
 * Dhurandhar et al., Explanations Based on the Missing, NeurIPS 2018.
 */
export async function explain(
  classifier: Classifier,
  image: Uint8Array,
  digit: number,
  other?: number
): Promise<Explanation> {
  const base = Float32Array.from(image, (value) => value / 255);
  const boxes = ninths(image);
  const covered = PLACES.filter((place) => hasInk(image, patchBox(place)));
  const inked =
    other === undefined ? [] : PLACES.filter((place) => place.every((at) => at >= MARGIN && at < SIDE - MARGIN));
  const copies = [
    base,
    ...boxes.map((box) => cover(base, box)),
    ...covered.map((place) => edit(base, place, "blank")),
    ...inked.map((place) => edit(base, place, "ink"))
  ];
  const answers = await predict(classifier, copies);
  const evidence = answers.map((p) => evidenceOf(p, digit, other));
  const falls = evidence.map((e) => evidence[0]! - e);
  const first = 1 + boxes.length;
  const regions = boxes.map((box, i) => ({box, fall: falls[1 + i]!, probabilities: answers[1 + i]!}));
  const map = spread(covered, falls.slice(first));
  if (other === undefined) return {map, regions, counterfactual: null};
  const before = evidenceOf(answers[0]!, other);
  const changes = [...covered, ...inked]
    .map(([x, y], i) => {
      const kind = i < covered.length ? ("blank" as const) : ("ink" as const);
      const probabilities = answers[first + i]!;
      return {x, y, kind, probabilities, rise: evidenceOf(probabilities, other) - before};
    })
    .filter(({rise}) => rise > 0)
    .sort((a, b) => b.rise - a.rise)
    .slice(0, MAX_CHANGES);
  return {map, regions, counterfactual: await findCounterfactual(classifier, base, changes, other)};
}

/** Returns the log-odds, in nats, of *digit* against *other*, or against all other classes. */
function evidenceOf(probabilities: Float32Array, digit: number, other?: number): number {
  const against =
    other === undefined
      ? probabilities.reduce((sum, p, i) => (i === digit ? sum : sum + p), 0) // 1 − p would lose small probabilities
      : probabilities[other]!;
  return Math.log(Math.max(LEAST, probabilities[digit]!)) - Math.log(Math.max(LEAST, against));
}

/** Returns each pixel's weighted mean of the *values* of the patches over it; 0 where no patch has a value. */
function spread(places: readonly Place[], values: readonly number[]): Float32Array {
  const [sums, weights] = [new Float64Array(PIXELS), new Float64Array(PIXELS)];
  for (const place of PLACES) forPatch(place, (pixel, weight) => (weights[pixel]! += weight));
  places.forEach((place, i) => forPatch(place, (pixel, weight) => (sums[pixel]! += weight * values[i]!)));
  return Float32Array.from(sums, (sum, pixel) => sum / weights[pixel]!);
}

/**
 * Searches greedily for edits that turn the image into *other*. Starts with the first of *changes*, the strongest, then
 * adds whichever raises the odds of *other* most, until *other* is the answer, no edit helps, or `MAX_EDITS` are made.
 */
async function findCounterfactual(
  classifier: Classifier,
  base: Float32Array,
  changes: readonly TriedEdit[],
  other: number
): Promise<Counterfactual | null> {
  let next: TriedEdit | undefined = changes[0];
  if (!next) return null;
  const edits: Edit[] = [];
  let [image, probabilities] = [base, next.probabilities];
  while (next) {
    const {x, y, kind} = next;
    edits.push({x, y, kind});
    image = edit(image, [x, y], kind);
    probabilities = next.probabilities;
    if (mostLikely(probabilities, 0, probabilities.length) === other || edits.length === MAX_EDITS) break;
    const free = changes.filter((one) => edits.every((taken) => !overlap(one, taken)));
    const copies = free.map((one) => edit(image, [one.x, one.y], one.kind));
    const answers = await predict(classifier, copies);
    const best = maxIndex(answers, (p) => evidenceOf(p, other));
    const rises = best >= 0 && evidenceOf(answers[best]!, other) > evidenceOf(probabilities, other);
    next = rises ? {...free[best]!, probabilities: answers[best]!} : undefined;
  }
  return {edits, image: Uint8Array.from(image, (value) => Math.round(255 * value)), probabilities};
}

/** Returns whether the center of one patch lies under the other. */
function overlap(a: Edit, b: Edit): boolean {
  return Math.max(Math.abs(a.x - b.x), Math.abs(a.y - b.y)) <= RADIUS;
}

async function predict(classifier: Classifier, images: readonly Float32Array[]): Promise<Float32Array[]> {
  const batch = new Float32Array(images.length * PIXELS); // [n, 784]
  images.forEach((image, i) => batch.set(image, i * PIXELS));
  const {probabilities} = await classifier.classify(batch);
  const {length} = classifier.classes;
  return images.map((_, i) => probabilities.slice(i * length, (i + 1) * length));
}

/** Returns a copy with a patch of ink or background laid over it. */
function edit(image: Float32Array, place: Place, kind: Edit["kind"]): Float32Array {
  const copy = image.slice();
  const value = kind === "ink" ? 1 : 0;
  forPatch(place, (pixel, weight) => (copy[pixel] = (1 - weight) * copy[pixel]! + weight * value));
  return copy;
}

function cover(image: Float32Array, box: Box): Float32Array {
  const copy = image.slice();
  forBox(box, (pixel) => (copy[pixel] = 0));
  return copy;
}

/** Returns the smallest square centered on the ink, in thirds rounded to whole pixels, row by row. */
function ninths(image: Uint8Array): Box[] {
  const inked = [...image.keys()].filter((pixel) => image[pixel]);
  const [xs, ys] = [inked.map((pixel) => pixel % SIDE), inked.map((pixel) => Math.floor(pixel / SIDE))];
  const [left, right] = [Math.min(SIDE, ...xs), Math.max(0, ...xs) + 1];
  const [top, bottom] = [Math.min(SIDE, ...ys), Math.max(0, ...ys) + 1];
  const side = Math.max(3, right - left, bottom - top);
  const cuts = (middle: number) => [0, 1, 2, 3].map((k) => Math.round(middle - side / 2 + (k * side) / 3));
  const [columns, rows] = [cuts((left + right) / 2), cuts((top + bottom) / 2)];
  return [0, 1, 2].flatMap((row) =>
    [0, 1, 2].map((column) => {
      const [x, y] = [columns[column]!, rows[row]!];
      return {x, y, width: columns[column + 1]! - x, height: rows[row + 1]! - y};
    })
  );
}

function patchBox([x, y]: Place): Box {
  return {x: x - RADIUS, y: y - RADIUS, width: 2 * RADIUS + 1, height: 2 * RADIUS + 1};
}

function hasInk(image: Uint8Array, box: Box): boolean {
  let found = false;
  forBox(box, (pixel) => (found ||= image[pixel]! > 0));
  return found;
}

/** Calls *visit* with each image pixel under a patch and the patch's weight there, 1 at its center. */
function forPatch(place: Place, visit: (pixel: number, weight: number) => void): void {
  const [x, y] = place;
  forBox(patchBox(place), (pixel) => {
    const squared = ((pixel % SIDE) - x) ** 2 + (Math.floor(pixel / SIDE) - y) ** 2;
    visit(pixel, Math.exp(-squared / (2 * SIGMA * SIGMA)));
  });
}

/** Calls *visit* with each image pixel inside *box*, whose corners are whole pixels. */
function forBox({x, y, width, height}: Box, visit: (pixel: number) => void): void {
  for (let v = Math.max(0, y); v < Math.min(SIDE, y + height); ++v) {
    for (let u = Math.max(0, x); u < Math.min(SIDE, x + width); ++u) visit(v * SIDE + u);
  }
}
