import {csvFormat, csvParseRows} from "d3-dsv";
import {format} from "d3-format";
import {PERTURBATIONS, type Perturbation} from "../characters/perturb.js";
import {InputError} from "../inputError.js";
import {wilsonInterval} from "./interval.js";
import {mostLikely} from "../characters/mostLikely.js";

/** One row of `robustness.csv`: the number of *n* digits that are recognized after one perturbation. */
export interface RobustnessRecord {
  readonly kind: Perturbation;
  /** In the unit of the kind in `AMOUNTS`. */
  readonly amount: number;
  readonly n: number;
  readonly correct: number;
}

const COLUMNS = ["kind", "amount", "n", "correct"] as const;

/**
 * Counts the *labels* ([n]) that have the highest of *probabilities* ([n × classes]). Images without ink count as
 * wrong.
 */
export function countCorrect(
  labels: ArrayLike<number>,
  probabilities: ArrayLike<number>,
  hasInk: ArrayLike<number>
): number {
  const classes = labels.length && probabilities.length / labels.length;
  let correct = 0;
  for (let i = 0; i < labels.length; ++i) {
    if (hasInk[i] && mostLikely(probabilities, i * classes, classes) === labels[i]) ++correct;
  }
  return correct;
}

/** Formats `robustness.csv`: the records, each with its digits' dataset name and the seed. */
export function formatRobustness(
  records: readonly RobustnessRecord[],
  origin: {readonly dataset: string; readonly seed: number}
): string {
  const rows = records.map((record) => ({...record, ...origin}));
  return `${csvFormat(rows, [...COLUMNS, "dataset", "seed"])}\n`;
}

/**
 * Parses the records of a `robustness.csv`. Columns may be in any order; others are ignored. *source* names the file in
 * errors.
 * @throws InputError if a column is missing, a kind is unknown, an amount is not a number or a count is impossible
 */
export function parseRobustness(text: string, source: string): RobustnessRecord[] {
  const [header = [], ...rows] = csvParseRows(text.replace(/^\ufeff/, "").trimEnd());
  const missing = COLUMNS.filter((name) => !header.includes(name));
  if (missing.length) {
    throw new InputError(`${source}:1`, `the columns ${COLUMNS.join()}`, `none named ${missing.join()}`);
  }
  return rows.map((row, i) => {
    const read = <T>(name: string, expected: string, parse: (field: string) => T | undefined): T => {
      const field = row[header.indexOf(name)]?.trim() ?? "";
      const value = parse(field);
      if (value === undefined) throw new InputError(`${source}:${i + 2}`, `${name} as ${expected}`, `"${field}"`);
      return value;
    };
    const kind = read("kind", `one of ${PERTURBATIONS.join()}`, (field) => PERTURBATIONS.find((k) => k === field));
    const amount = read("amount", "a number", parseAmount);
    const n = read("n", "a whole number from 1", (field) => parseCount(field, 1, Number.MAX_SAFE_INTEGER));
    const correct = read("correct", `a whole number from 0 to ${n}`, (field) => parseCount(field, 0, n));
    return {kind, amount, n, correct};
  });
}

function parseAmount(field: string): number | undefined {
  const value = Number(field);
  return field && Number.isFinite(value) ? value : undefined;
}

function parseCount(field: string, least: number, most: number): number | undefined {
  const value = Number(field);
  return /^\d+$/.test(field) && value >= least && value <= most ? value : undefined;
}

/** Formats an amount with its unit. */
const WRITTEN: Readonly<Record<Perturbation, (amount: number) => string>> = {
  shift: (amount) => `${amount} px`,
  rotation: (amount) => `${amount}°`,
  scale: (amount) => `× ${amount}`,
  stroke: (amount) => `${amount ? format("+")(amount) : 0} px`,
  noise: (amount) => `${amount} of full ink`
};

const [percent, points] = [format(".2f"), format(".1f")];

/**
 * Returns a Markdown table of the accuracies of *runs* with 95 % Wilson intervals, in percent, one column a run. All
 * runs must have records of the same digits and perturbations, in the same order.
 */
export function robustnessTable(
  runs: readonly {readonly name: string; readonly records: readonly RobustnessRecord[]}[]
): string {
  const header = ["perturbation", "amount", "n", ...runs.map(({name}) => `\`${name}\``)];
  const rows = (runs[0]?.records ?? []).map(({kind, amount, n}, i) => [
    kind,
    WRITTEN[kind](amount),
    format(",")(n),
    ...runs.map(({records}) => accuracy(records[i]!))
  ]);
  return [header, header.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
}

function accuracy({n, correct}: RobustnessRecord): string {
  const [low, high] = wilsonInterval(correct, n).map((limit) => points(100 * limit));
  return `${percent((100 * correct) / n)} % (${low}–${high})`;
}
