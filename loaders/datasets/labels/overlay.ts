import * as v from "valibot";
import type {Alphabet} from "../../../src/characters/alphabet.js";
import {parseJson} from "../../../src/parseJson.js";
import type {MadeSplits} from "../parts/splits.js";
import type {FileSource} from "../sources/source.js";
import {relabel} from "./relabel.js";

/** The file beside a data set that changes its labels; the data set's own files stay as they are. */
export const OVERLAY = "relabels.json";

const count = v.pipe(v.number(), v.integer(), v.minValue(0));

const Change = v.object({
  split: v.string(),
  index: count,
  hash: v.string(),
  was: v.string(),
  tags: v.array(v.string()),
  label: v.nullable(v.string())
});

/** The files whose labels were taken over, in that order, each with the rows that were applied. */
export const Overlay = v.object({
  files: v.array(v.object({name: v.string(), sha256: v.string(), date: v.string(), rows: v.array(Change)}))
});
export type Overlay = v.InferOutput<typeof Overlay>;

/** A file whose labels were taken over, as provenance lists it. */
export const RelabeledBy = v.object({
  file: v.string(),
  sha256: v.string(),
  date: v.string(),
  changed: count,
  leftOut: count
});

/** Reads the overlay beside a data set; no files if there is none. @throws InputError if it is malformed */
export async function readOverlay(source: FileSource): Promise<Overlay> {
  if (!source.paths.includes(OVERLAY)) return {files: []};
  return parseJson(Overlay, new TextDecoder().decode(await source.readBytes(OVERLAY)), source.nameOf(OVERLAY));
}

/** Returns *splits* with the labels of an overlay, which files gave them, and a note for each that does not match. */
export function withOverlay(
  splits: MadeSplits,
  classes: Alphabet,
  overlay: Overlay
): {splits: MadeSplits; relabeled: v.InferOutput<typeof RelabeledBy>[]; notes: string[]} {
  let now = splits;
  const notes: string[] = [];
  const relabeled = overlay.files.map(({name: file, sha256, date, rows}) => {
    const {
      splits: next,
      applied,
      refused
    } = relabel(
      now,
      classes,
      rows.map((change, i) => ({line: i + 1, change}))
    );
    now = next;
    const [first] = refused;
    if (first) {
      notes.push(`${OVERLAY}: ${refused.length} of ${rows.length} labels of ${file} no longer apply (${first.why})`);
    }
    const leftOut = applied.filter(({label}) => label === null).length;
    return {file, sha256, date, changed: applied.length - leftOut, leftOut};
  });
  return {splits: now, relabeled, notes};
}
