import {PIXELS} from "../../../src/ink/image/grid.js";
import type {Digits} from "../../../src/characters/digits.js";
import {normalizeInk} from "../../../src/ink/normalize.js";
import {InputError} from "../../../src/inputError.js";
import {areDigits, classOfText, describeCodes, DIGIT_LABELS, noClassReason, type Labeling} from "../labels/labeling.js";
import {reject, type OnReject} from "../parts/rejects.js";
import {fieldsOf, type Dialect} from "./dialect.js";
import {growingBytes} from "./growingBytes.js";
import type {DigitsParser} from "./pixelCsv.js";
import {lineReader} from "./lineReader.js";

const MAX_LINE = 64 * 1024;
/** Maximum number of parsed texts that are cached. Only tables of floats with many digits have more different ones. */
const MAX_KEPT = 100_000;

/**
 * Returns a streaming parser of a table of pixels in the *dialect* that `findDialect` found. Takes 28×28 images as they
 * are, with their range stretched to 0 … 255; resamples smaller ones like pictures (`normalizeInk`). Skips blank lines.
 * *labeling* gives the meaning of the labels, which may be names or numbers.
 *
 * Reports any other row to *onReject* once, by its first error, and leaves it out; without *onReject*, throws it.
 * *source* names the table in errors.
 * @throws InputError `SOURCE:LINE: expected A, got B` for such a row; always if there is no row at all
 */
export function tableParser(
  source: string,
  dialect: Dialect,
  onReject?: OnReject,
  labeling: Labeling = DIGIT_LABELS
): DigitsParser {
  const {delimiter, decimalComma, width, label, oneHot, pixels, side} = dialect;
  const {low, high, whole} = dialect.range;
  const reader = lineReader(dialect.encoding);
  const [images, labels] = [growingBytes(), growingBytes()];
  const values = new Map<string, number>();
  const image = new Uint8Array(side * side);
  const count = labeling.classes.length;
  const noClass = noClassReason(labeling.classes);
  const areNumbered = labeling.classes.every((name) => /^\d+$/.test(name));
  let [line, rows, rejected] = [0, 0, 0];
  let headerToCome = dialect.hasHeader;

  function valueOf(field: string): number {
    const kept = values.get(field);
    if (kept !== undefined) return kept;
    const text = decimalComma ? field.replace(",", ".") : field;
    const value = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text) ? Number(text) : NaN;
    if (values.size < MAX_KEPT) values.set(field, value);
    return value;
  }

  function refuse(reason: string, expected: string, actual: string): undefined {
    ++rejected;
    reject(onReject, reason, new InputError(`${source}:${line}`, expected, actual));
    return undefined;
  }

  function nameOf(column: number): string {
    return dialect.names?.[column]?.slice(0, 40) || (column === label ? "label" : `column ${column + 1}`);
  }

  function quoted(field: string): string {
    return field ? `"${field.slice(0, 40)}"` : "nothing";
  }

  /** Returns the index of a row's class; 0 in a table without labels; undefined if the label has no class. */
  function labelOf(fields: readonly string[]): number | undefined {
    if (label === undefined) return 0;
    if (!oneHot) {
      const field = fields[label] ?? "";
      const index = classOfText(labeling, field) ?? labeling.codes.get(valueOf(field));
      if (index !== undefined) return index;
      const expected = areNumbered ? "a whole number" : "a class, or a whole number";
      return refuse(noClass, `${nameOf(label)} as ${expected} ${describeCodes(labeling)}`, quoted(field));
    }
    const classes = fields.slice(label, label + count).map(valueOf);
    const found = classes.indexOf(1);
    if (found >= 0 && classes.every((value, i) => value === (i === found ? 1 : 0))) return found;
    const columns = areDigits(labeling.classes) ? "ten" : String(count);
    return refuse(noClass, `a 1 in one of the ${columns} columns of classes and 0 in the others`, classes.join(" "));
  }

  function readRow(text: string): void {
    const fields = fieldsOf(text, delimiter);
    if (fields.length !== width) {
      return refuse("wrong number of columns", `${width} columns`, `${fields.length}`);
    }
    const index = labelOf(fields);
    if (index === undefined) return;
    for (const [i, column] of pixels.entries()) {
      const field = fields[column]!;
      const value = valueOf(field);
      // NaN is within no range.
      if (!(value >= low && value <= high) || (whole && !Number.isInteger(value))) {
        const expected = `${nameOf(column)} as a ${whole ? "whole number" : "number"} from ${low} to ${high}`;
        return refuse(
          `a pixel that is no ${whole ? "whole number" : "number"} from ${low} to ${high}`,
          expected,
          quoted(field)
        );
      }
      image[i] = Math.round((255 * (value - low)) / (high - low));
    }
    const normal = side * side === PIXELS ? image : normalizeInk({width: side, height: side, data: image})?.image;
    if (!normal) return refuse("no ink", "an image of a digit", "one without ink");
    images.add(normal);
    labels.add(Uint8Array.of(index));
    ++rows;
  }

  function readLine(text: string): void {
    ++line;
    if (text.length > MAX_LINE) return refuse("wrong number of columns", `${width} columns`, "a line of over 64 kB");
    if (!text.trim()) return;
    if (headerToCome) headerToCome = false;
    else readRow(text);
  }

  return {
    push(chunk) {
      for (const text of reader.push(chunk)) readLine(text);
      if (reader.restLength() > MAX_LINE) {
        throw new InputError(`${source}:${line + 1}`, `${width} columns`, "a line of over 64 kB");
      }
    },
    end(): Digits {
      for (const text of reader.end()) readLine(text);
      if (!rows) {
        throw new InputError(source, "at least one row of pixels", rejected ? "none that could be read" : "none");
      }
      return {length: rows, images: images.bytes(), ...(label !== undefined && {labels: labels.bytes()})};
    }
  };
}
