import {InputError} from "../../src/inputError.js";
import {benchAugmentation} from "../bench/augmentation.js";
import {benchCsv} from "../bench/csv.js";
import {benchEpoch} from "../bench/epoch.js";
import {benchMemory} from "../bench/memory.js";
import {benchPictures} from "../bench/pictures.js";
import type {Result} from "../bench/result.js";
import {readDataset} from "../dataset.js";
import {SAMPLE} from "../paths.js";
import {makeSample} from "../sample.js";
import {command, print, runCommand, say} from "./cli.js";

/** Each measures on the sample, which is the same everywhere. */
const BENCHMARKS: Readonly<Record<string, () => Promise<Result>>> = {
  csv: async () => benchCsv((await readDataset(SAMPLE)).splits.train!),
  pictures: () => benchPictures(SAMPLE, say),
  memory: () => benchMemory(SAMPLE, say),
  epoch: () => benchEpoch(say),
  augmentation: () => benchAugmentation(say)
};

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
    const {figures, judged, target, holds} = await BENCHMARKS[name]!();
    print(`${name}: ${judged.toFixed(2)} (target ${target}): ${holds ? "holds" : "MISSED"}`);
    print(`  ${figures}`);
    if (!holds) process.exitCode = 1;
  }
});
