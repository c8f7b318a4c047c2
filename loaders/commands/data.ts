import {mkdir, rm, writeFile} from "node:fs/promises";
import {homedir} from "node:os";
import {join} from "node:path";
import {describeAlphabet, DIGITS, isSameAlphabet} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {bringDigits} from "../datasets/bring.js";
import type {KeptDataset} from "../datasets/dataset.js";
import {relabelRaw, undoRelabel} from "../datasets/relabelRaw.js";
import {downloadKaggle, findKaggleCredentials, parseKaggleSlug} from "../datasets/downloads/kaggle.js";
import {downloadMnist} from "../datasets/downloads/mnist.js";
import {DOWNLOADS, fromUser} from "../paths.js";
import {command, print, runCommand, say} from "./cli.js";
import {leftOutLines, suspicionLines} from "./datasetReport.js";
import {loaderProgress} from "./progress.js";

interface Options {
  from?: string;
  kaggle?: string;
  skipBad?: boolean;
  asIs?: boolean;
  relabel?: string;
  undoRelabel?: boolean;
}

await runCommand(async () => {
  const options = command(
    "npm run data --",
    "brings digits into data/raw, in place of what was there: MNIST from its public mirrors, or what an option names; or changes their labels"
  )
    .option("--from <path>", "a folder, a zip or a single file of digits")
    .option("--kaggle <slug>", "a competition or data set of Kaggle's: digit-recognizer, oddrationale/mnist-in-csv")
    .option("--skip-bad", "leave out rows and images that can't be read, and count them")
    .option("--as-is", "take images and labels as they are, also where they look inverted, turned or like no digits")
    .option("--relabel <csv>", "change labels of the digits in data/raw as a file of the data page says, beside them")
    .option("--undo-relabel", "take the labels of the last such file back")
    .parse()
    .opts<Options>();
  const ways = [options.from, options.kaggle, options.relabel, options.undoRelabel].filter(Boolean).length;
  if (ways > 1) {
    throw new InputError("npm run data", "one of --from, --kaggle, --relabel and --undo-relabel", "several");
  }
  if (options.relabel) await takeLabels(fromUser(options.relabel));
  else if (options.undoRelabel) await takeLabelsBack();
  else await bring(options);
});

/** Replaces what is in data/raw. */
async function bring({from, kaggle, skipBad, asIs}: Options): Promise<void> {
  const loading = loaderProgress();
  const downloading = (done: number, total: number | undefined) =>
    total && loading.onProgress("downloading", done, total);
  const folder = from ? undefined : kaggle ? await fromKaggle(kaggle, downloading) : await fromMirrors(downloading);
  const dataset = await bringDigits(folder ?? fromUser(from!), {skipBad, asIs, onProgress: loading.onProgress});
  if (folder) await rm(folder, {recursive: true, force: true}); // data/raw has it now
  loading.stop();
  report(dataset);
}

/** The most refused rows that are named. */
const MAX_NAMED = 20;

/** Changes labels as the file at *path* says. @throws InputError as `relabelRaw` does, or if no row applies */
async function takeLabels(path: string): Promise<void> {
  const loading = loaderProgress();
  const {rows, changed, leftOut, unchanged, refused} = await relabelRaw(path, {onProgress: loading.onProgress});
  loading.stop();
  for (const {line, why} of refused.slice(0, MAX_NAMED)) say(`refused: line ${line}: ${why}`);
  if (refused.length > MAX_NAMED) say(`refused: ${refused.length - MAX_NAMED} more rows`);
  const applied = changed + leftOut;
  const rest = `${refused.length} refused, ${unchanged} without a new label`;
  if (!applied) throw new InputError(path, "a row that changes a label", `none among ${rows} rows: ${rest}`);
  print(`applied: ${applied} of ${rows} rows (${changed} new labels, ${leftOut} images left out); ${rest}`);
  print("data/raw/relabels.json keeps them, npm start shows them, npm run data -- --undo-relabel takes them back");
}

async function takeLabelsBack(): Promise<void> {
  const {name, labels} = await undoRelabel();
  print(`${labels} labels of ${name} are as they were; npm start shows them`);
}

type OnBytes = (done: number, total: number | undefined) => void;

/** Downloads MNIST and resolves to its folder; resumes an earlier download. */
async function fromMirrors(onProgress: OnBytes): Promise<string> {
  const folder = join(DOWNLOADS, "mnist");
  await mkdir(folder, {recursive: true});
  const about = await downloadMnist(folder, {onProgress});
  await writeFile(join(folder, "dataset.json"), JSON.stringify(about));
  return folder;
}

/** Downloads a zip from Kaggle and resolves to its folder. */
async function fromKaggle(text: string, onProgress: OnBytes): Promise<string> {
  const {slug, page} = parseKaggleSlug(text);
  const credentials = await findKaggleCredentials(process.env, homedir());
  const name = slug.replace("/", "-");
  const folder = join(DOWNLOADS, name);
  await mkdir(folder, {recursive: true});
  await downloadKaggle(text, join(folder, `${name}.zip`), {credentials, onProgress});
  await writeFile(join(folder, "dataset.json"), JSON.stringify({name, title: slug, source: page}));
  return folder;
}

function report({title, classes, provenance}: KeptDataset): void {
  const {splits, division, notes = []} = provenance;
  for (const note of notes) say(note);
  for (const one of splits) print(`${one.split}: ${one.n} images${one.classes ? "" : ", without labels"}`);
  if (!isSameAlphabet(classes, DIGITS)) print(`classes: ${describeAlphabet(classes)}`);
  if (division.how === "by seed") {
    print(
      `split by seed ${division.seed}, ${division.keeping === "writers" ? "each writer in one split" : "stratified"}`
    );
  }
  for (const line of leftOutLines({...provenance, notes: []})) print(line);
  suspicionLines(provenance).forEach(say);
  print(`data/raw now holds ${title}; npm start shows it`);
}
