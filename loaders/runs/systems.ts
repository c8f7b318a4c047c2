import {readFile} from "node:fs/promises";
import {join} from "node:path";
import {InputError} from "../../src/inputError.js";
import {isAblation} from "../../src/run/ablationRun.js";
import type {SetEvaluation} from "../../src/run/evaluations.js";
import {PUBLISHED, SYSTEMS, type Family, type PublishedError, type System} from "../../src/run/systems.js";
import {parseTimings, type Timings} from "../../src/run/timings.js";
import type {Predictions} from "../../src/run/predictions.js";
import {DOCUMENTS_RUN} from "../../src/stats/deskRuns.js";
import {countAnswers, countOnlyRight, imagesReadBy} from "../../src/stats/ladder.js";
import {groupSeeds} from "../../src/stats/seeds.js";
import {RUNS} from "../paths.js";
import {describedRun, type DescribedRun} from "./describedRun.js";
import {readRun, listRuns} from "./runs.js";
import {findImages, type SiteImages} from "./siteRuns.js";

/** The file of the runs' times for an image, in the folder of the runs. */
export const TIMINGS = "timings.json";

/** The most images that a list of the page has: what all systems miss, what one alone reads. */
const MOST = 200;

/** A system on the page: a run, and what it was measured at. */
export interface SystemRow {
  readonly run: string;
  readonly title: string;
  readonly model: string;
  readonly family: Family;
  readonly follows: System["follows"];
  /** Of the test images that all of these systems share. */
  readonly right: number;
  readonly unanswered: number;
  /** On drawings of held-out writers. */
  readonly pen: readonly {readonly name: string; readonly n: number; readonly correct: number}[];
  readonly hasModel: boolean;
  readonly parameters?: number | undefined;
  readonly bytes?: number | undefined;
  /** Images that it was trained on. */
  readonly trained?: number | undefined;
  /** Of training. */
  readonly seconds?: number | undefined;
  /** For an image given alone. */
  readonly milliseconds?: number | undefined;
}

/** A test image with the label and what each system read, as texts of classes; "" for no answer. */
export interface AnsweredImage {
  /** Its place among the test images. */
  readonly test: number;
  /** Its index in the site's own test split, or −1. */
  readonly index: number;
  readonly label: string;
  readonly answers: readonly string[];
}

/** The systems side by side, in `data/systems.json`. */
export interface Systems {
  /** The number of test images that they share, and their name. */
  readonly n: number;
  readonly test: string;
  /** The most accurate first. */
  readonly systems: readonly SystemRow[];
  /** Images that the system of the row reads right, and that of the column does not. */
  readonly onlyRight: readonly (readonly number[])[];
  /** How many images no system reads right, and one alone; and the first of these. */
  readonly missed: {readonly n: number; readonly images: readonly AnsweredImage[]};
  readonly single: {readonly n: number; readonly images: readonly AnsweredImage[]};
  readonly published: readonly PublishedError[];
  readonly timings: Omit<Timings, "runs"> | null;
}

/** A run of a system with its answers. */
interface Rung {
  readonly described: DescribedRun;
  readonly predictions: Predictions;
  readonly fingerprints: readonly string[] | undefined;
}

/**
 * Returns the systems of the site's runs side by side: of the runs of `SYSTEMS` that were tested on the images that most of
 * them were, without ablations, and of runs that differ in their seed alone the documents' or the first one.
 */
