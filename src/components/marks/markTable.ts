import type {LabelChange} from "../../characters/labelChanges.js";
import {MAX_TAGS, normalizeTag, type Mark} from "../../characters/marks.js";
import {nameOf, placeOf, rowOf, type DigitTable} from "../dataset/digitTable.js";

/** The visitor's marks, by row. */
export type MarkTable = ReadonlyMap<number, Mark>;

/** A change of marks: a tag added or taken away, another label (null: none of the classes; undefined: as labeled), or none. */
export type MarkEvent =
  | {readonly type: "tag"; readonly tag: string}
  | {readonly type: "untag"; readonly tag: string}
  | {readonly type: "label"; readonly label: string | null | undefined}
  | {readonly type: "unmark"};

/** Returns the marks after an *event* on the images of some *rows* of a *table*. */
export function reduceMarks(
  marks: MarkTable,
  rows: Iterable<number>,
  event: MarkEvent,
  table: Pick<DigitTable, "classes" | "labels">
): MarkTable {
  const next = new Map(marks);
  for (const row of rows) {
    const mark = changed(next.get(row) ?? {tags: []}, event, nameOf(table, table.labels[row]));
    if (mark.tags.length || mark.label !== undefined) next.set(row, mark);
    else next.delete(row);
  }
  return next;
}

/** Returns a mark after an event; *was* is the image's label. */
function changed(mark: Mark, event: MarkEvent, was: string | undefined): Mark {
  const {tags} = mark;
  switch (event.type) {
    case "tag": {
      const tag = normalizeTag(event.tag);
      return !tag || tags.includes(tag) || tags.length >= MAX_TAGS ? mark : {...mark, tags: [...tags, tag]};
    }
    case "untag":
      return {...mark, tags: tags.filter((tag) => tag !== event.tag)};
    case "label":
      return event.label === undefined || event.label === was ? {tags} : {tags, label: event.label};
    case "unmark":
      return {tags: []};
  }
}

/** Returns all tags, the most frequent first. */
export function tagsOf(marks: MarkTable): string[] {
  const counts = new Map<string, number>();
  for (const {tags} of marks.values()) for (const tag of tags) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([a, n], [b, m]) => m - n || a.localeCompare(b)).map(([tag]) => tag);
}

/** Returns the marks as rows of a file; *hashes* are those in `hashes.bin`. */
export function changesOf(marks: MarkTable, table: DigitTable, hashes: Uint8Array): LabelChange[] {
  return [...marks]
    .sort(([a], [b]) => a - b)
    .map(([row, mark]) => {
      const {split, index} = placeOf(table, row);
      return {split, index, hash: hashAt(hashes, row), was: nameOf(table, table.labels[row]) ?? "", ...mark};
    });
}

/**
 * Returns the marks that rows of a file make on the images of a *table*, each known by its hash at its place or, if the
 * set has changed since, elsewhere; and the rows whose images are not there.
 */
export function marksFrom(
  changes: readonly LabelChange[],
  table: DigitTable,
  hashes: Uint8Array
): {marks: MarkTable; absent: LabelChange[]} {
  let rows: ReadonlyMap<string, number> | undefined; // not made unless an image is elsewhere
  const marks = new Map<number, Mark>();
  const absent: LabelChange[] = [];
  for (const change of changes) {
    const place = rowOf(table, change);
    const row =
      place !== undefined && hashAt(hashes, place) === change.hash
        ? place
        : (rows ??= rowsByHash(hashes, table.length)).get(change.hash);
    const {tags, label} = change;
    if (row === undefined) absent.push(change);
    else marks.set(row, label === undefined ? {tags} : {tags, label});
  }
  return {marks, absent};
}

const HASH_BYTES = 8;

/** Returns the first row with each hash. */
function rowsByHash(hashes: Uint8Array, length: number): ReadonlyMap<string, number> {
  const rows = new Map<string, number>();
  for (let row = length - 1; row >= 0; --row) rows.set(hashAt(hashes, row), row);
  return rows;
}

function hashAt(hashes: Uint8Array, row: number): string {
  const bytes = hashes.subarray(HASH_BYTES * row, HASH_BYTES * (row + 1));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
