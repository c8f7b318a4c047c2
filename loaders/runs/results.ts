import {group} from "d3-array";
import {format} from "d3-format";
import {describeAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
import type {SetEvaluation} from "../../src/run/evaluations.js";
import {wilsonInterval} from "../../src/stats/interval.js";

/** What the table of results says of a run; what is not known is undefined. */
export interface RunResult {
  readonly name: string;
  readonly classes: Alphabet;
  readonly parameters?: number | undefined;
  readonly bytes?: number | undefined;
  /** Of training. */
  readonly seconds?: number | undefined;
  /** What it was tested on. */
  readonly tested?:
    {readonly title: string; readonly n: number; readonly correct: number; readonly ece: number | null} | undefined;
  /** Answers that are not called unsure, and how many of them are right. */
  readonly sure?: {readonly answered: number; readonly right: number} | undefined;
  /** What else it was evaluated on: each that is counted has a column. */
  readonly evaluations?: readonly SetEvaluation[] | undefined;
}

const HEADER = [
  "run",
  "parameters",
  "kB",
  "training",
  "tested on",
  "accuracy",
  "95 % interval",
  "calibration error",
  "sure of (right)"
];

const [percent, points, whole] = [format(".2f"), format(".1f"), format(",")];

/**
 * Returns the results of runs as a Markdown table, by accuracy; intervals are Wilson's. Runs of other classes are not comparable:
 * where there are several alphabets, each has a table of its own, named above it, that of most runs first.
 */
export function resultsTable(results: readonly RunResult[]): string {
  const groups = [...group(results, ({classes}) => JSON.stringify(classes)).values()];
  if (groups.length < 2) return tableOf(results);
  return groups
    .sort((a, b) => b.length - a.length)
    .map((own) => `${own[0] ? describeAlphabet(own[0].classes) : ""}:\n\n${tableOf(own)}`)
    .join("\n\n");
}

function tableOf(results: readonly RunResult[]): string {
  const share = ({tested}: RunResult) => (tested ? tested.correct / tested.n : -1);
  const sets = [
    ...new Set(results.flatMap(({evaluations = []}) => evaluations.filter(isCounted).map(({name}) => name)))
  ];
  const header = [...HEADER, ...sets];
  const rows = [...results].sort((a, b) => share(b) - share(a)).map((result) => rowOf(result, sets));
  return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

/** Whether it was counted how many characters of a set are read right. */
function isCounted(evaluation: SetEvaluation): evaluation is SetEvaluation & {readonly correct: number} {
  return evaluation.correct !== undefined && evaluation.n > 0;
}

function rowOf(
  {name, parameters, bytes, seconds, tested, sure, evaluations = []}: RunResult,
  sets: readonly string[]
): string[] {
  return [
    `\`${name}\``,
    parameters === undefined ? "" : whole(parameters),
    bytes === undefined ? "" : whole(Math.round(bytes / 1000)),
    seconds === undefined ? "" : duration(seconds),
    tested ? `${tested.title}, n = ${whole(tested.n)}` : "",
    tested ? `${percent((100 * tested.correct) / tested.n)} %` : "",
    tested ? `${interval(tested.correct, tested.n, percent)} %` : "",
    tested && tested.ece !== null ? `${percent(100 * tested.ece)} %` : "",
    tested && sure
      ? `${points((100 * sure.answered) / tested.n)} % (${percent((100 * sure.right) / sure.answered)} %)`
      : "",
    ...sets.map((set) => shareOf(evaluations.find((evaluation) => evaluation.name === set)))
  ];
}

function shareOf(evaluation: SetEvaluation | undefined): string {
  if (!evaluation || !isCounted(evaluation)) return "";
  const {n, correct} = evaluation;
  return `${percent((100 * correct) / n)} % (${interval(correct, n, points)})`;
}

function interval(count: number, n: number, write: (value: number) => string): string {
  return wilsonInterval(count, n)
    .map((limit) => write(100 * limit))
    .join("–");
}

function duration(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
