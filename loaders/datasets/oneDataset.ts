import {group} from "d3-array";
import {InputError} from "../../src/inputError.js";
import {isSplitWord, splitOfPath} from "./layouts/splitName.js";
import type {FileSource} from "./sources/source.js";

/** Words that name a file's format, content or number, but no dataset. */
const GENERIC = new Set(
  (
    "data dataset datasets set file files folder folders archive zip gz gzip raw processed full final new kaggle " +
    "digit digits number numbers handwritten image images img imgs picture pictures label labels pixel pixels sample samples " +
    "csv tsv txt idx ubyte npz npy arr mat parquet png jpg jpeg format part in of the"
  ).split(" ")
);

/**
 * Returns the words of a path that name its dataset, in lower case: "mnist" for `MNIST/raw/train-images-idx3-ubyte` and
 * `mnist_test.csv`; "" for `test/t10k-labels.idx1-ubyte` and `images/part2/train.csv`, which name none.
 */
export function datasetOfPath(path: string): string {
  const words = path
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => !isSplitWord(word))
    .map((word) => word.replace(/\d+$/, "")); // writer1 and writer2 belong together
  return [...new Set(words)].filter((word) => word.length > 1 && !GENERIC.has(word)).join(" ");
}

/**
 * Refuses a tree of several datasets, because one would be trained or tested with images or labels of another. *paths*
 * are tables, arrays, and the parents of class folders. Two paths belong to one dataset if they name the same one
 * (`datasetOfPath`), or if one names none and has other splits.
 * @throws InputError that lists the datasets and says how to choose one
 */
export function refuseSeveralDatasets(paths: Iterable<string>, source: Pick<FileSource, "root" | "paths">): void {
  const sets = [...group(new Set(paths), datasetOfPath)].map(([name, [path, ...others]]) => ({
    name,
    path: path!,
    splits: [path!, ...others].map((one) => splitOfPath(one) ?? "train")
  }));
  const named = sets.filter(({name}) => name);
  const unnamed = sets.find(({name}) => !name);
  const hasRival = unnamed && named.some(({splits}) => splits.some((split) => unnamed.splits.includes(split)));
  const rivals = named.length > 1 ? named : hasRival ? sets : [];
  if (rivals.length > 1) throw severalDatasets(rivals.map(({path}) => path), source); // prettier-ignore
}

function severalDatasets(
  paths: readonly string[],
  {root, paths: files}: Pick<FileSource, "root" | "paths">
): InputError {
  const tops = distinctTops(paths);
  const [first, second] = tops.map((top) => top || "the folder itself");
  const more = tops.length > 2 ? ` and ${tops.length - 2} more` : "";
  const areFolders = tops.every(
    (top) => top && !top.includes(".zip/") && files.some((file) => file.startsWith(`${top}/`))
  );
  const wayOut = areFolders ? `choose one: --from or --data ${root}/${tops[1]}` : "give each a folder of its own";
  return new InputError(root, "one data set", `${tops.length}: ${first} and ${second}${more}; ${wayOut}`);
}

/** Shortens each path to the first part that tells it from the others. */
function distinctTops(paths: readonly string[]): string[] {
  const parts = paths.map((path) => path.split("/"));
  const deepest = Math.max(...parts.map(({length}) => length));
  for (let depth = 1; ; ++depth) {
    const tops = [...new Set(parts.map((part) => part.slice(0, depth).join("/")))];
    if (tops.length === paths.length || depth >= deepest) return tops;
  }
}
