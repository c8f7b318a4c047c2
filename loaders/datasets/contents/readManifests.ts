import type {Split} from "../../../src/characters/digits.js";
import {isImageName, type LabeledFile} from "../layouts/classFolders.js";
import {manifestParser} from "../layouts/manifest.js";
import {findManifestFiles} from "../layouts/manifestFiles.js";
import type {Labeling} from "../labels/labeling.js";
import type {OnReject} from "../parts/rejects.js";
import type {FileSource} from "../sources/source.js";
import {rowWatcher} from "../suspicions/badLabels.js";

/**
 * Reads manifests; returns their image files with their classes in *labeling*.
 * @throws InputError for a bad row, without *onReject*
 */
export async function readManifests(
  source: FileSource,
  manifests: readonly {split: Split | undefined; path: string}[],
  {onReject, labeling}: {onReject?: OnReject | undefined; labeling: Labeling}
): Promise<LabeledFile[]> {
  const files: LabeledFile[] = [];
  for (const {path} of manifests) {
    const {classes} = labeling;
    const watcher = rowWatcher(onReject, {source: source.nameOf(path), root: source.root, classes});
    const parser = manifestParser(source.nameOf(path), watcher.onReject, labeling);
    for await (const chunk of source.openChunks(path)) parser.push(chunk);
    const {rows} = watcher.end(() => {
      const rows = parser.end();
      return {rows, length: rows.length, labels: Uint8Array.from(rows, ({label}) => label)};
    });
    const where = {path, source: source.nameOf(path), paths: source.paths.filter(isImageName)};
    files.push(...findManifestFiles(rows, where, onReject));
  }
  return files;
}
