import {startBackend} from "../../src/readers/network/backend.js";
import {segmentingReader} from "../../src/readers/segmenter/segmentingReader.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {smooth} from "../../src/pen/curve.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {countPoints, drawnUntil, type Demonstration, type RecordedAnswer} from "../../src/run/demonstration.js";
import {WASM} from "../paths.js";
import {readAnsweringRun} from "../runs/answeringRun.js";

/** Points of the drawing between two answers. */
const PACE = 3;

/** Drawings of ours by what they show: points, in hundredths of the surface's side. */
const DRAWINGS: readonly (readonly [name: string, strokes: readonly (readonly Point[])[]])[] = [
  ["3", [[[29, 25], [38, 17], [52, 15], [64, 21], [65, 33], [57, 42], [44, 47], [58, 50], [69, 60], [67, 74], [54, 84], [39, 84], [28, 76]]]], // prettier-ignore
  ["A", [[[28, 82], [40, 48], [50, 18], [61, 50], [72, 82]], [[38, 60], [50, 58], [64, 60]]]] // prettier-ignore
];

/**
 * Resolves to a drawing of one character, and what the run *name* reads in it while it comes about; none where no drawing
 * of ours shows one of the run's classes.
 */
export async function recordDemonstration(name: string): Promise<Demonstration[]> {
  await startBackend(WASM);
  const {classifier} = await readAnsweringRun(name);
  try {
    return await demonstrateBy(classifier);
  } finally {
    classifier.dispose();
  }
}

/** Resolves to what *classifier* reads in a drawing of ours while it comes about; none as `recordDemonstration` does. */
export async function demonstrateBy(classifier: Classifier): Promise<Demonstration[]> {
  const {name: run, classes} = classifier;
  const [, ways] = DRAWINGS.find(([shown]) => classes.includes(shown)) ?? [];
  if (!ways) return [];
  const strokes = ways.map(strokeAlong);
  const reader = segmentingReader(classifier);
  const total = countPoints(strokes);
  const answers: RecordedAnswer[] = [];
  for (const points of stepsTo(total)) {
    const digits = (await reader.read({strokes: drawnUntil(strokes, points)})).flatMap((line) => line.digits);
    const [digit] = digits;
    if (!digit || digits.length > 1) continue; // ink that is not there yet, or that reads as two
    const {text, label, confidence, likelihood, probabilities} = digit;
    answers.push({points, text, label, confidence, likelihood, probabilities: Array.from(probabilities)});
  }
  return answers.at(-1)?.points === total ? [{run, classes, strokes, answers}] : [];
}

function strokeAlong(way: readonly Point[]): Stroke {
  const places = way.map(([x, y]): Point => [x / 100, y / 100]);
  return smooth(places, 1).map(([x, y]): Point => [round(x), round(y)]);
}

function* stepsTo(total: number): Generator<number> {
  for (let points = PACE; points < total; points += PACE) yield points;
  yield total;
}

function round(share: number): number {
  return Math.round(share * 1e4) / 1e4;
}
