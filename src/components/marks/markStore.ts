import {formatLabelChanges, parseLabelChanges, type LabelChange} from "../../characters/labelChanges.js";
import type {DigitTable} from "../dataset/digitTable.js";
import {readStored, writeStored} from "../page/stored.js";
import {changesOf, marksFrom, reduceMarks, type MarkEvent, type MarkTable} from "./markTable.js";

/** The visitor's marks, kept in the browser. */
export interface MarkStore {
  readonly marks: MarkTable;
  readonly canUndo: boolean;
  /** Whether the browser keeps the marks; without storage they last as long as the page. */
  readonly isKept: boolean;
  /** Loads what was kept. */
  load(): Promise<void>;
  change(rows: Iterable<number>, event: MarkEvent): Promise<void>;
  undo(): Promise<void>;
  /** Takes all marks away. */
  clear(): Promise<void>;
  /** Resolves to the marks as a file that `npm run data -- --relabel` reads. */
  file(): Promise<string>;
}

/** Where the browser keeps marks, as the same file that the visitor can save. */
const KEY = "handscope.marks";

/** Returns the marks of a *table*'s images; *hashesOf* loads `hashes.bin` when first needed. Calls *onChange* after each change. */
export function markStore(table: DigitTable, hashesOf: () => Promise<Uint8Array>, onChange: () => void): MarkStore {
  let marks: MarkTable = new Map();
  let before: MarkTable | undefined;
  let absent: readonly LabelChange[] = [];
  let isKept = true;

  async function set(next: MarkTable, undo: MarkTable | undefined): Promise<void> {
    [marks, before] = [next, undo];
    onChange();
    const changes = [...changesOf(next, table, await hashesOf()), ...absent];
    if (marks === next)
      isKept = writeStored("localStorage", KEY, changes.length ? formatLabelChanges(changes) : undefined);
    onChange();
  }

  async function load(): Promise<void> {
    const text = readStored("localStorage", KEY);
    if (text === undefined && !marks.size) return;
    const {rows} = parseLabelChanges(text ?? formatLabelChanges([]), "marks");
    const read = marksFrom(
      rows.map(({change}) => change),
      table,
      await hashesOf()
    );
    [marks, absent, before] = [read.marks, read.absent, undefined];
    onChange();
  }

  addEventListener("storage", ({key}) => {
    if (key === KEY) void load().catch(() => undefined); // another tab's marks; this one keeps what it has
  });
  return {
    get marks() {
      return marks;
    },
    get canUndo() {
      return before !== undefined;
    },
    get isKept() {
      return isKept;
    },
    load,
    change: (rows, event) => set(reduceMarks(marks, rows, event, table), marks),
    undo: () => (before ? set(before, undefined) : Promise.resolve()),
    clear: () => set(new Map(), marks),
    file: async () => formatLabelChanges(changesOf(marks, table, await hashesOf()))
  };
}
