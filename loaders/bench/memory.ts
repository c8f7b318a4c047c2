import {spawn} from "node:child_process";
import {createWriteStream} from "node:fs";
import {mkdir, mkdtemp, readdir, readFile, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {once} from "node:events";
import {Zip, ZipPassThrough} from "fflate";
import {ROOT} from "../paths.js";
import {watchProcess} from "./processUsage.js";
import type {Result, Say} from "./result.js";

/** Number of images, about as many as Kaggle's names dataset has. */
const MOST = 400_000;
const FEW = 50_000;
const TARGET = 600;

/** Images in a zip; without zip64, a zip holds at most 65,535 files. */
const IN_A_ZIP = 50_000;

/**
 * Measures the peak resident memory, in MB, of `npm run data` while it preprocesses 400,000 image files in zips: copies
 * of those of the sample in *folder*. Also measures 50,000 image files, for the memory of each further image, because
 * memory may grow only with the output, 785 bytes an image.
 */
export async function benchMemory(folder: string, say: Say): Promise<Result> {
  const pictures = await samplePictures(folder);
  const few = await preprocess(pictures, FEW, say);
  const most = await preprocess(pictures, MOST, say);
  const each = ((most.megabytes - few.megabytes) * 1e6) / (MOST - FEW);
  const figures =
    `${MOST} image files in ${most.seconds.toFixed(0)} s: ${most.megabytes.toFixed(0)} MB; ` +
    `${FEW}: ${few.megabytes.toFixed(0)} MB; ${each.toFixed(0)} bytes for each further image, of 785 that it has`;
  return {name: "memory", figures, judged: most.megabytes, target: `≤ ${TARGET} MB`, holds: most.megabytes <= TARGET};
}

interface Picture {
  readonly digit: string;
  readonly extension: string;
  readonly bytes: Uint8Array;
}

/** Returns the sample's test pictures. */
async function samplePictures(folder: string): Promise<Picture[]> {
  const files = (await readdir(join(folder, "test"), {recursive: true})).filter((file) => /\.\w+$/.test(file)).sort();
  return Promise.all(
    files.map(async (file) => ({
      digit: file.split("/")[0]!,
      extension: file.split(".").at(-1)!,
      bytes: new Uint8Array(await readFile(join(folder, "test", file)))
    }))
  );
}

async function preprocess(
  pictures: readonly Picture[],
  count: number,
  say: Say
): Promise<{megabytes: number; seconds: number}> {
  const dir = await mkdtemp(join(tmpdir(), "handscope-bench-"));
  try {
    const folder = join(dir, "digits");
    await mkdir(folder);
    say(`writing ${count} image files`);
    for (let start = 0; start < count; start += IN_A_ZIP)
      await writeZip(folder, pictures, start, Math.min(IN_A_ZIP, count - start));
    say(`preprocessing ${count} image files`);
    const begin = performance.now();
    const megabytes = await peakOfData(folder, {HANDSCOPE_RAW: join(dir, "raw"), HANDSCOPE_CACHE: join(dir, "cache")});
    return {megabytes, seconds: (performance.now() - begin) / 1000};
  } finally {
    await rm(dir, {recursive: true});
  }
}

/** Writes `digits-START.zip` with *count* pictures of the three splits, in folders by split and class. */
async function writeZip(folder: string, pictures: readonly Picture[], start: number, count: number): Promise<void> {
  const file = createWriteStream(join(folder, `digits-${start}.zip`));
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    file.write(chunk);
  });
  for (let i = start; i < start + count; ++i) {
    const {digit, extension, bytes} = pictures[i % pictures.length]!;
    const split = i % 12 === 0 ? "validation" : i % 12 === 1 ? "test" : "train";
    const entry = new ZipPassThrough(`${split}/${digit}/IMG_${i}.${extension}`);
    zip.add(entry);
    entry.push(bytes, true);
    if (file.writableNeedDrain) await once(file, "drain");
  }
  zip.end();
  file.end();
  await once(file, "close");
}

/** Runs `npm run data -- --from FOLDER` and resolves to the peak resident memory of all its processes, in MB. */
async function peakOfData(folder: string, env: Readonly<Record<string, string>>): Promise<number> {
  const args = ["--import", "tsx", join("loaders", "commands", "data.ts"), "--from", folder];
  const child = spawn(process.execPath, args, {
    cwd: ROOT,
    env: {...process.env, ...env},
    stdio: ["ignore", "ignore", "inherit"]
  });
  const usage = watchProcess(child.pid!);
  const [code] = (await once(child, "close")) as [number | null];
  const {bytes} = usage.stop();
  if (code !== 0) throw new Error(`npm run data ended with ${code}`);
  return bytes / 1e6;
}
