import {createHash} from "node:crypto";
import {readdir, rm} from "node:fs/promises";
import {basename, join} from "node:path";
import {parseLabelChanges, type RefusedRow} from "../../src/characters/labelChanges.js";
import {InputError} from "../../src/inputError.js";
import {parseJson} from "../../src/parseJson.js";
import {readText, writeFileAtomically} from "../files.js";
import {RAW} from "../paths.js";
import {hasRaw, keepDataset, readDataset, type DatasetOptions} from "./dataset.js";
import {Overlay, OVERLAY} from "./labels/overlay.js";
import {relabel} from "./labels/relabel.js";
import {inOnePiece} from "./parts/pieces.js";
import type {MadeSplits} from "./parts/splits.js";

/** What became of a file of labels. */
export interface RelabelReport {
  readonly rows: number;
  /** Images with a new label, and images that are left out as they show none of the classes. */
  readonly changed: number;
  readonly leftOut: number;
  readonly unchanged: number;
  readonly refused: readonly RefusedRow[];
}

/**
 * Adds the labels in the file at *path*, as the data page saves them, to `relabels.json` in data/raw, which is applied
 * whenever the data set is read. The data set's own files stay as they are. Nothing is written if no row applies.
 * @throws InputError if data/raw is empty, the file is not such a file, or it leaves a split without images
 */
export async function relabelRaw(path: string, {onProgress}: DatasetOptions = {}): Promise<RelabelReport> {
  await expectRaw();
  const text = await readText(path);
  const {rows, refused: unreadable} = parseLabelChanges(text, path);
  const {splits, classes} = await readDataset(RAW, {onProgress});
  const pieces = Object.entries(splits).map(([split, digits]) => [split, inOnePiece(digits)]);
  const {applied, unchanged, refused, splits: next} = relabel(Object.fromEntries(pieces) as MadeSplits, classes, rows);
  const emptied = Object.entries(next).find(([, {length}]) => !length)?.[0];
  if (emptied)
    throw new InputError(path, `labels that leave images in ${emptied}`, "none of the classes for each image");
  if (applied.length) {
    const {files} = await readOverlay();
    const sha256 = createHash("sha256").update(text).digest("hex");
    const changes = applied.map((change) => ({...change, tags: [...change.tags], label: change.label ?? null}));
    const file = {name: basename(path), sha256, date: new Date().toISOString(), rows: changes};
    await writeOverlay({files: [...files, file]});
    await keepDataset(RAW, {onProgress}); // read anew at once, so that a problem shows here
  }
  const leftOut = applied.filter(({label}) => label === null).length;
  return {
    rows: rows.length + unreadable.length,
    changed: applied.length - leftOut,
    leftOut,
    unchanged,
    refused: [...unreadable, ...refused].sort((a, b) => a.line - b.line)
  };
}

/**
 * Takes back the labels of the file that was added last; returns its name, and the number of its labels.
 * @throws InputError if no labels were changed
 */
export async function undoRelabel(): Promise<{name: string; labels: number}> {
  const {files} = await readOverlay();
  const last = files.at(-1);
  if (!last) throw new InputError("data/raw", "labels that --relabel changed", "none");
  if (files.length > 1) await writeOverlay({files: files.slice(0, -1)});
  else await rm(join(RAW, OVERLAY));
  return {name: last.name, labels: last.rows.length};
}

async function expectRaw(): Promise<void> {
  if (await hasRaw()) return;
  throw new InputError("data/raw", "a data set to relabel", "none; npm run data -- --from PATH brings one");
}

async function readOverlay(): Promise<Overlay> {
  const path = join(RAW, OVERLAY);
  const names = await readdir(RAW).catch((): string[] => []);
  if (!names.includes(OVERLAY)) return {files: []};
  return parseJson(Overlay, await readText(path), path);
}

function writeOverlay(overlay: Overlay): Promise<void> {
  return writeFileAtomically(join(RAW, OVERLAY), `${JSON.stringify(overlay, null, 2)}\n`);
}
