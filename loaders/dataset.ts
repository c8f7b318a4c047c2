import {readdir, readFile} from "node:fs/promises";
import {availableParallelism} from "node:os";
import {basename, join, relative} from "node:path";
import * as v from "valibot";
import {PIXELS, SPLITS, type Digits, type Split} from "../src/digits/digits.js";
import {preprocess} from "../src/digits/preprocess.js";
import {InputError} from "../src/inputError.js";
import {cached, hashSplits, type Splits} from "./cache.js";
import {readBytes, readChunks, readIdx} from "./files.js";
import {readPicture} from "./images.js";
import {listClassFolders, type LabeledFile} from "./layouts/classFolders.js";
import {idxDigits} from "./layouts/idx.js";
import {pixelCsvParser} from "./layouts/pixelCsv.js";
import {parseJson} from "./parseJson.js";
import {fromUser, RAW, SAMPLE} from "./paths.js";
import {makeSample} from "./sample.js";

/** Digits as a folder brings them, with what is known of where they come from. */
export interface Dataset {
  /** The folder's own name, or what its dataset.json says. */
  readonly name: string;
  readonly title: string;
  readonly source?: string;
  readonly license?: string;
  /** Was it made by the project's own generator, not by people? */
  readonly synthetic: boolean;
  readonly layout: Layout["name"];
  /** Every file that the digits came from, relative to the folder. */
  readonly files: readonly string[];
  /** Of the digits themselves, whatever the layout. */
  readonly sha256: string;
  readonly splits: Splits;
}

interface Layout {
  readonly name: "digit-recognizer CSV" | "IDX" | "class folders";
  /** Every file that the digits depend on. */
  readonly files: readonly string[];
  readonly read: () => Promise<Splits>;
}

export type OnProgress = (what: string, done: number, total: number) => void;

/**
 * Returns the folder that the digits come from: *option* (from `--data`), the variable `HANDSCOPE_DATA`, `data/raw`
 * where something lies there, or else the sample, which is made where it is missing.
 */
export async function findDataFolder(option?: string, onProgress?: OnProgress): Promise<string> {
  const named = option ?? process.env.HANDSCOPE_DATA;
  if (named) return fromUser(named);
  if ((await readdir(RAW).catch(() => [])).some((name) => !name.startsWith("."))) return RAW;
  await makeSample(SAMPLE, {onProgress: (done, total) => onProgress?.("making the sample", done, total)});
  return SAMPLE;
}

/**
 * Returns the digits in the folder *dir*, whatever its layout: Kaggle's digit-recognizer CSV, IDX, or class folders of
 * images, which are preprocessed. Files may be gzipped.
 * @throws InputError for a folder that holds none of these, or a file that is not what its name says
 */
export async function readDataset(dir: string, onProgress?: OnProgress): Promise<Dataset> {
  const names = await readdir(dir).catch((error: NodeJS.ErrnoException) => {
    const found = {ENOENT: "nothing there", ENOTDIR: "a file"}[error.code ?? ""];
    throw new InputError(dir, "a folder of digits", found ?? `${error.code}`);
  });
  const layout = csvLayout(dir, names) ?? idxLayout(dir, names) ?? (await folderLayout(dir, names, onProgress));
  if (!layout) {
    const found = names.length ? names.slice(0, 5).join(", ") : "an empty folder";
    throw new InputError(dir, "train.csv, train-images-idx3-ubyte or folders train/0 … train/9", found);
  }
  const about = await readAbout(dir);
  const splits = await cached(basename(dir), layout.files, layout.read);
  return {
    name: about.name ?? basename(dir),
    title: about.title ?? about.name ?? basename(dir),
    ...(about.source && {source: about.source}),
    ...(about.license && {license: about.license}),
    synthetic: Boolean(about.generator),
    layout: layout.name,
    files: layout.files.map((path) => relative(dir, path)),
    sha256: hashSplits(splits),
    splits
  };
}

/** Returns one split of a dataset, with its labels. @throws InputError where it has none */
export function labeledSplit(dataset: Dataset, split: Split, dir: string): Digits & {labels: Uint8Array} {
  const digits = dataset.splits[split];
  if (!digits) throw new InputError(dir, `a ${split} split`, `only ${Object.keys(dataset.splits).join(", ")}`);
  if (!digits.labels) throw new InputError(dir, `a ${split} split with labels`, "images only");
  return {...digits, labels: digits.labels};
}

