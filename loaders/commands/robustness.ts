import {join} from "node:path";
import {randomLcg} from "d3-random";
import {firstDigits} from "../../src/characters/digits.js";
import {AMOUNTS, perturbDigits, PERTURBATIONS} from "../../src/characters/perturb.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {countCorrect, formatRobustness, robustnessTable, type RobustnessRecord} from "../../src/stats/robustness.js";
import {labeledSplit} from "../datasets/dataset.js";
import {writeFileAtomically} from "../files.js";
import {WASM} from "../paths.js";
import {classesOf} from "../../src/run/runAbout.js";
import {checkClasses, readClassifier, readRun, runFolder} from "../runs/runs.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";
import {openData} from "./openData.js";
import {progressBar} from "./progress.js";

interface Options {
  run: string[];
  data?: string;
  images: number;
  seed: number;
  skipBad?: boolean;
  asIs?: boolean;
  save?: boolean;
}

await runCommand(async () => {
  const options = command("npm run robustness --", "measures runs on digits that are moved, turned, scaled and so on")
    .requiredOption("--run <name>", "which run, below data/runs; may be repeated", (name, names: string[] = []) => [
      ...names,
      name
    ])
    .option("--data <dir>", "the folder of digits (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--images <n>", "the first n of the test split, or all that it has", wholeNumber("--images", 1), 2000)
    .option("--seed <n>", "the same seed gives the same perturbations", wholeNumber("--seed", 0), 1)
    .option("--skip-bad", "leave out rows and images that can't be read")
    .option("--as-is", "take images and labels as they are, also where they look inverted, turned or like no digits")
    .option("--save", "keep the figures in each run, as robustness.csv")
    .parse()
    .opts<Options>();
  await startBackend(WASM);
  const runs = [];
  for (const name of new Set(options.run)) {
    const records: RobustnessRecord[] = [];
    runs.push({name, classes: classesOf((await readRun(name)).about), classifier: await readClassifier(name), records});
  }
  const {folder, dataset} = await openData(options);
  const test = labeledSplit(dataset, "test", folder);
  for (const {classes} of runs) checkClasses(dataset, classes, folder);
  const digits = firstDigits(test, options.images);
  const n = digits.length;

  const start = performance.now();
  const bar = progressBar("perturbing");
  const conditions = PERTURBATIONS.flatMap((kind) => AMOUNTS[kind].map((amount) => ({kind, amount})));
  for (const [done, {kind, amount}] of conditions.entries()) {
    bar.update(done, conditions.length);
    // The same random numbers for each amount: a digit moves further in the same direction, and turns the same way.
    const {images, hasInk} = perturbDigits(digits, kind, amount, randomLcg(options.seed));
    for (const {classifier, records} of runs) {
      const {probabilities} = await classifier.classify(images);
      const correct = countCorrect(digits.labels, probabilities, hasInk);
      records.push({kind, amount, n, correct});
    }
  }
  bar.stop();
  const seconds = Math.round((performance.now() - start) / 100) / 10;

  print(`${dataset.title}: the first ${n} test images, seed ${options.seed}; accuracy with its 95 % interval\n`);
  print(robustnessTable(runs));
  say(`perturbed and recognized in ${seconds} s`);
  if (!options.save) return;
  for (const {name, records} of runs) {
    const path = join(runFolder(name), "robustness.csv");
    await writeFileAtomically(path, formatRobustness(records, {dataset: dataset.name, seed: options.seed}));
    say(`wrote the figures into ${path}`);
  }
});
