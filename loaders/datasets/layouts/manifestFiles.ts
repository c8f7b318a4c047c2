import {posix} from "node:path";
import {group} from "d3-array";
import {InputError} from "../../../src/inputError.js";
import {reject, type OnReject} from "../parts/rejects.js";
import type {LabeledFile} from "./classFolders.js";
import type {ManifestRow} from "./manifest.js";
import {splitOfPath} from "./splitName.js";

/**
 * Finds the image file, among *paths*, of each row of the manifest at *path*. A row's file is relative to the
 * manifest's folder. If nothing is there, it is the only file of that name below the folder, or the only one below a
 * folder named after the row's split (as `written_name_train_v2.csv` and `train_v2/train/TRAIN_00001.jpg`). The row
 * gives the split, or else the manifest's name. *source* names the manifest in errors.
 * @throws InputError for a row whose file is outside the folder, missing, ambiguous, or in an earlier row
 */
export function findManifestFiles(
  rows: readonly ManifestRow[],
  {path, source, paths}: {path: string; source: string; paths: readonly string[]},
  onReject?: OnReject
): LabeledFile[] {
  const folder = posix.dirname(path);
  const below = folder === "." ? paths : paths.filter((one) => one.startsWith(`${folder}/`));
  const known = new Set(below);
  let byName: Map<string, string[]> | undefined; // built when first needed
  const named = splitOfPath(path);
  const taken = new Set<string>();
  const files: LabeledFile[] = [];
  for (const {file, label, writer, split = named, line} of rows) {
    const at = `${source}:${line}`;
    const direct = posix.join(folder, file.replaceAll("\\", "/"));
    if (leaves(file) || !(folder === "." || direct.startsWith(`${folder}/`))) {
      reject(
        onReject,
        "a file name that leaves its folder",
        new InputError(at, "a file in the manifest's folder", `"${file}"`)
      );
      continue;
    }
    if (!known.has(direct)) byName ??= group(below, (one) => posix.basename(one));
    const same = byName?.get(posix.basename(direct)) ?? [];
    const matching = same.length > 1 ? same.filter((one) => splitOfPath(posix.dirname(one)) === split) : same;
    const found = known.has(direct) ? direct : matching.length === 1 ? matching[0]! : undefined;
    if (!found) {
      const count = same.length ? `${same.length} of that name` : "nothing there";
      reject(onReject, "a file that is not there", new InputError(at, `the image "${file}"`, count));
    } else if (taken.has(found)) {
      reject(onReject, "a file that came before", new InputError(at, "each image once", `"${file}" again`));
    } else {
      taken.add(found);
      files.push({path: found, label, split, ...(writer && {writer})});
    }
  }
  return files;
}

/** Does this path leave its folder (absolute or upward), or contain a NUL? */
function leaves(file: string): boolean {
  const path = posix.normalize(file.replaceAll("\\", "/"));
  return /^(\/|[A-Za-z]:)/.test(path) || path === ".." || path.startsWith("../") || file.includes("\0");
}
