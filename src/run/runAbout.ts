import * as v from "valibot";
import {checkAlphabet, DIGITS, type Alphabet} from "../characters/alphabet.js";
import {parseJson} from "../parseJson.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const counted = v.object({n: count, count});
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** `run.json`: only title and model must be there, and more may be. */
const RunAboutJson = v.looseObject({
  title: v.string(),
  model: v.string(),
  /** What its reader is made of, a name in `KIND_FILES`; a network where nothing is said. */
  kind: v.optional(v.string()),
  /** What it tells apart, in the order of its answers; the digits where nothing is said. */
  classes: v.optional(v.array(v.string())),
  seed: v.optional(v.number()),
  command: v.optional(v.string()),
  parameters: v.optional(count),
  weights: v.optional(v.looseObject({bytes: v.optional(count), sha256: v.optional(v.string())})),
  /** What it was trained on. */
  dataset: v.optional(
    v.looseObject({
      name: v.optional(v.string()),
      title: v.optional(v.string()),
      sha256: v.optional(v.string()),
      train: v.optional(count),
      validation: v.optional(count),
      test: v.optional(count)
    })
  ),
  /** What predictions.csv is about. */
  evaluated: v.optional(v.looseObject({name: v.string(), title: v.optional(v.string()), n: v.optional(count)})),
  /** Less confident answers are called unsure. */
  unsureBelow: v.optional(share),
  /** Images that are less likely a digit, by the model's second output, are called none. */
  noDigitBelow: v.optional(share),
  /** What it answers to pen strokes of held-out writers. */
  pen: v.optional(
    v.object({
      right: v.object({unipen: counted, pendigits: counted}),
      refused: v.exactOptional(v.object({digits: counted, symbols: counted}))
    })
  ),
  hyperparameters: v.optional(v.record(v.string(), v.unknown())),
  started: v.optional(v.string()),
  seconds: v.optional(v.number()),
  machine: v.optional(v.string())
});

/** What is known of how a run was made. */
export type RunAbout = v.InferOutput<typeof RunAboutJson>;

/**
 * Returns what the text of a `run.json` says. *source* names it in errors.
 * @throws InputError for what is no JSON, names the first field that is not as it should be, or classes that are no alphabet
 */
export function parseRunAbout(text: string, source: string): RunAbout {
  const about = parseJson(RunAboutJson, text, source);
  if (about.classes) checkAlphabet(about.classes, `${source}: classes`);
  return about;
}

/** Returns the classes of a run: the digits where its `run.json` says nothing. */
export function classesOf({classes}: {readonly classes?: readonly string[] | undefined}): Alphabet {
  return classes ?? DIGITS;
}
