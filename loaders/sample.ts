import {existsSync} from "node:fs";
import {mkdir, readdir, rename, rm, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {randomLcg, randomLogNormal, randomNormal} from "d3";
import sharp, {type Sharp} from "sharp";
import {CLASSES, SPLITS, type Split} from "../src/digits/digits.js";
import {writeDigit} from "../src/digits/handwriting.js";
import {findExtent, type Point, type Stroke} from "../src/digits/strokes.js";

/** Pictures of each class in each split. */
export const SAMPLE_COUNTS: Readonly<Record<Split, number>> = {train: 700, validation: 70, test: 70};

const SEED = 20240229;

/** How many pictures are in the making at once: enough to keep sharp's threads busy. */
const WORKERS = 8;

type Color = readonly [red: number, green: number, blue: number];

/** A picture to be made: the name that decides its random numbers, and what is written in it. */
interface Task {
  readonly name: string;
  readonly digit: number;
}

/** What a digit is written with, on and as. Colors are 0 to 255; lengths are pixels. */
interface Sheet {
  readonly width: number;
  readonly height: number;
  readonly paper: Color;
  readonly ink: Color;
  /** Standard deviation of the paper's grain, in levels; 0 for a clean picture. */
  readonly grain: number;
  /** How much darker than the near sides the two far sides are, in levels; only with grain. */
  readonly shade: readonly [right: number, bottom: number];
  readonly format: (typeof FORMATS)[number];
  /** Of lossy formats, 70 to 95. */
  readonly quality: number;
}

/** Kinds of files, the usual ones several times, with the channels that they keep. */
const FORMATS = [
  ...Array<"jpg">(5).fill("jpg"),
  "png-gray",
  "png-gray",
  "png-gray",
  "png-rgb",
  "png-rgb",
  "png-transparent",
  "png-transparent",
  "webp",
  "webp",
  "gif",
  "tif"
] as const;

/**
 * Makes the project's own sample of digits in the folder *dir*: `SPLIT/CLASS/NUMBER.EXTENSION`, and `dataset.json` that
 * says what it is. *counts* are pictures of each class in each split. The same pictures every time, whatever the order in
 * which they get done; pictures are 32 to 160 pixels wide and high, in PNG, JPEG, WebP, GIF and TIFF. A folder that is
 * already complete is left alone, and it appears under its name only when it is complete. *onProgress* hears how many
 * pictures are done, and of how many.
 *
 * @throws where *dir* holds something that is not a complete sample
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
  const partial = `${dir}.partial-${process.pid}`;
  await rm(partial, {recursive: true, force: true});
  try {
    await writePictures(partial, counts, onProgress);
    await writeFile(join(partial, "dataset.json"), JSON.stringify(PROVENANCE, null, 2) + "\n");
    await rename(partial, dir).catch((error: unknown) => {
      if (!existsSync(join(dir, "dataset.json"))) throw error; // else another process has made the same meanwhile
    });
  } finally {
    await rm(partial, {recursive: true, force: true});
  }
}

const PROVENANCE = {
  name: "sample",
  title: "Handscope's own sample",
  source: "made by the project, not by people",
  license: "CC0-1.0",
  generator: "loaders/sample.ts",
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
      const {data, extension} = await makePicture(digit, randomLcg(hash(`${SEED}/${name}`)));
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

/**
 * Returns a number in [0, 1) that depends on all of *text*: FNV-1a (http://www.isthe.com/chongo/tech/comp/fnv/), then
 * MurmurHash3's finalizer, because a linear congruential generator started from neighbours gives neighbours.
 */
function hash(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return ((h ^ (h >>> 16)) >>> 0) / 2 ** 32;
}

/** Returns an image file that shows *digit*, and the ending of its name. It depends on *random* alone. */
function makePicture(digit: number, random: () => number): Promise<{data: Buffer; extension: string}> {
  const strokes = writeDigit(digit, random);
  const sheet = chooseSheet(random);
  return encode(drawStrokes(strokes, sheet, random), sheet, random);
}

function chooseSheet(random: () => number): Sheet {
  const between = (low: number, high: number) => low + (high - low) * random();
  const gray = (level: number): Color => [level, level, level];
  const colored = (low: number, high: number): Color => [between(low, high), between(low, high), between(low, high)];
  const side = 32 * 5 ** (random() * 0.92); // 32 to 141, small ones more often
  const aspect = 2 ** between(-0.6, 0.6);
  const clampSide = (length: number) => Math.round(Math.min(160, Math.max(32, length)));
  const format = FORMATS[Math.floor(random() * FORMATS.length)]!;
  const inverted = format !== "png-transparent" && random() < 0.1;
  const light = random() < 0.5 ? gray(255) : random() < 0.5 ? gray(between(235, 255)) : colored(228, 255);
  const dark = random() < 0.6 ? gray(between(0, 60)) : colored(0, 110);
  const worn = format !== "png-transparent" && random() < 0.2;
  return {
    width: clampSide(side * Math.sqrt(aspect)),
    height: clampSide(side / Math.sqrt(aspect)),
    paper: inverted ? dark : light,
    ink: inverted ? light : dark,
    grain: worn ? between(0.3, 3) : 0,
    shade: worn && random() < 0.5 ? [between(-12, 12), between(-12, 12)] : [0, 0],
    format,
    quality: Math.round(between(70, 95))
  };
}

/** Returns how much of each pixel the ink covers (0 to 255, [height × width]) of strokes drawn somewhere on the sheet. */
function drawStrokes(strokes: readonly Stroke[], {width, height}: Sheet, random: () => number): Uint8Array {
  const extent = findExtent(strokes)!;
  const longer = Math.max(extent.width, extent.height);
  const pen = longer * Math.min(0.3, Math.max(0.05, randomLogNormal.source(random)(Math.log(0.135), 0.33)()));
  const [inkWidth, inkHeight] = [extent.width + pen, extent.height + pen];
  const margin = Math.max(2, 0.06 * Math.min(width, height));
  const fit = Math.min((width - 2 * margin) / inkWidth, (height - 2 * margin) / inkHeight); // pixels per unit
  const scale = fit * (0.7 + 0.3 * random());
  const left = margin + random() * (width - 2 * margin - scale * inkWidth) + scale * (pen / 2 - extent.x);
  const top = margin + random() * (height - 2 * margin - scale * inkHeight) + scale * (pen / 2 - extent.y);
  const coverage = new Uint8Array(width * height);
  for (const stroke of strokes) {
    const placed = stroke.map(([x, y]): Point => [left + scale * x, top + scale * y]);
    for (let i = 1; i < placed.length; ++i) cover(coverage, width, placed[i - 1]!, placed[i]!, (scale * pen) / 2);
  }
  return coverage;
}

/** Covers the pixels within *radius* of the segment from *a* to *b*, all inside the picture; edges are anti-aliased. */
function cover(coverage: Uint8Array, width: number, [ax, ay]: Point, [bx, by]: Point, radius: number): void {
  const reach = radius + 0.5;
  const [dx, dy] = [bx - ax, by - ay];
  const length2 = dx * dx + dy * dy || 1;
  const [left, right] = [Math.floor(Math.min(ax, bx) - reach), Math.floor(Math.max(ax, bx) + reach)];
  const [top, bottom] = [Math.floor(Math.min(ay, by) - reach), Math.floor(Math.max(ay, by) + reach)];
  for (let y = top; y <= bottom; ++y) {
    for (let x = left; x <= right; ++x) {
      const [px, py] = [x + 0.5 - ax, y + 0.5 - ay];
      const t = Math.max(0, Math.min(1, (px * dx + py * dy) / length2));
      const distance = Math.sqrt((px - t * dx) ** 2 + (py - t * dy) ** 2);
      const share = Math.round(255 * Math.min(1, reach - distance));
      const i = y * width + x;
      if (share > coverage[i]!) coverage[i] = share;
    }
  }
}

/** Returns the file for ink that covers each pixel by 0 to 255 ([height × width]). */
function encode(coverage: Uint8Array, sheet: Sheet, random: () => number): Promise<{data: Buffer; extension: string}> {
  const {width, height, ink, quality, format} = sheet;
  if (format === "png-transparent") {
    const pixels = new Uint8Array(4 * coverage.length);
    for (let i = 0; i < coverage.length; ++i) {
      pixels.set(ink, 4 * i);
      pixels[4 * i + 3] = coverage[i]!;
    }
    return save(sharp(pixels, {raw: {width, height, channels: 4}}).png(), "png");
  }
  const picture = sharp(paint(coverage, sheet, random), {raw: {width, height, channels: 3}});
  switch (format) {
    case "jpg":
      return save(picture.jpeg({quality}), "jpg");
    case "webp":
      return save(picture.webp({quality, effort: 1}), "webp");
    case "gif":
      return save(picture.gif({effort: 1, dither: 0}), "gif");
    case "tif":
      return save(picture.tiff({compression: "lzw"}), "tif");
    case "png-gray":
      return save(picture.toColorspace("b-w").png(), "png");
    case "png-rgb":
      return save(picture.png(), "png");
  }
}

async function save(picture: Sharp, extension: string): Promise<{data: Buffer; extension: string}> {
  return {data: await picture.toBuffer(), extension};
}

/** Returns the ink on its paper, [height × width × 3], with grain and shade where the sheet has them. */
function paint(coverage: Uint8Array, sheet: Sheet, random: () => number): Uint8ClampedArray {
  const {width, height, paper, ink, grain, shade} = sheet;
  const noise = randomNormal.source(random)(0, grain);
  const pixels = new Uint8ClampedArray(3 * coverage.length);
  for (let y = 0, i = 0; y < height; ++y) {
    for (let x = 0; x < width; ++x, ++i) {
      const share = coverage[i]! / 255;
      const darker = grain ? noise() + (shade[0] * x) / width + (shade[1] * y) / height : 0;
      for (let c = 0; c < 3; ++c) pixels[3 * i + c] = paper[c]! + share * (ink[c]! - paper[c]!) - darker;
    }
  }
  return pixels;
}