export async function describeSystems(images: SiteImages): Promise<Systems> {
  const rungs = await readRungs();
  const timings = await readTimings();
  const [first] = rungs;
  if (!first)
    return {n: 0, test: "", systems: [], onlyRight: [], missed: NONE, single: NONE, published: [], timings: null};
  const {labels, classes} = first.predictions;
  const rows = rungs.map(({described, predictions}) => rowOf(described, predictions, timings));
  const order = [...rungs.keys()].sort((a, b) => rows[b]!.right - rows[a]!.right);
  const answers = order.map((i) => rungs[i]!.predictions.predicted);
  const fingerprints = rungs.find((rung) => rung.fingerprints)?.fingerprints;
  const places = findImages(
    {predictions: first.predictions, fingerprints, classes},
    images.splits.test,
    images.classes
  );
  const pictured = (found: readonly number[]) => ({
    n: found.length,
    images: [...found]
      .sort((a, b) => Number(places[a]! < 0) - Number(places[b]! < 0))
      .slice(0, MOST)
      .map((test) => ({
        test,
        index: places[test]!,
        label: classes[labels[test]!] ?? "",
        answers: answers.map((one) => classes[one[test]!] ?? "")
      }))
  });
  const evaluated = first.described.listed.about.evaluated;
  return {
    n: labels.length,
    test: evaluated?.title ?? evaluated?.name ?? "",
    systems: order.map((i) => rows[i]!),
    onlyRight: countOnlyRight(labels, answers),
    missed: pictured(imagesReadBy(labels, answers, 0)),
    single: pictured(imagesReadBy(labels, answers, 1)),
    published: PUBLISHED.filter(({system}) => rows.some(({model}) => model === system)),
    timings: timings ? {machine: timings.machine, measured: timings.measured, n: timings.n} : null
  };
}

const NONE = {n: 0, images: []} as const;

async function readRungs(): Promise<Rung[]> {
  const described: DescribedRun[] = [];
  for (const name of await listRuns()) {
    if (isAblation(name)) continue;
    const run = await describedRun(name).catch((error: unknown) => {
      if (!(error instanceof InputError)) throw error;
      return undefined; // the list of runs says what is wrong with it
    });
    if (
      run?.listed.evaluation &&
      !run.listed.about.fault &&
      run.labels &&
      Object.hasOwn(SYSTEMS, run.listed.about.model)
    )
      described.push(run);
  }
  const counts = new Map<string, number>();
  for (const {labels} of described) counts.set(labels!, (counts.get(labels!) ?? 0) + 1);
  const [shared] = [...counts].sort(([, a], [, b]) => b - a)[0] ?? [];
  const alike = described.filter(({labels}) => labels === shared);
  const kept = groupSeeds(alike.map((run) => ({...run, name: run.listed.name, about: run.listed.about}))).map(
    (group) => group.find(({name}) => name === DOCUMENTS_RUN) ?? group[0]!
  );
  return Promise.all(
    kept.map(async (run) => {
      const {predictions, fingerprints} = await readRun(run.name);
      return {described: run, predictions: predictions!, fingerprints};
    })
  );
}

function rowOf({listed}: DescribedRun, {labels, predicted}: Predictions, timings: Timings | undefined): SystemRow {
  const {name, about, hasModel} = listed;
  const {family, follows} = SYSTEMS[about.model]!;
  return {
    run: name,
    title: about.title,
    model: about.model,
    family,
    follows,
    ...countAnswers(labels, predicted),
    pen: penOf(about.evaluations ?? []),
    hasModel,
    // Of a program that learned elsewhere, the run knows only its settings.
    ...(family !== "optical character recognition" && {parameters: about.parameters, bytes: about.weights?.bytes}),
    trained: about.dataset?.train,
    seconds: about.seconds,
    milliseconds: timings?.runs[name]?.alone
  };
}

function penOf(evaluations: readonly SetEvaluation[]): SystemRow["pen"] {
  return evaluations.flatMap(({name, n, correct}) => (correct === undefined ? [] : [{name, n, correct}]));
}

/** Returns how long the runs take for an image; undefined where that was not measured. @throws InputError for a damaged file */
export async function readTimings(): Promise<Timings | undefined> {
  const path = join(RUNS, TIMINGS);
  const text = await readFile(path, "utf8").catch(() => undefined);
  return text === undefined ? undefined : parseTimings(text, path);
}
