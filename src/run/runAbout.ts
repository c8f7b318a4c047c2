import * as v from "valibot";
import {checkAlphabet, DIGITS, type Alphabet} from "../characters/alphabet.js";
import {parseJson} from "../parseJson.js";
import {EvaluationsJson, penEvaluations, PenJson} from "./evaluations.js";
import {FaultJson} from "./faults.js";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));
const share = v.pipe(v.number(), v.minValue(0), v.maxValue(1));

/** The schema of `run.json`: title and model are required, and extra fields are allowed. */
const RunAboutJson = v.looseObject({
  title: v.string(),
  model: v.string(),
  /** The kind of reader, a name in `KIND_FILES`; "network" by default. */
  kind: v.optional(v.string()),
  /** The run's classes, in the order of its probabilities; the digits by default. */
  classes: v.optional(v.array(v.string())),
  seed: v.optional(v.number()),
  command: v.optional(v.string()),
  parameters: v.optional(count),
  weights: v.optional(v.looseObject({bytes: v.optional(count), sha256: v.optional(v.string())})),
  /** The training data. */
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
  /** The data behind predictions.csv. */
  evaluated: v.optional(v.looseObject({name: v.string(), title: v.optional(v.string()), n: v.optional(count)})),
  /** Answers below this confidence are called unsure. */
  unsureBelow: v.optional(share),
  /** Images below this likelihood of a digit, from the model's second output, are called no digit. */
  noDigitBelow: v.optional(share),
  /** The fault that it was trained with on purpose: its accuracies are none. */
  fault: v.optional(FaultJson),
  /** What else it was evaluated on. */
  evaluations: v.optional(EvaluationsJson),
  hyperparameters: v.optional(v.record(v.string(), v.unknown())),
  started: v.optional(v.string()),
  seconds: v.optional(v.number()),
  machine: v.optional(v.string())
});

/** Facts about a run, from its `run.json`. */
export type RunAbout = v.InferOutput<typeof RunAboutJson>;

/** A run.json that may have been written before there was a list of evaluations. */
const WrittenJson = v.looseObject({...RunAboutJson.entries, pen: v.optional(PenJson)});

/**
 * Parses the text of a `run.json`. *source* names it in errors.
 * @throws InputError for text that is no JSON, for the first field that does not match, and for classes that are no
 * alphabet
 */
export function parseRunAbout(text: string, source: string): RunAbout {
  const {pen, ...about} = parseJson(WrittenJson, text, source);
  if (pen) about.evaluations ??= penEvaluations(pen);
  if (about.classes) checkAlphabet(about.classes, `${source}: classes`);
  return about;
}

/** What lists of runs show of `run.json`, and by what they compare: the rest is loaded for one run. */
const LISTED = [
  "title",
  "model",
  "kind",
  "seed",
  "parameters",
  "unsureBelow",
  "noDigitBelow",
  "hyperparameters",
  "fault",
  "seconds"
] as const;

/** What they show of the images, which trainers may say any amount more of. */
const LISTED_IMAGES = ["name", "title", "sha256", "train", "validation", "test", "n"] as const;

/** What is known of a run in a list of all. */
export type ListedAbout = Pick<RunAbout, (typeof LISTED)[number] | "dataset" | "evaluated">;

/** Returns what of a `run.json` stands in a list of all runs. */
export function listedAbout(about: RunAbout): ListedAbout {
  const {dataset, evaluated} = about;
  return {
    ...pick(about, LISTED),
    ...(dataset && {dataset: pick(dataset, LISTED_IMAGES)}),
    ...(evaluated && {evaluated: pick(evaluated, LISTED_IMAGES)})
  };
}

/** Returns a record with those of its *fields* that are there. */
function pick<T extends object>(record: T, fields: readonly string[]): T {
  return Object.fromEntries(Object.entries(record).filter(([field]) => fields.includes(field))) as T;
}

/** Returns the classes of a run: the digits if its `run.json` names none. */
export function classesOf({classes}: {readonly classes?: readonly string[] | undefined}): Alphabet {
  return classes ?? DIGITS;
}
