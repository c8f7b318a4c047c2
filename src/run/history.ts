import {csvFormat} from "d3-dsv";
import {parseDelimited, parseNumber, type DelimitedRow} from "./delimited.js";
import {InputError} from "../inputError.js";
import {findHistoryColumns} from "./historyColumns.js";
import {joinRows, type HistoryRow} from "./historyRows.js";

/** One row of `history.csv`, with the names of Keras's CSVLogger. Losses are mean cross-entropies in nats. */
export interface EpochRecord {
  /** Counts from 0, as CSVLogger does. */
  readonly epoch: number;
  /** Mean over the epoch's steps, as the weights change. */
  readonly loss: number;
  readonly accuracy: number;
  /** After the epoch, on the validation split; NaN without one. */
  readonly val_loss: number;
  readonly val_accuracy: number;
  readonly learning_rate: number;
  readonly seconds: number;
}

const REQUIRED = ["epoch", "loss", "accuracy"] as const;
const COLUMNS = [...REQUIRED, "val_loss", "val_accuracy", "learning_rate", "seconds"] as const;

/** Cells for unknown values: Python's nan and None, and the NA that CSVLogger writes when training is stopped. */
const UNKNOWN = /^([+-]?nan(\(ind\))?|n\/?a|none|null|-|–)?$/i;

/** How far rounding may take a figure out of its range: a float32 mean may be 1.0000001, a clipped loss −1.2e-7. */
const ROUNDING = 1e-6;

/** The epochs of a training, and remarks about how they were read, one clause each. */
export interface History {
  readonly history: EpochRecord[];
  readonly remarks: readonly string[];
}

/** Formats `history.csv`, with the columns of Keras's CSVLogger; unknown values are left empty. */
export function formatHistory(history: readonly EpochRecord[]): string {
  const rows = history.map((record) =>
    Object.fromEntries(COLUMNS.map((name) => [name, Number.isNaN(record[name]) ? "" : record[name]]))
  );
  return `${csvFormat(rows, [...COLUMNS])}\n`;
}

/**
 * Parses the text of a training log: one row per epoch; columns in any order, under any name that `findHistoryColumns`
 * knows, separated by commas, semicolons or tabs. A field that is empty, nan or NA becomes NaN, as do missing columns.
 * Epochs count from 0 or 1; without an epoch column, each row is one. Skips repeated headers, which CSVLogger's
 * `append` leaves. *source* names the log in errors.
 * @throws InputError if loss or accuracy is missing, a field is not a number or out of range, or there are no rows
 */
export function readHistory(text: string, source: string): History {
  const {header, rows, decimal} = parseDelimited(text);
  const at = (line: number) => `${source}:${line}`;
  const {places, ignored, hasSteps} = findHistoryColumns(header.cells);
  const missing = REQUIRED.filter(
    (name) => places[name] === undefined && (name !== "epoch" || hasSteps || places.loss === undefined)
  );
  if (missing.length) {
    const got = header.cells.length ? `none named ${missing.join()} (but ${quote(header.cells)})` : "an empty file";
    throw new InputError(at(1), `the columns ${REQUIRED.join()}`, got);
  }
  const figures = rows.filter(({cells}) => cells.join() !== header.cells.join());
  const whole = withoutCutRow(figures, header.cells.length, text);
  if (!whole.length) throw new InputError(source, "a row for each epoch", "a header alone");
  const read = ({cells, line}: DelimitedRow, i: number): HistoryRow => {
    checkWidth(cells, header.cells.length, at(line));
    const entries = COLUMNS.map((name) => {
      if (name === "epoch" && places.epoch === undefined) return [name, i];
      return [name, readFigure(name, cells[places[name] ?? -1] ?? "", decimal, at(line))];
    });
    return {...(Object.fromEntries(entries) as unknown as EpochRecord), line};
  };
  const {history, remarks} = joinRows(whole.map(read), source, hasSteps);
  const lost = history.filter(({loss, accuracy}) => Number.isNaN(loss) && !Number.isNaN(accuracy));
  return {
    history,
    remarks: [
      ...(places.epoch === undefined ? ["no column counts the epochs, so each row is taken for one"] : []),
      ...(whole.length < figures.length ? ["the last row ends early and is left out"] : []),
      ...remarks,
      ...(lost.length
        ? [
            `the loss is not a number in epoch ${lost[0]!.epoch + 1}${lost.length > 1 ? ` and ${lost.length - 1} more` : ""}`
          ]
        : []),
      ...(ignored.length ? [`columns that are not shown: ${quote(ignored)}`] : [])
    ]
  };
}

/** Drops the last row if it ends early: the training was killed while writing it. */
function withoutCutRow(rows: readonly DelimitedRow[], columns: number, text: string): readonly DelimitedRow[] {
  const isCut = !/[\r\n]$/.test(text) && (rows.at(-1)?.cells.length ?? columns) < columns;
  return isCut ? rows.slice(0, -1) : rows;
}

/** Checks that a row is as long as the header, ignoring separators at its end. @throws InputError if it is not */
function checkWidth(cells: readonly string[], columns: number, at: string): void {
  if (cells.length === columns || (cells.length > columns && cells.slice(columns).every((cell) => !cell))) return;
  const hint = cells.length > columns ? " (decimal commas need semicolons or tabs between the columns)" : "";
  throw new InputError(at, `${columns} columns`, `${cells.length}${hint}`);
}

/** Returns the figure in a *cell*. @throws InputError if it is not a number, or out of range */
function readFigure(name: keyof EpochRecord, cell: string, decimal: "." | ",", at: string): number {
  if (UNKNOWN.test(cell)) return NaN;
  const isShare = name.endsWith("accuracy");
  const isPercent = isShare && /\d\s*%$/.test(cell);
  const value = parseNumber(isPercent ? cell.replace(/\s*%$/, "") : cell, decimal) / (isPercent ? 100 : 1);
  if (name === "epoch" && !(Number.isInteger(value) && value >= 0)) {
    throw new InputError(at, "epoch as a whole number from 0", `"${cell}"`);
  }
  if (/^[+-]?inf(inity)?$/i.test(cell)) {
    throw new InputError(
      at,
      `${name} as a finite number`,
      `"${cell}" (a training that diverged? a smaller learning rate helps)`
    );
  }
  if (Number.isNaN(value)) throw new InputError(at, `${name} as a number`, `"${cell}"`);
  if (isShare && !(value >= -ROUNDING && value <= 1 + ROUNDING)) {
    const hint = value > 2 && value <= 100 ? " (a percentage? divide it by 100, or write %)" : "";
    throw new InputError(at, `${name} from 0 to 1`, `"${cell}"${hint}`);
  }
  if (value < -ROUNDING || !Number.isFinite(value)) throw new InputError(at, `${name} as a number from 0`, `"${cell}"`);
  return isShare ? Math.min(1, Math.max(0, value)) : Math.max(0, value);
}

/** Lists the first *names* in a sentence. */
function quote(names: readonly string[]): string {
  return `${names.slice(0, 6).join(", ")}${names.length > 6 ? ` and ${names.length - 6} more` : ""}`;
}

/** Returns the epoch with the lowest validation loss, or the last one without validation; undefined for no epochs. */
export function findBestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  const validated = history.filter(({val_loss}) => !Number.isNaN(val_loss));
  if (!validated.length) return history.at(-1);
  return validated.reduce((best, record) => (record.val_loss < best.val_loss ? record : best));
}
