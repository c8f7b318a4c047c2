import {csvParseRows} from "d3-dsv";
import type {Split} from "../../../src/characters/digits.js";
import {describeAlphabet} from "../../../src/characters/alphabet.js";
import {InputError} from "../../../src/inputError.js";
import {areDigits, classOfText, describeCodes, DIGIT_LABELS, noClassReason, type Labeling} from "../labels/labeling.js";
import {reject, type OnReject} from "../parts/rejects.js";
import {lineReader} from "./lineReader.js";
import {splitOfName} from "./splitName.js";

/** A row of a manifest: an image file and its label. */
export interface ManifestRow {
  /** As written in the row. */
  readonly file: string;
  /** The index of its class. */
  readonly label: number;
  readonly writer?: string;
  /** Present only if the manifest has a column of splits. */
  readonly split?: Split;
  /** Line of the manifest, from 1. */
  readonly line: number;
}

/** Accepted names of the columns, in any case. */
const COLUMNS = {
  file: /^(file|filename|file_name|image|image_?name|img|path|image_?path|image_?file|id_code)$/,
  label: /^(label|identity|digit|class|target|number|category)$/,
  writer: /^(writer|writer_?id|author|user|person|subject)$/,
  split: /^(split|set|subset|partition|fold)$/
} as const;

const MAX_LINE_LENGTH = 64 * 1024;

/** Is *line* a manifest's header, with a column of image files and one of labels, among at most 100? */
export function isManifestHeader(line: string): boolean {
  return findColumns(line) !== undefined;
}

function findColumns(line: string): Record<keyof typeof COLUMNS, number> | undefined {
  const names = fieldsOf(line.replace(/^\ufeff/, "")).map((name) => name.trim().toLowerCase());
  if (names.length > 100) return undefined;
  const find = (column: keyof typeof COLUMNS) => names.findIndex((name) => COLUMNS[column].test(name));
  const columns = {file: find("file"), label: find("label"), writer: find("writer"), split: find("split")};
  return columns.file >= 0 && columns.label >= 0 ? columns : undefined;
}

function fieldsOf(line: string): string[] {
  return csvParseRows(line)[0] ?? [];
}

/**
 * Returns a streaming counter of a manifest's labels: the number of rows with each text as their label. Skips rows
 * without a label, and counts nothing if there is no manifest header: the parser reports what is wrong.
 */
export function manifestLabels(): {push(chunk: Uint8Array): void; end(): ReadonlyMap<string, number>} {
  const reader = lineReader("utf-8");
  const counts = new Map<string, number>();
  let columns: ReturnType<typeof findColumns>;
  let isFirst = true;
  const count = (line: string) => {
    if (isFirst) columns = findColumns(line);
    else if (columns) {
      const label = fieldsOf(line)[columns.label]?.trim();
      if (label) counts.set(label, (counts.get(label) ?? 0) + 1);
    }
    isFirst = false;
  };
  return {
    push(chunk) {
      if (reader.restLength() <= MAX_LINE_LENGTH) reader.push(chunk).forEach(count);
    },
    end() {
      reader.end().forEach(count);
      return counts;
    }
  };
}

/** Number of rows after which it is decided whether the labels are words. */
const ROWS_TO_JUDGE = 20;

/**
 * Returns a streaming parser of a manifest, a table of image files and their labels. The header names a column of files
 * (FILENAME, image, path …) and one of labels (IDENTITY, label, digit …), in any case, and optionally one of writers
 * and one of splits. Each row is an image; its label is a class of *labeling*, by name or by number. *source* names the
 * table in errors.
 * @throws InputError `SOURCE:LINE: expected A, got B`; also if the labels are words, as in Kaggle's names dataset
 */
export function manifestParser(
  source: string,
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): {push(chunk: Uint8Array): void; end(): ManifestRow[]} {
  const decoder = new TextDecoder();
  const rows: ManifestRow[] = [];
  const {classes} = labeling;
  const isDigits = areDigits(classes);
  const expected = isDigits ? `a label ${describeCodes(labeling)}` : `a label of ${describeAlphabet(classes)}`;
  let columns: ReturnType<typeof findColumns>;
  let rest = "";
  let line = 0;
  let words: {found: string; n: number} | undefined;
  let held: {reason: string; error: InputError}[] | undefined = []; // until the labels prove to be classes

  function parseLine(text: string): void {
    ++line;
    if (text.length > MAX_LINE_LENGTH) throw tooLong(line);
    if (!columns) {
      columns = findColumns(text);
      if (!columns)
        throw new InputError(
          `${source}:1`,
          "a header with FILENAME and IDENTITY, or image and label",
          `"${text.slice(0, 40)}"`
        );
      return;
    }
    if (!text.trim()) return;
    const fields = fieldsOf(text);
    const [file, label] = [fields[columns.file]?.trim() ?? "", fields[columns.label]?.trim() ?? ""];
    const at = `${source}:${line}`;
    const index = isDigits && !/^\d$/.test(label) ? undefined : classOfText(labeling, label);
    if (!file) refuse("a row without a file name", new InputError(at, "the name of an image file", "nothing"));
    else if (index === undefined) {
      if (isDigits && /\p{L}{2}/u.test(label)) words = {found: words?.found ?? label, n: (words?.n ?? 0) + 1};
      refuse(noClassReason(classes), new InputError(at, expected, label ? `"${label.slice(0, 40)}"` : "nothing"));
    } else {
      const [writer, split] = [fields[columns.writer]?.trim(), splitOfName(fields[columns.split] ?? "")];
      rows.push({file, label: index, line, ...(writer && {writer}), ...(split && {split})});
    }
    if (held && rows.length + held.length === ROWS_TO_JUDGE) judge(held);
  }

  function refuse(reason: string, error: InputError): void {
    if (held) held.push({reason, error});
    else reject(onReject, reason, error);
  }

  function tooLong(at: number): InputError {
    return new InputError(`${source}:${at}`, "a line of at most 64 kB", "a longer one");
  }

  /** Throws if the labels are words; otherwise reports the rows refused so far. */
  function judge(refused: NonNullable<typeof held>): void {
    if (words && words.n > rows.length) {
      throw new InputError(
        source,
        "digits from 0 to 9 as labels (Kaggle's digit-recognizer has them: npm run data -- --kaggle digit-recognizer)",
        `words such as "${words.found.slice(0, 40)}": this looks like Kaggle's handwritten names`
      );
    }
    for (const {reason, error} of refused) reject(onReject, reason, error);
    held = undefined;
  }

  return {
    push(chunk) {
      const lines = (rest + decoder.decode(chunk, {stream: true})).split("\n");
      rest = lines.pop()!;
      for (const text of lines) parseLine(text.replace(/\r$/, ""));
      if (rest.length > MAX_LINE_LENGTH) throw tooLong(line + 1);
    },
    end() {
      const last = (rest + decoder.decode()).replace(/\r$/, "");
      if (last) parseLine(last);
      if (!columns)
        throw new InputError(source, "a header with FILENAME and IDENTITY, or image and label", "an empty file");
      if (held) judge(held);
      if (!rows.length) throw new InputError(source, "at least one row with an image and its label", "none");
      return rows;
    }
  };
}