function csvLayout(dir: string, names: readonly string[]): Layout | undefined {
  const found = SPLITS.flatMap((split) => {
    const name = [`${split}.csv`, `${split}.csv.gz`].find((candidate) => names.includes(candidate));
    return name ? [{split, path: join(dir, name)}] : [];
  });
  if (!found.length) return undefined;
  return {
    name: "digit-recognizer CSV",
    files: found.map(({path}) => path),
    read: async () => {
      const splits: Splits = {};
      for (const {split, path} of found) {
        const parser = pixelCsvParser(path);
        for await (const chunk of readChunks(path)) parser.push(chunk);
        splits[split] = parser.end();
      }
      return splits;
    }
  };
}

const IDX_PREFIXES: Readonly<Record<Split, RegExp>> = {
  train: /^train$/,
  validation: /^val(idation)?$/,
  test: /^(t10k|test)$/
};

function idxLayout(dir: string, names: readonly string[]): Layout | undefined {
  const find = (split: Split, kind: "images" | "labels") => {
    const name = names.find((candidate) => {
      const [, prefix, what] = /^(\w+)-(images|labels)[-.]idx[13]-ubyte(?:\.gz)?$/.exec(candidate) ?? [];
      return what === kind && IDX_PREFIXES[split].test(prefix!);
    });
    return name && join(dir, name);
  };
  const found = SPLITS.flatMap((split) => {
    const [images, labels] = [find(split, "images"), find(split, "labels")];
    if (!images && !labels) return [];
    if (!images || !labels) {
      throw new InputError(dir, `images and labels of the ${split} split`, `only ${basename(images ?? labels!)}`);
    }
    return [{split, images, labels}];
  });
  if (!found.length) return undefined;
  return {
    name: "IDX",
    files: found.flatMap(({images, labels}) => [images, labels]),
    read: async () => {
      const splits: Splits = {};
      for (const {split, images, labels} of found) {
        splits[split] = idxDigits(await readIdx(images, 3), await readIdx(labels, 1), {images, labels});
      }
      return splits;
    }
  };
}

async function folderLayout(
  dir: string,
  names: readonly string[],
  onProgress: OnProgress | undefined
): Promise<Layout | undefined> {
  const found: {split: Split; files: LabeledFile[]}[] = [];
  for (const split of SPLITS) {
    if (names.includes(split)) found.push({split, files: await listClassFolders(join(dir, split))});
  }
  if (!found.length) return undefined;
  return {
    name: "class folders",
    files: found.flatMap(({files}) => files.map(({path}) => path)),
    read: async () => {
      const splits: Splits = {};
      const total = found.reduce((sum, {files}) => sum + files.length, 0);
      let done = 0;
      for (const {split, files} of found) {
        splits[split] = await readPictures(files, () => onProgress?.("reading images", ++done, total));
      }
      return splits;
    }
  };
}

/** Returns the pictures as digits, preprocessed, in the order of *files*; decoding runs on all cores. */
async function readPictures(files: readonly LabeledFile[], onRead: () => void): Promise<Digits> {
  const images = new Uint8Array(files.length * PIXELS);
  let next = 0;
  const work = async () => {
    for (let i = next++; i < files.length; i = next++) {
      const {path} = files[i]!;
      const {gray} = await readPicture(await readBytes(path), path);
      const preprocessed = preprocess(gray);
      if (!preprocessed) throw new InputError(path, "a picture of a digit", "one without ink");
      images.set(preprocessed.image, i * PIXELS);
      onRead();
    }
  };
  await Promise.all(Array.from({length: 8 * availableParallelism()}, work));
  return {length: files.length, images, labels: Uint8Array.from(files, ({label}) => label)};
}

/** What a folder's dataset.json may say of its digits. */
const About = v.looseObject({
  name: v.optional(v.string()),
  title: v.optional(v.string()),
  source: v.optional(v.string()),
  license: v.optional(v.string()),
  /** Only where a program made them. */
  generator: v.optional(v.string())
});
export type About = v.InferOutput<typeof About>;

/** Returns what the folder's dataset.json says; nothing where there is none. @throws InputError for anything else */
export async function readAbout(dir: string): Promise<About> {
  const path = join(dir, "dataset.json");
  return parseJson(About, await readFile(path, "utf8").catch(() => "{}"), path);
}
