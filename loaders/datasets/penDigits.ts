import {join} from "node:path";
import {rollup} from "d3-array";
import type {Stroke} from "../../src/pen/pen.js";
import {partOfWriters, type WriterPart} from "../../src/pen/writers.js";
import {InputError} from "../../src/inputError.js";
import {readChunks} from "../files.js";
import {strokesParser} from "./layouts/strokes.js";

/** The collections of pen digits, and the file of each. */
const COLLECTIONS = {unipen: "unipen-digits.jsonl.gz", pendigits: "pendigits.jsonl.gz"} as const;
export type PenCollection = keyof typeof COLLECTIONS;

/** A digit that a person wrote with a pen on a tablet. */
export interface PenDigit {
  readonly name: PenCollection;
  /** 0 to 9 */
  readonly label: number;
  /** Unique within the collection. */
  readonly writer: string;
  /** Coordinates in the tablet's own unit; y grows downward. */
  readonly strokes: readonly Stroke[];
}

/**
 * Reads the digits of both collections in *folder*: UNIPEN's first, each collection in the order of its file.
 * @throws InputError if a file is missing or a line is not a digit
 */
export async function readPenDigits(folder: string): Promise<PenDigit[]> {
  const digits: PenDigit[] = [];
  for (const name of Object.keys(COLLECTIONS) as PenCollection[]) {
    const path = join(folder, COLLECTIONS[name]);
    const parser = strokesParser(path);
    for await (const chunk of readChunks(path)) parser.push(chunk);
    for (const {label, writer, strokes, line} of parser.end()) {
      if (!/^\d$/.test(label))
        throw new InputError(`${path}:${line}`, "a label from 0 to 9", `"${label.slice(0, 40)}"`);
      digits.push({name, label: Number(label), writer, strokes});
    }
  }
  return digits;
}

/** A letter or other symbol that a person wrote with a pen. */
export interface PenSymbol {
  readonly symbol: string;
  readonly writer: string;
  readonly strokes: readonly Stroke[];
}

/**
 * Letters and symbols that people write like a digit, so they are no counterexamples: 0 (o O D Q), 1 (l I i and bars,
 * brackets and marks), 2 (Z z), 4 (y Y), 5 (S s $), 6 (b G), 7 (T ?), 8 (B &), 9 (g q).
 */
export const DIGIT_SHAPED: ReadonlySet<string> = new Set([..."oODQlIi|!/\\()[]'`,ZzyYSs$bGT?B&gq"]);

/**
 * Reads the letters and symbols in *folder*, without those in *leftOut*: by default, those that look like a digit.
 * @throws InputError if the file is missing or a line is malformed
 */
export async function readPenSymbols(folder: string, leftOut = DIGIT_SHAPED): Promise<PenSymbol[]> {
  const path = join(folder, "unipen-letters.jsonl.gz");
  const parser = strokesParser(path);
  for await (const chunk of readChunks(path)) parser.push(chunk);
  // UNIPEN puts a backslash before some symbols.
  const symbols = parser.end().map(({label, ...rest}) => ({symbol: label.replace(/^\\(?=.)/, ""), ...rest}));
  return symbols.filter(({symbol}) => !leftOut.has(symbol));
}

/** Splits symbols by writer. A writer who also wrote digits is in the same part as in `splitWriters`. */
export function splitSymbols(
  symbols: readonly PenSymbol[],
  digits: readonly PenDigit[]
): Record<WriterPart, PenSymbol[]> {
  const unipen = digits.filter(({name}) => name === "unipen").map(({writer}) => writer);
  const parts = partOfWriters(unipen);
  const known = new Set(unipen);
  const others = partOfWriters(symbols.map(({writer}) => writer).filter((writer) => !known.has(writer)));
  const split: Record<WriterPart, PenSymbol[]> = {train: [], validation: [], "held-out": []};
  for (const symbol of symbols) split[(parts.get(symbol.writer) ?? others.get(symbol.writer))!].push(symbol);
  return split;
}

/**
 * Splits digits by writer, in their order, for each collection separately (`partOfWriters`). No writer is in two parts.
 * The parts depend on all writers, so *digits* must be complete.
 */
export function splitWriters<T extends Pick<PenDigit, "name" | "writer">>(
  digits: readonly T[]
): Record<WriterPart, T[]> {
  const parts = rollup(
    digits,
    (list) => partOfWriters(list.map(({writer}) => writer)),
    ({name}) => name
  );
  const split: Record<WriterPart, T[]> = {train: [], validation: [], "held-out": []};
  for (const digit of digits) split[parts.get(digit.name)!.get(digit.writer)!].push(digit);
  return split;
}
