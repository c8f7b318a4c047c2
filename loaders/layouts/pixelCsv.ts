import {PIXELS, type Digits} from "../../src/digits/digits.js";
import {InputError} from "../../src/inputError.js";

const [LF, CR, COMMA, ZERO, NINE] = [10, 13, 44, 48, 57];
const BOM = "\ufeff";
/** Longer than any header of 785 names can sensibly be: past it, the file is something else. */
const LONGEST_HEADER = 64 * 1024;

/** A parser that is given a file piece by piece, so that nobody holds the text of the whole. */
export interface DigitsParser {
  push(chunk: Uint8Array): void;
  /** Returns the digits of all chunks; the parser is used up. */
  end(): Digits;
}

/**
 * Returns a parser of Kaggle's digit-recognizer layout: a header `label,pixel0,…,pixel783` (or without `label`, as in
 * its test.csv), then a row of whole numbers an image: the label 0–9, and 784 pixels 0–255, row-major, ink high.
 * A byte order mark, CRLF, blank lines and a missing last newline are fine. *source* names the file in errors.
 * @throws InputError `SOURCE:LINE: expected A, got B` for anything else
 */
export function pixelCsvParser(source: string): DigitsParser {
  const decoder = new TextDecoder();
  let header: string | undefined = ""; // the part of the first line that came so far; undefined once it was read
  let names: string[] = [];
  let first = 0; // 1 where the first column is the label
  let images = new Uint8Array(0);
  let labels = new Uint8Array(0);
  let rows = 0;
  let line = 1;
  // The field being read, which may go on in the next chunk:
  let column = 0;
  let value = 0;
  let figures = 0;
  let ended = false; // a CR came: only LF may follow

  function parseHeader(text: string): void {
    names = text.split(",").map((name) => name.trim().replace(/^"(.*)"$/, "$1"));
    first = names[0]!.toLowerCase() === "label" ? 1 : 0;
    if (names.length !== PIXELS + first || (!first && /^\d*$/.test(names[0]!))) {
      const found = names.length > 1 ? `${names.length} columns from "${names[0]}"` : `"${names[0]!.slice(0, 40)}"`;
      throw new InputError(`${source}:1`, "a header label,pixel0,…,pixel783 (785 columns)", found);
    }
  }

  function pushHeader(chunk: Uint8Array): Uint8Array {
    const end = chunk.indexOf(LF);
    header += decoder.decode(end < 0 ? chunk : chunk.subarray(0, end), {stream: end < 0});
    if (header!.length > LONGEST_HEADER) throw new InputError(`${source}:1`, "a header", "a line of over 64 kB");
    if (end < 0) return chunk.subarray(chunk.length);
    parseHeader(header!.replace(BOM, "").replace(/\r$/, ""));
    header = undefined;
    line = 2;
    return chunk.subarray(end + 1);
  }

  function grow(): void {
    const capacity = Math.max(1024, labels.length * 2);
    const grown = new Uint8Array(capacity * PIXELS);
    grown.set(images);
    images = grown;
    const grownLabels = new Uint8Array(capacity);
    grownLabels.set(labels);
    labels = grownLabels;
  }

  function storeField(): void {
    if (!figures || column >= names.length || value > (column < first ? 9 : 255)) fail("");
    if (column >= first) images[rows * PIXELS + column - first] = value;
    else labels[rows] = value;
    ++column;
    value = figures = 0;
  }

  function endRow(): void {
    if (column || figures) {
      storeField();
      if (column !== names.length) {
        throw new InputError(`${source}:${line}`, `${names.length} columns`, `${column}`);
      }
      ++rows;
      column = 0;
    }
    ++line;
    ended = false;
  }

  /** Throws what is wrong with the current field, of which *rest* was not read yet. */
  function fail(rest: string): never {
    if (column >= names.length) throw new InputError(`${source}:${line}`, `${names.length} columns`, "more");
    const text = (figures ? String(value) : "") + rest;
    const most = column < first ? 9 : 255;
    const expected = `${names[column]} as a whole number from 0 to ${most}`;
    throw new InputError(`${source}:${line}`, expected, text === "" ? "nothing" : `"${text}"`);
  }

  return {
    push(chunk) {
      const bytes = header === undefined ? chunk : pushHeader(chunk);
      for (let i = 0; i < bytes.length; ++i) {
        const byte = bytes[i]!;
        if (byte >= ZERO && byte <= NINE && !ended && value < 1000) {
          if (!column && !figures && rows === labels.length) grow();
          value = value * 10 + byte - ZERO;
          ++figures;
        } else if (byte === COMMA && !ended) storeField();
        else if (byte === LF) endRow();
        else if (byte === CR && !ended) ended = true;
        else fail(fieldText(bytes, i));
      }
    },
    end() {
      if (header !== undefined) {
        if (header.replace(BOM, "").trim() === "") {
          throw new InputError(source, "a header label,pixel0,…,pixel783", "an empty file");
        }
        parseHeader(header.replace(BOM, "").replace(/\r$/, ""));
      } else if (column || figures) endRow();
      if (!rows) throw new InputError(source, "at least one row of pixels", "none");
      const digits = {length: rows, images: images.subarray(0, rows * PIXELS)};
      return first ? {...digits, labels: labels.subarray(0, rows)} : digits;
    }
  };
}

/** Returns what is left of a field from *start*, for an error: up to the next comma or line end, 20 bytes at most. */
function fieldText(bytes: Uint8Array, start: number): string {
  let end = start;
  while (end < bytes.length && end < start + 20 && ![COMMA, CR, LF].includes(bytes[end]!)) ++end;
  return new TextDecoder().decode(bytes.subarray(start, end));
}
