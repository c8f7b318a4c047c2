import {existsSync} from "node:fs";
import {chmod, mkdir, mkdtemp, readdir, rename, rm, writeFile} from "node:fs/promises";
import {basename, dirname, join} from "node:path";
import {randomLcg} from "d3-random";
import {CLASSES, SPLITS, type Split} from "../../src/characters/digits.js";
import {hashText} from "../../src/randomStream.js";
import {makePicture} from "./samplePictures.js";

/** Pictures of each class in each split. */
export const SAMPLE_COUNTS: Readonly<Record<Split, number>> = {train: 700, validation: 70, test: 70};

const SEED = 20240229;

/** Pictures made concurrently: enough to keep sharp's threads busy. */
const WORKERS = 8;

/** A picture to make: its name, which seeds its random numbers, and its digit. */
interface Task {
  readonly name: string;
  readonly digit: number;
}

/**
 * Makes the project's own sample of digits in the folder *dir*: `SPLIT/CLASS/NUMBER.EXTENSION`, and a `dataset.json`
 * that describes it. *counts* are the pictures of each class in each split. Pictures are 32 to 160 pixels wide and
 * high, in PNG, JPEG, WebP, GIF and TIFF, and identical every time, in whichever order they finish. Leaves a complete
 * sample alone. The folder gets its name only once it is complete. Calls *onProgress* with the pictures done and their
 * total.
 *
 * @throws Error if *dir* holds anything but a complete sample
 */
export async function makeSample(
  dir: string,
  {
    counts = SAMPLE_COUNTS,
    onProgress
  }: {counts?: Readonly<Record<Split, number>>; onProgress?: (done: number, total: number) => void} = {}
): Promise<void> {
  if (existsSync(join(dir, "dataset.json"))) return;
  if (existsSync(dir) && (await readdir(dir)).length)
    throw new Error(`${dir}: expected a complete sample or nothing, got a folder without dataset.json`);
  await mkdir(dirname(dir), {recursive: true});
  await removeAbandoned(dir);
  const partial = await mkdtemp(`${dir}.partial-${process.pid}-`);
  try {
    await writePictures(partial, counts, onProgress);
    await writeFile(join(partial, "dataset.json"), JSON.stringify(SAMPLE_ABOUT, null, 2) + "\n");
    await chmod(partial, 0o755); // mkdtemp gives access to one user only
    await rename(partial, dir).catch((error: unknown) => {
      if (!existsSync(join(dir, "dataset.json"))) throw error; // otherwise another process finished it first
    });
  } finally {
    await rm(partial, {recursive: true, force: true});
  }
}

/** Removes partial samples of killed processes. */
async function removeAbandoned(dir: string): Promise<void> {
  for (const name of await readdir(dirname(dir))) {
    const [, pid] = name.startsWith(`${basename(dir)}.partial-`) ? (/partial-(\d+)-/.exec(name) ?? []) : [];
    if (pid && !isRunning(Number(pid))) await rm(join(dirname(dir), name), {recursive: true, force: true});
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** Its dataset.json. */
export const SAMPLE_ABOUT = {
  name: "sample",
  title: "Handscope's own sample",
  source: "made by the project, not by people: pen strokes whose forms were fitted to MNIST's training images",
  license: "CC0-1.0",
  generator: "loaders/datasets/sample.ts",
  seed: SEED
};

async function writePictures(
  dir: string,
  counts: Readonly<Record<Split, number>>,
  onProgress: ((done: number, total: number) => void) | undefined
): Promise<void> {
  for (const split of SPLITS) for (const c of CLASSES) await mkdir(join(dir, split, `${c}`), {recursive: true});
  const tasks = listTasks(counts);
  const queue = tasks.values();
  let done = 0;
  const work = async () => {
    for (const {name, digit} of queue) {
      const {data, extension} = await makePicture(digit, randomLcg(hashText(`${SEED}/${name}`) / 2 ** 32));
      await writeFile(join(dir, `${name}.${extension}`), data);
      onProgress?.(++done, tasks.length);
    }
  };
  const results = await Promise.allSettled(Array.from({length: WORKERS}, work));
  for (const result of results) if (result.status === "rejected") throw result.reason;
}

function listTasks(counts: Readonly<Record<Split, number>>): Task[] {
  return SPLITS.flatMap((split) =>
    CLASSES.flatMap((digit) =>
      Array.from({length: counts[split]}, (_, i) => ({name: `${split}/${digit}/${`${i}`.padStart(5, "0")}`, digit}))
    )
  );
}
