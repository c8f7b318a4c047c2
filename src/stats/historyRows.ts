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
 * for training and one for validation); where epochs start again, as when training is resumed with CSVLogger's `append`,
 * they count on; where they go back into the middle, the later rows replace the earlier ones.
 * @throws InputError for rows without figures, and several an epoch that contradict each other, as a log of steps has
 */
export function joinRows(rows: readonly HistoryRow[], source: string, hasSteps: boolean): JoinedRows {
  const merged = mergeRows(rows);
  if (!merged.length) throw new InputError(source, "figures of an epoch", `${rows.length} rows without any`);
  refuseSteps(merged, source, hasSteps);
  const [start, base] = [merged[0]!.epoch, merged[0]!.epoch === 1 ? 1 : 0];
  let history: EpochRecord[] = [];
  let offset = -base;
  const [again, replaced]: [number[], string[]] = [[], []];
  for (const {line, ...record} of merged) {
    const last = history.at(-1)?.epoch ?? -1;
    if (history.length && record.epoch <= start) {
      offset = last + 1 - record.epoch;
      again.push(line);
    } else if (record.epoch + offset <= last) {
      const epoch = record.epoch + offset;
      history = history.filter((earlier) => earlier.epoch < epoch);
      replaced.push(`epochs ${epoch + 1} on were trained again (line ${line}), and the later rows are shown`);
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
