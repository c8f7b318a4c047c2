import {InputError} from "../inputError.js";
import type {EpochRecord} from "./history.js";

/** A row of a log, before it is known which epoch it stands for. */
export interface HistoryRow extends EpochRecord {
  /** Of the file, from 1. */
  readonly line: number;
}

/** Epochs in order, and what is to be said of how they were put there. */
export interface JoinedRows {
  readonly history: EpochRecord[];
  readonly remarks: readonly string[];
}

const FIGURES = ["loss", "accuracy", "val_loss", "val_accuracy"] as const;

/**
 * Returns one record an epoch, rising from 0: rows of one epoch that complete each other are one (Lightning writes a row
 * for training and one for validation); rows that are sorted newest first are turned round; where epochs start again from
 * the first, as when training is resumed with CSVLogger's `append`, they count on; where they go back to one that was
 * there before, the later rows replace the earlier ones.
 * @throws InputError for rows without figures, several an epoch that contradict each other, as a log of steps has, and
 * epochs in any other order
 */
export function joinRows(rows: readonly HistoryRow[], source: string, hasSteps: boolean): JoinedRows {
  const given = mergeRows(rows);
  if (!given.length) throw new InputError(source, "figures of an epoch", `${rows.length} rows without any`);
  refuseSteps(given, source, hasSteps);
  // Turned round before rows are joined: one without an epoch belongs to the one written after it.
  if (isNewestFirst(given)) {
    const {history, remarks} = countOn(mergeRows(rows.toReversed()), source);
    return {history, remarks: ["the rows are sorted newest first; they are shown in order", ...remarks]};
  }
  return countOn(given, source);
}

/** Returns *merged* rows as epochs that rise. @throws InputError where they go back other than by training again */
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
 * Returns whether training starts anew at row *i*, which goes back: to its lowest epoch, 0 or 1, even where the log begins
 * later since its beginning is lost. Where each epoch is there once, it is one training in disorder instead.
 */
function isRestart(rows: readonly HistoryRow[], i: number): boolean {
  const [start, epoch] = [rows[0]!.epoch, rows[i]!.epoch];
  if (epoch > 1 || rows.some((row) => row.epoch < epoch)) return false;
  if (epoch === start) return true;
  return new Set(rows.map((row) => row.epoch)).size < rows.length && !skipsEpochs(rows, i);
}

/** Returns whether the rows that rise from row *i* on leave out more epochs at once than the log's first ones do. */
function skipsEpochs(rows: readonly HistoryRow[], i: number): boolean {
  return widestGap(rows, i) > widestGap(rows, 0);
}

/** Returns the widest step between the rows that rise from row *i* on, at least 1. */
function widestGap(rows: readonly HistoryRow[], i: number): number {
  let widest = 1;
  for (let k = i + 1; k < rows.length && rows[k]!.epoch > rows[k - 1]!.epoch; ++k) {
    widest = Math.max(widest, rows[k]!.epoch - rows[k - 1]!.epoch);
  }
  return widest;
}

/** Returns the rows, those in a row of one epoch as one where no figure is in both; a row without epoch joins the next. */
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
  // A last row of a test, or a row that was never filled.
  return merged.filter((row) => FIGURES.some((name) => !Number.isNaN(row[name])));
}

/** Returns *row* with what it lacks from *earlier*. */
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
