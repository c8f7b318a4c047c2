import {scaleSqrt} from "d3-scale";
import type {Alphabet} from "../../characters/alphabet.js";
import {
  columnShares,
  findMostConfused,
  listConfusions,
  rowShares,
  type ConfusionMatrix,
  type ShareMatrix
} from "../../stats/confusion.js";
import {counted, formatCount} from "../page/format.js";
import {kindOf} from "../page/classWords.js";

/** A cell of the matrix: images of *label* that were read as *predicted*. */
export interface Cell {
  readonly label: number;
  readonly predicted: number;
}

/** What can stand in the cells: its name in the address, its label, the words for it, and the cells' texts. */
export const UNITS = [
  {
    unit: "Counts",
    label: "Counts",
    caption: "",
    write: (matrix: ConfusionMatrix) => matrix.map((row) => row.map(formatCount))
  },
  {
    unit: "% of the row",
    label: "% of row (recall)",
    caption: " In % of the row.",
    write: (matrix: ConfusionMatrix) => percents(rowShares(matrix))
  },
  {
    unit: "% of the column",
    label: "% of column (precision)",
    caption: " In % of the column.",
    write: (matrix: ConfusionMatrix) => percents(columnShares(matrix))
  }
] as const;

export type Unit = (typeof UNITS)[number]["unit"];

/** Returns shares in percent, 0 where there is nothing to divide by, too. */
function percents(shares: ShareMatrix): string[][] {
  return shares.map((row) => row.map((share) => (share > 0 ? (100 * share).toFixed(1) : "0")));
}

/** Returns the texts of the cells in a *unit*. */
export function cellTexts(matrix: ConfusionMatrix, unit: Unit): string[][] {
  return UNITS.find((one) => one.unit === unit)!.write(matrix);
}

/** Returns what rows and columns are, and the unit where cells are no counts. */
export function matrixCaption(classes: Alphabet, unit: Unit): string {
  const kind = kindOf(classes);
  return `Rows: true ${kind}. Columns: predicted ${kind}.${UNITS.find((one) => one.unit === unit)!.caption}`;
}

/**
 * Returns how strongly each cell is shaded, in %. Right answers and mistakes have scales of their own: the diagonal would
 * outshine everything else.
 */
export function cellStrengths(matrix: ConfusionMatrix): number[][] {
  const mostWrong = listConfusions(matrix)[0]?.count ?? 0;
  const mostRight = Math.max(...matrix.map((row, label) => row[label]!));
  const right = scaleSqrt([0, mostRight || 1], [0, 28]);
  const wrong = scaleSqrt([0, mostWrong || 1], [0, 70]);
  return matrix.map((row, label) => row.map((count, predicted) => (label === predicted ? right : wrong)(count)));
}

/** Returns the name of a cell: "3 images of 4 read as 9". */
export function cellName(matrix: ConfusionMatrix, classes: Alphabet, {label, predicted}: Cell): string {
  const count = matrix[label]![predicted]!;
  return `${counted(count, "image")} of ${classes[label]} read as ${classes[predicted]}`;
}

/** Returns the cell that is open at first: the most frequent confusion. */
export function firstCell(matrix: ConfusionMatrix): Cell {
  const {label, predicted} = findMostConfused(matrix) ?? {label: 0, predicted: 0};
  return {label, predicted};
}

const STEPS: Readonly<Record<string, readonly [rows: number, columns: number]>> = {
  ArrowUp: [-1, 0],
  ArrowDown: [1, 0],
  ArrowLeft: [0, -1],
  ArrowRight: [0, 1]
};

/** Returns where an arrow *key* leads from a cell, in a matrix of *k* classes; the cell itself at the edge, undefined for other keys. */
export function cellBeside({label, predicted}: Cell, key: string, k: number): Cell | undefined {
  const step = STEPS[key];
  if (!step) return undefined;
  const inside = (i: number) => Math.max(0, Math.min(k - 1, i));
  return {label: inside(label + step[0]), predicted: inside(predicted + step[1])};
}

/** Returns a cell as the address keeps it: "4.9". */
export function formatCell({label, predicted}: Cell): string {
  return `${label}.${predicted}`;
}

/** Returns the cell that *text* names in a matrix of *k* classes; undefined where it names none. */
export function parseCell(text: string, k: number): Cell | undefined {
  const [, label = k, predicted = k] = (/^(\d+)\.(\d+)$/.exec(text) ?? []).map(Number);
  return label < k && predicted < k ? {label, predicted} : undefined;
}
