import {join} from "node:path";
import {rollup} from "d3";
import type {Stroke} from "../../src/pen/pen.js";
import {partOfWriters, type WriterPart} from "../../src/pen/writers.js";
import {InputError} from "../../src/inputError.js";
import {readChunks} from "../files.js";
import {strokesParser} from "./layouts/strokes.js";

/** The collections of digits written with a pen, and the file of each in their folder. */
const COLLECTIONS = {unipen: "unipen-digits.jsonl.gz", pendigits: "pendigits.jsonl.gz"} as const;
export type PenCollection = keyof typeof COLLECTIONS;

/** A digit that somebody wrote with a pen on a tablet. */
export interface PenDigit {
  /** The collection. */
  readonly name: PenCollection;
  /** 0 to 9 */
  readonly label: number;
  /** Within the collection. */
  readonly writer: string;
  /** Coordinates in the tablet's own unit; y grows downward. */
  readonly strokes: readonly Stroke[];
}

/**
 * Returns the digits of both collections in *folder*, UNIPEN's first, each in the order of its file.
 * @throws InputError where a file is missing or a line of it is no digit
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

/** A letter or another symbol that somebody wrote with a pen. */
export interface PenSymbol {
  readonly symbol: string;
  readonly writer: string;
  readonly strokes: readonly Stroke[];
}

/**
 * The letters and symbols that somebody may write as a digit, which are no examples of what is none: 0 (o O D Q), 1 (l I i
 * and bars, brackets and marks), 2 (Z z), 4 (y Y), 5 (S s $), 6 (b G), 7 (T ?), 8 (B &), 9 (g q).
 */
export const DIGIT_SHAPED: ReadonlySet<string> = new Set([..."oODQlIi|!/\\()[]'`,ZzyYSs$bGT?B&gq"]);

/**
 * Returns the letters and symbols in *folder* but for those *leftOut*: by default, what has a digit's shape.
 * @throws InputError where the file is missing or a line of it is none
 */
export async function readPenSymbols(folder: string, leftOut = DIGIT_SHAPED): Promise<PenSymbol[]> {
  const path = join(folder, "unipen-letters.jsonl.gz");
  const parser = strokesParser(path);
  for await (const chunk of readChunks(path)) parser.push(chunk);
  // UNIPEN writes some symbols with a backslash before them.
  const symbols = parser.end().map(({label, ...rest}) => ({symbol: label.replace(/^\\(?=.)/, ""), ...rest}));
  return symbols.filter(({symbol}) => !leftOut.has(symbol));
}

/** Returns the symbols of each part: of writers who wrote digits too, the part that these are in. */
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
 * Returns the digits of each part, in the order in which they were: by writers, within each collection on its own
 * (`partOfWriters`), so *digits* must be all that there are. No writer is in two parts.
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
