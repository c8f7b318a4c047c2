import {cpus} from "node:os";
import {join} from "node:path";
import {normalize} from "../../src/ink/image/grid.js";
import {firstDigits} from "../../src/characters/digits.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {Timings} from "../../src/run/timings.js";
import {labeledSplit} from "../datasets/dataset.js";
import {writeFileAtomically} from "../files.js";
import {RUNS, WASM} from "../paths.js";
import {inspectRun, listRuns, readClassifier} from "../runs/runs.js";
import {TIMINGS} from "../runs/systems.js";
import {timeClassifier} from "../runs/timeClassifier.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";
import {openData} from "./openData.js";

await runCommand(async () => {
  const options = command("npm run timings --", "measures how long each run takes for an image, one after another")
    .option("--data <dir>", "the folder of digits (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--images <n>", "the first n of the test split, or all that it has", wholeNumber("--images", 1), 500)
    .option("--save", `keep the figures in ${TIMINGS}, for the page of the systems`)
    .parse()
    .opts<{data?: string; images: number; save?: boolean}>();
  await startBackend(WASM);
  const {folder, dataset} = await openData(options);
  const digits = firstDigits(labeledSplit(dataset, "test", folder), options.images);
  const images = normalize(digits.images);
  const runs: Record<string, {alone: number; batched: number}> = {};
  for (const name of await listRuns()) {
    const {run} = await inspectRun(name);
    if (!run.hasModel) continue;
    const classifier = await readClassifier(name);
    runs[name] = await timeClassifier(classifier, images);
    classifier.dispose();
    print(`${name.padEnd(28)} ${runs[name].alone.toFixed(3).padStart(9)} ms alone ${runs[name].batched.toFixed(3).padStart(9)} ms in batches`); // prettier-ignore
  }
  if (!options.save) return;
  const machine = `${cpus().length} × ${cpus()[0]?.model ?? "unknown"}, Node ${process.versions.node}`;
  const timings: Timings = {machine, measured: new Date().toISOString(), n: digits.length, runs};
  await writeFileAtomically(join(RUNS, TIMINGS), `${JSON.stringify(timings, undefined, 2)}\n`);
  say(`wrote ${join(RUNS, TIMINGS)}`);
});
