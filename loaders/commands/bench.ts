import {existsSync} from "node:fs";
import {InputError} from "../../src/inputError.js";
import {benchAugmentation} from "../bench/augmentation.js";
import {benchCsv} from "../bench/csv.js";
import {benchDrawing} from "../bench/drawing.js";
import {benchEpoch} from "../bench/epoch.js";
import {benchLayoutShift} from "../bench/layoutShift.js";
import {benchMemory} from "../bench/memory.js";
import {benchNotDigits} from "../bench/notDigits.js";
import {benchPages} from "../bench/pages.js";
import {benchPictureGrowth} from "../bench/pictureGrowth.js";
import {benchPictures} from "../bench/pictures.js";
import type {Result} from "../bench/result.js";
import {benchSmallPhotos} from "../bench/smallPhotos.js";
import {benchStart} from "../bench/start.js";
import {benchWeight} from "../bench/weight.js";
import {findDataFolder, labeledSplit, readDataset} from "../datasets/dataset.js";
import {DIST, SAMPLE} from "../paths.js";
import {makeSample} from "../datasets/sample.js";
import {buildSite} from "../site/site.js";
import {command, print, runCommand, say} from "./cli.js";
import {prepareSite} from "./prepare.js";

/** Benchmarks. They use the sample, which is the same everywhere, or the site in dist/. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Result | Result[]>>> = {
  start: () => benchStart(say),
  csv: async () => benchCsv((await readDataset(SAMPLE)).splits.train!),
  pictures: () => benchPictures(SAMPLE, say),
  "picture-growth": async () => benchPictureGrowth((await readDataset(SAMPLE)).splits.test!, say),
  memory: () => benchMemory(SAMPLE, say),
  epoch: () => benchEpoch(say),
  augmentation: () => benchAugmentation(say),
  "not-digits": async () => {
    const data = await findDataFolder();
    const dataset = await readDataset(data);
    return benchNotDigits(labeledSplit(dataset, "test", data), dataset.title, say);
  },
  "small-photos": async () => {
    const data = await findDataFolder();
    const dataset = await readDataset(data);
    return benchSmallPhotos(labeledSplit(dataset, "validation", data), dataset.title, say);
  },
  weight: async () => benchWeight(await builtSite(), say),
  "layout-shift": async () => benchLayoutShift(await builtSite(), say),
  drawing: async () => benchDrawing(await builtSite(), say),
  pages: async () => benchPages(await builtSite(), say)
};

/** Resolves to the folder of the site; builds the site if there is none. */
async function builtSite(): Promise<string> {
  if (!existsSync(DIST)) await buildSite(await prepareSite());
  return DIST;
}

await runCommand(async () => {
  const names = Object.keys(BENCHMARKS);
  const program = command("npm run bench --", "measures, and judges each figure by its target")
    .argument("[name...]", `which: ${names.join(", ")} (default: all)`)
    .parse();
  for (const name of program.args) {
    if (!BENCHMARKS[name]) throw new InputError("npm run bench", `one of ${names.join(", ")}`, `"${name}"`);
  }
  await makeSample(SAMPLE);
  for (const name of program.args.length ? program.args : names) {
    for (const result of [await BENCHMARKS[name]!()].flat()) {
      const {figures, judged, target, holds} = result;
      print(`${result.name}: ${judged.toFixed(2)} (target ${target}): ${holds ? "holds" : "MISSED"}`);
      print(`  ${figures}`);
      if (!holds) process.exitCode = 1;
    }
  }
});
