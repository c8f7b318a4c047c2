import {csvFormat, csvParseRows} from "d3";
import {InputError} from "../inputError.js";

/** One row of `history.csv`, with the names of Keras's CSVLogger. Losses are mean cross-entropies in nats. */
export interface EpochRecord {
  /** From 0, as CSVLogger counts. */
  readonly epoch: number;
  /** Mean over the epoch's steps, while the weights move. */
  readonly loss: number;
  readonly accuracy: number;
  /** After the epoch, on the validation split; NaN where there is none. */
  readonly val_loss: number;
  readonly val_accuracy: number;
  readonly learning_rate: number;
  readonly seconds: number;
}

const REQUIRED = ["epoch", "loss", "accuracy"] as const;
const COLUMNS = [...REQUIRED, "val_loss", "val_accuracy", "learning_rate", "seconds"] as const;

/** What is not known: Python's nan, and the NA that CSVLogger writes when training was stopped. */
const UNKNOWN = /^(nan|na|)$/i;

/** Returns `history.csv` as text, with the columns of Keras's CSVLogger; what is not known is left empty. */
export function formatHistory(history: readonly EpochRecord[]): string {
  const rows = history.map((record) =>
    Object.fromEntries(COLUMNS.map((name) => [name, Number.isNaN(record[name]) ? "" : record[name]]))
  );
  return `${csvFormat(rows, [...COLUMNS])}\n`;
}

/**
 * Returns the epochs in the text of a `history.csv`: columns in any order, others ignored, NaN where a field is empty,
 * nan or NA, or its column is missing. *source* names it in errors.
 * @throws InputError where a required column is missing or a field is no number, or an epoch no whole one
 */
export function parseHistory(text: string, source: string): EpochRecord[] {
  const [header = [], ...rows] = csvParseRows(text.replace(/^\ufeff/, "").trimEnd());
  const missing = REQUIRED.filter((name) => !header.includes(name));
  if (missing.length) {
    throw new InputError(`${source}:1`, `the columns ${REQUIRED.join()}`, `none named ${missing.join()}`);
  }
  return rows.map((row, i) => {
    const read = (name: string): number => {
      const field = row[header.indexOf(name)]?.trim() ?? "";
      const value = UNKNOWN.test(field) ? NaN : Number(field);
      if (Number.isNaN(value) && !UNKNOWN.test(field)) {
        throw new InputError(`${source}:${i + 2}`, `${name} as a number`, `"${field}"`);
      }
      if (name === "epoch" && !(Number.isInteger(value) && value >= 0)) {
        throw new InputError(`${source}:${i + 2}`, "epoch as a whole number from 0", `"${field}"`);
      }
      return value;
    };
    return Object.fromEntries(COLUMNS.map((name) => [name, read(name)])) as unknown as EpochRecord;
  });
}

/** Returns the epoch with the lowest validation loss (the last one where none was validated); undefined for none. */
export function findBestEpoch(history: readonly EpochRecord[]): EpochRecord | undefined {
  const validated = history.filter(({val_loss}) => !Number.isNaN(val_loss));
  if (!validated.length) return history.at(-1);
  return validated.reduce((best, record) => (record.val_loss < best.val_loss ? record : best));
}
