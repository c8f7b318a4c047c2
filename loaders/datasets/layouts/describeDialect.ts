import type {Dialect} from "./dialect.js";
import type {PixelRange} from "./pixelRange.js";

const DELIMITERS: Readonly<Record<Dialect["delimiter"], string>> = {
  ",": "",
  ";": "semicolons between columns",
  "\t": "tabs between columns",
  "|": "vertical bars between columns",
  " ": "spaces between columns"
};

/** Describes how a table differs from `label,pixel0,…,pixel783` with pixels from 0 to 255; "" if it does not. */
export function describeDialect(dialect: Dialect): string {
  const {encoding, delimiter, decimalComma, hasHeader, names, index, reordered, side, range} = dialect;
  const parts = [
    encoding === "utf-8" ? "" : "UTF-16",
    DELIMITERS[delimiter],
    dialect.quoted ? "numbers in quotes" : "",
    decimalComma ? "decimal commas" : "",
    hasHeader ? (isLostRow(names!) ? "a header that looks like a lost image" : "") : "no header",
    describeLabel(dialect),
    index.length ? `${describeIndex(index, names)} left out` : "",
    reordered ? "pixels put in the order of their names" : "",
    describePixels(side, range) || (dialect.decimals ? "whole numbers with decimals" : "")
  ];
  return parts.filter(Boolean).join("; ");
}

function describeLabel({label, oneHot, width, index, names}: Dialect): string {
  if (label === undefined) return "";
  if (oneHot) return "a column for each class";
  const named = names?.[label] ? ` ("${names[label].slice(0, 40)}")` : "";
  const isFirst = Array.from({length: label}, (_, i) => i).every((i) => index.includes(i));
  return isFirst ? "" : label === width - 1 ? `label last${named}` : `label in column ${label + 1}${named}`;
}

/** Describes how images are converted to 28×28 whole numbers from 0 to 255; "" if they already are. */
export function describePixels(side: number, {low, high, whole}: PixelRange): string {
  const levels =
    low === 0 && high === 255
      ? whole
        ? ""
        : "pixels rounded"
      : `pixels from ${low} to ${high}, stretched to 0 to 255`;
  const sizes = side === 28 ? "" : `images of ${side}×${side}, resampled to 28×28`;
  return [levels, sizes].filter(Boolean).join("; ");
}

function describeIndex(index: readonly number[], names: readonly string[] | undefined): string {
  const named = index.map((i) => names?.[i]).filter(Boolean);
  return named.length
    ? `columns that number the rows (${named.join(", ").slice(0, 60)})`
    : "a column that numbers the rows";
}

/** Did a program take the first image for a header? Such programs number repeated pixel names: 7, 0, 0.1, 0.2 … */
function isLostRow(names: readonly string[]): boolean {
  return names.filter((name) => /^\d+\.\d+$/.test(name)).length > names.length / 2;
}
