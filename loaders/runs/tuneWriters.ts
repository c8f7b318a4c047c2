import {group, shuffler} from "d3-array";
import {countRight} from "../../src/characters/mostLikely.js";
import type {Digits} from "../../src/characters/digits.js";
import {normalize, PIXELS} from "../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../src/readers/network/savedModel.js";
import {compareMistakes, type MistakeChange} from "../../src/stats/mistakes.js";
import {randomStream} from "../../src/randomStream.js";
import {fineTune, type FineTuneRequest} from "../../src/training/fineTune.js";
import type {Labeled} from "../../src/training/tuneExamples.js";
import type {PenDigit} from "../datasets/penDigits.js";

/** What tuning a run on some digits of one writer changed. */
export interface TunedWriter {
  readonly collection: string;
  readonly writer: string;
  /** The digits to tune on, and how many of them the run misreads. */
  readonly given: {readonly n: number; readonly wrong: number};
  /** The same digits, each read by a network that was tuned on the others. */
  readonly crossValidated: MistakeChange;
  /** The writer's other digits. */
  readonly others: MistakeChange;
  readonly test: MistakeChange;
}

export interface TuneWritersOptions {
  /** Digits per writer to tune on. */
  readonly drawings: number;
  /** Writers of whose digits the run misreads fewer are left out. */
  readonly mistakes: number;
  /** Alone determines which digits are tuned on, and the tuning. */
  readonly seed: number;
  readonly onWriter?: (tuned: TunedWriter) => void;
}

/**
 * Tunes a run on digits of each writer in turn, drawn at random from all that the writer wrote, mistakes as they fall, and
 * tests it on the writer's other digits and the test images. Takes the writers who have more digits than are tuned on, of
 * which the run misreads at least *mistakes*, in the order of *digits*.
 */
export async function tuneWriters(
  request: Pick<FineTuneRequest, "run" | "saved" | "classes" | "replay" | "validation"> & {readonly test: Labeled},
  digits: readonly PenDigit[],
  {drawings, mistakes, seed, onWriter}: TuneWritersOptions
): Promise<TunedWriter[]> {
  const results: TunedWriter[] = [];
  for (const written of group(digits, ({name, writer}) => `${name} ${writer}`).values()) {
    if (written.length <= drawings) continue;
    const {name, writer} = written[0]!;
    const order = shuffler(randomStream(seed, "given digits"))([...written]);
    const [given, others] = [render(order.slice(0, drawings)), render(order.slice(drawings))];
    const before = {given: await answersOf(request, given), others: await answersOf(request, others)};
    const wrong = given.length - countRight(before.given, given.labels);
    if (wrong + others.length - countRight(before.others, others.labels) < mistakes) continue;
    const tuned = await fineTune({...request, mine: given, drawings: [...given.labels.keys()], settings: {seed}});
    const after = await answersOf({...request, saved: tuned.saved}, others);
    const result = {
      collection: name,
      writer,
      given: {n: given.length, wrong},
      crossValidated: tuned.mine,
      others: compareMistakes(before.others, after, others.labels),
      test: tuned.test!
    };
    results.push(result);
    onWriter?.(result);
  }
  return results;
}

/** Returns what the drawing page would see of *digits*. */
function render(digits: readonly PenDigit[]): Labeled {
  const images = new Uint8Array(digits.length * PIXELS);
  digits.forEach(({strokes}, i) => {
    const found = preprocessStrokes(strokes);
    if (found) images.set(found.image, i * PIXELS);
  });
  return {length: digits.length, images, labels: Uint8Array.from(digits, ({label}) => label)};
}

async function answersOf(
  {saved, run, classes}: {readonly saved: SavedModel; readonly run: string; readonly classes: readonly string[]},
  {images}: Digits
): Promise<Float32Array> {
  const model = await loadModel(saved, run, classes.length);
  const probabilities = predictAll(model, normalize(images));
  model.dispose();
  return probabilities;
}
