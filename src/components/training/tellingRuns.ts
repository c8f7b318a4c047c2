import {isAblation} from "../../run/ablationRun.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";
import {DOCUMENTS_RUN} from "../../stats/deskRuns.js";
import {groupSeeds} from "../../stats/seeds.js";
import {formatCount, formatPercent} from "../page/format.js";
import {testedAlike, type ComparedRun} from "./testedAlike.js";

/** The part of a run that decides whether its curves are shown at first. */
interface TellingRun extends ComparedRun {
  readonly about: Pick<RunAbout, "evaluated" | "model" | "seed" | "hyperparameters" | "dataset">;
  /** The number of epochs that its history has. */
  readonly epochs: number;
}

/** The number of runs whose curves are shown at first. */
const SHOWN = 3;

/**
 * Returns the names of the three runs whose curves tell most, of those with a history: the most accurate one, the
 * documents' network, and the least accurate of the others; the next most accurate where one of these is missing. Ablations
 * count only where there is nothing else, and of runs that differ in their seed alone, one does. Accuracies are compared on
 * the test images that most runs share; where no run was tested, the order of the runs stands for them.
 */
export function defaultRuns(runs: readonly TellingRun[]): string[] {
  const trained = runs.filter(({epochs}) => epochs);
  const own = trained.filter(({name}) => !isAblation(name));
  const pool = groupSeeds(own.length ? own : trained).map((group) => group.find(isDocuments) ?? group[0]!);
  const ranked = testedAlike(pool);
  const order = ranked.length ? ranked : pool;
  const [best] = order;
  const documents = pool.find(isDocuments);
  const rest = order.filter((run) => run !== best && run !== documents);
  const telling = new Set([best, documents, rest.at(-1), ...rest].flatMap((run) => run ?? []));
  return [...telling].slice(0, SHOWN).map(({name}) => name);
}

function isDocuments({name}: {readonly name: string}): boolean {
  return name === DOCUMENTS_RUN;
}

/** A run whose accuracy has an interval. */
interface RankedRun extends ComparedRun {
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/**
 * Says which run is the most accurate and by how much, on the test images that most runs share; undefined if no run was
 * tested.
 */
export function trainingFinding(runs: readonly RankedRun[]): string | undefined {
  const ranked = testedAlike(runs);
  const [best, second] = ranked;
  if (!best) return undefined;
  const {n, accuracy, interval} = best.evaluation;
  const figures = `${formatPercent(accuracy, n)} of ${formatCount(n)} test images`;
  if (!second) return `${best.name} reads ${figures} correctly.`;
  const documents = ranked.find(isDocuments);
  const isFurther = documents && documents !== second && documents !== best;
  const overlap = second.evaluation.interval[1] >= interval[0] ? " (their 95 % intervals overlap)" : "";
  const behind = [
    `${second.name} is ${pointsWords(accuracy, second)} behind${overlap}`,
    ...(isFurther ? [`${documents.name} ${pointsWords(accuracy, documents)}`] : [])
  ];
  return `${best.name} is the most accurate of ${ranked.length} runs: ${figures}. ${behind.join(", ")}.`;
}

function pointsWords(accuracy: number, {evaluation}: {readonly evaluation: {readonly accuracy: number}}): string {
  return `${(100 * (accuracy - evaluation.accuracy)).toFixed(2)} points`;
}
