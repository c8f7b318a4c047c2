import {group} from "d3-array";
import {format} from "d3-format";
import {describeAlphabet, type Alphabet} from "../../src/characters/alphabet.js";
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
  /** Held-out writers of pen strokes. */
  readonly unipen?: Share | undefined;
  readonly pendigits?: Share | undefined;
}

interface Share {
  readonly n: number;
  readonly count: number;
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
  "sure of (right)",
  "UNIPEN, held-out writers",
  "Pendigits, held-out writers"
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
  const rows = [...results].sort((a, b) => share(b) - share(a)).map(rowOf);
  return [HEADER, HEADER.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function rowOf({name, parameters, bytes, seconds, tested, sure, unipen, pendigits}: RunResult): string[] {
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
    penShare(unipen),
    penShare(pendigits)
  ];
}

function penShare(share: Share | undefined): string {
  return share ? `${percent((100 * share.count) / share.n)} % (${interval(share.count, share.n, points)})` : "";
}

function interval(count: number, n: number, write: (value: number) => string): string {
  return wilsonInterval(count, n)
    .map((limit) => write(100 * limit))
    .join("–");
}

function duration(seconds: number): string {
  return seconds < 100 ? `${Math.round(seconds)} s` : `${Math.round(seconds / 60)} min`;
}
