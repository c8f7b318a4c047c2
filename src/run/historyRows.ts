import {InputError} from "../inputError.js";
import type {EpochRecord} from "./history.js";

/** A row of a log, before its epoch is settled. */
export interface HistoryRow extends EpochRecord {
  /** The line in the file, from 1. */
  readonly line: number;
}

/** Epochs in order, and remarks about how the rows were joined. */
export interface JoinedRows {
  readonly history: EpochRecord[];
  readonly remarks: readonly string[];
}

const FIGURES = ["loss", "accuracy", "val_loss", "val_accuracy"] as const;

/**
 * Joins rows into one record per epoch, rising from 0. Merges consecutive rows of one epoch that complete each other
 * (Lightning writes one for training and one for validation). Reverses rows sorted newest first. Where epochs start
 * again, as when CSVLogger's `append` resumes a training, counts on. Where they go back to an earlier epoch, the later
 * rows replace the earlier ones.
 * @throws InputError for rows without figures, for several contradicting rows of one epoch, as in a log of steps, and
 * for epochs in any other order
 */
export function joinRows(rows: readonly HistoryRow[], source: string, hasSteps: boolean): JoinedRows {
  const given = mergeRows(rows);
  if (!given.length) throw new InputError(source, "figures of an epoch", `${rows.length} rows without any`);
  refuseSteps(given, source, hasSteps);
  // Reversed before merging: in the file, a row without an epoch belongs to the row written after it.
  if (isNewestFirst(given)) {
    const {history, remarks} = countOn(mergeRows(rows.toReversed()), source);
    return {history, remarks: ["the rows are sorted newest first; they are shown in order", ...remarks]};
  }
  return countOn(given, source);
}

/** Turns *merged* rows into rising epochs. @throws InputError if they go back other than by training again */
function countOn(merged: readonly HistoryRow[], source: string): JoinedRows {
  const base = merged[0]!.epoch === 1 ? 1 : 0;
  let history: EpochRecord[] = [];
  let offset = -base;
  const [again, replaced]: [number[], string[]] = [[], []];
  for (const [i, {line, ...record}] of merged.entries()) {
    const last = history.at(-1)?.epoch ?? -1;
    if (i && record.epoch <= merged[i - 1]!.epoch) {
      if (isRestart(merged, i)) {
        offset = last + 1 - record.epoch;
        again.push(line);
      } else {
        const epoch = record.epoch + offset;
        if (!history.some((earlier) => earlier.epoch === epoch) || skipsEpochs(merged, i)) {
          const got = `epoch ${record.epoch} after epoch ${merged[i - 1]!.epoch}`;
          throw new InputError(`${source}:${line}`, "epochs in ascending order (sort the rows by epoch)", got);
        }
        history = history.filter((earlier) => earlier.epoch < epoch);
        replaced.push(`epochs ${epoch + 1} on were trained again (line ${line}), and the later rows are shown`);
      }
    }
    history.push({...record, epoch: record.epoch + offset});
  }
  const restarted = again.length
    ? [
        `epochs start again at line ${again.slice(0, 3).join(", ")}${again.length > 3 ? " …" : ""}, and are shown as one training of ${history.length} epochs`
      ]
    : [];
  return {history, remarks: [...restarted, ...replaced]};
}

function isNewestFirst(rows: readonly HistoryRow[]): boolean {
  return rows.length > 1 && rows.every(({epoch}, i) => !i || epoch < rows[i - 1]!.epoch);
}

/**
 * Returns whether training restarts at row *i*, which goes back to the lowest epoch, 0 or 1. The log may itself begin
 * later if its beginning is lost. If each epoch occurs once, it is one unsorted training instead.
 */
function isRestart(rows: readonly HistoryRow[], i: number): boolean {
  const [start, epoch] = [rows[0]!.epoch, rows[i]!.epoch];
  if (epoch > 1 || rows.some((row) => row.epoch < epoch)) return false;
  if (epoch === start) return true;
  return new Set(rows.map((row) => row.epoch)).size < rows.length && !skipsEpochs(rows, i);
}

/** Returns whether the rising rows from row *i* on skip more epochs at once than the first rows of the log do. */
function skipsEpochs(rows: readonly HistoryRow[], i: number): boolean {
  return widestGap(rows, i) > widestGap(rows, 0);
}

/** Returns the widest step between the rising rows from row *i* on, at least 1. */
function widestGap(rows: readonly HistoryRow[], i: number): number {
  let widest = 1;
  for (let k = i + 1; k < rows.length && rows[k]!.epoch > rows[k - 1]!.epoch; ++k) {
    widest = Math.max(widest, rows[k]!.epoch - rows[k - 1]!.epoch);
  }
  return widest;
}

/** Merges consecutive rows of one epoch if no figure is in both. A row without an epoch is merged into the next. */
function mergeRows(rows: readonly HistoryRow[]): HistoryRow[] {
  const merged: HistoryRow[] = [];
  let waiting: HistoryRow | undefined;
  for (const row of rows) {
    const joined: HistoryRow = waiting ? join(row, waiting) : row;
    if (Number.isNaN(row.epoch)) {
      waiting = joined;
      continue;
    }
    waiting = undefined;
    const last = merged.at(-1);
    if (last?.epoch === joined.epoch && completes(last, joined)) merged[merged.length - 1] = join(joined, last);
    else merged.push(joined);
  }
  // Rows without figures are dropped: a final test row, or a row that was never filled.
  return merged.filter((row) => FIGURES.some((name) => !Number.isNaN(row[name])));
}

/** Fills the gaps of *row* with values from *earlier*. */
function join(row: HistoryRow, earlier: HistoryRow): HistoryRow {
  const entries = Object.entries(row) as [keyof HistoryRow, number][];
  return Object.fromEntries(
    entries.map(([name, value]) => [name, Number.isNaN(value) ? earlier[name] : value])
  ) as unknown as HistoryRow;
}

function completes(a: HistoryRow, b: HistoryRow): boolean {
  return FIGURES.every((name) => Number.isNaN(a[name]) || Number.isNaN(b[name]));
}

function refuseSteps(rows: readonly HistoryRow[], source: string, hasSteps: boolean): void {
  const repeated = rows.filter(({epoch}, i) => rows[i - 1]?.epoch === epoch);
  const first = repeated[0];
  if (!first || (!hasSteps && new Set(repeated.map(({epoch}) => epoch)).size === 1)) return;
  const n = rows.filter(({epoch}) => epoch === first.epoch).length;
  throw new InputError(
    `${source}:${first.line}`,
    "a row an epoch",
    `${n} rows of epoch ${first.epoch} (of steps? keep the last row of each epoch)`
  );
}
