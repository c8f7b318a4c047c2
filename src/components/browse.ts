import {ascending, descending, randomLcg, shuffler} from "d3";
import type {GridItem} from "./digitGrid.js";

/** A digit of the site's data as the data page filters it. */
export interface DigitRow {
  readonly split: string;
  readonly index: number;
  /** 0 to 9; undefined where the source gives none. */
  readonly label: number | undefined;
  /** Mean of the pixels, 0 to 255. */
  readonly ink: number;
}

/** Returns the rows in `digits.bin` (see `digitColumns` in loaders/summary.ts): labels, then ink, a byte each. */
export function parseDigitRows(bytes: Uint8Array, splits: readonly {split: string; n: number}[]): DigitRow[] {
  const total = bytes.length / 2;
  let offset = 0;
  return splits.flatMap(({split, n}) => {
    const start = offset;
    offset += n;
    return Array.from({length: n}, (_, index) => {
      const label = bytes[start + index]!;
      return {split, index, label: label > 9 ? undefined : label, ink: bytes[total + start + index]!};
    });
  });
}

/** The same mixture for every visitor. */
const MIXING_SEED = 1;

/** What the data page filters and sorts by; "all" keeps everything. */
export interface DigitFilter {
  readonly split: string;
  readonly digit: string;
  readonly order: "mixed" | "as they come" | "least ink first" | "most ink first";
}

/** Returns the rows that a filter keeps, in its order, as a grid shows them. */
export function filterDigits(rows: readonly DigitRow[], {split, digit, order}: DigitFilter): GridItem[] {
  const kept = rows.filter(
    (row) => (split === "all" || row.split === split) && (digit === "all" || String(row.label) === digit)
  );
  if (order === "mixed") shuffler(randomLcg(MIXING_SEED))(kept);
  if (order === "least ink first") kept.sort((a, b) => ascending(a.ink, b.ink));
  if (order === "most ink first") kept.sort((a, b) => descending(a.ink, b.ink));
  return kept.map((row) => ({
    split: row.split,
    index: row.index,
    description: `${row.label ?? "no label"}: ${row.split} image ${row.index}, mean ink ${row.ink}`
  }));
}
