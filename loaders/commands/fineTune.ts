import {Option} from "commander";
import {firstDigits} from "../../src/characters/digits.js";
import {isSameAlphabet, DIGITS} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {WRITER_PARTS, type WriterPart} from "../../src/pen/writers.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {classesOf} from "../../src/run/runAbout.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {sumMistakes, type MistakeChange} from "../../src/stats/mistakes.js";
import {MAX_REPLAY} from "../../src/training/fineTune.js";
import {labeledSplit, readDataset} from "../datasets/dataset.js";
import {readPenDigits, splitWriters} from "../datasets/penDigits.js";
import {fromUser, WASM} from "../paths.js";
import {checkClasses, readRun, readSavedModel} from "../runs/runs.js";
import {tuneWriters, type TunedWriter} from "../runs/tuneWriters.js";
import {command, print, runCommand, say, wholeNumber} from "./cli.js";
import {openData} from "./openData.js";

interface Options {
  run: string;
  pen: string;
  part: WriterPart;
  data?: string;
  test?: string;
  drawings: number;
  mistakes: number;
  seed: number;
}

await runCommand(async () => {
  const options = command(
    "npm run fine-tune --",
    "tunes a run on digits of each pen writer in turn, as the drawing page does on a visitor's, and measures it"
  )
    .requiredOption("--run <name>", "which run, below data/runs")
    .requiredOption("--pen <dir>", "the folder of pen strokes (*.jsonl.gz)")
    .addOption(new Option("--part <part>", "which writers").choices(WRITER_PARTS).default("held-out"))
    .option("--data <dir>", "the folder of digits to replay (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--test <dir>", "another folder, whose test split is tested on")
    .option("--drawings <n>", "digits of a writer to tune on", wholeNumber("--drawings", 1), 30)
    .option("--mistakes <n>", "leave out writers with fewer mistakes", wholeNumber("--mistakes", 0), 5)
    .option("--seed <n>", "the same seed gives the same digits and weights", wholeNumber("--seed", 0), 1)
    .parse()
    .opts<Options>();
  const {run, part, drawings, mistakes, seed} = options;
  const classes = classesOf((await readRun(run)).about);
  if (!isSameAlphabet(classes, DIGITS)) throw new InputError("--run", "a run of the ten digits", run);
  const saved = await readSavedModel(run);
  const {folder, dataset} = await openData(options);
  checkClasses(dataset, classes, folder);
  const tested = options.test ? fromUser(options.test) : folder;
  const test = labeledSplit(options.test ? await readDataset(tested) : dataset, "test", tested);
  const digits = splitWriters(await readPenDigits(fromUser(options.pen)))[part];
  await startBackend(WASM);
  const results = await tuneWriters(
    {
      run,
      saved,
      classes,
      replay: firstDigits(labeledSplit(dataset, "train", folder), MAX_REPLAY),
      validation: dataset.splits.validation && labeledSplit(dataset, "validation", folder),
      test
    },
    digits,
    {drawings, mistakes, seed, onWriter: (tuned) => say(rowOf(tuned))}
  );
  if (!results.length) throw new InputError("--mistakes", "fewer, so that one of the writers has them", `${mistakes}`);
  print(
    `${run}, tuned on ${drawings} digits of each ${part} writer with ${mistakes} mistakes or more, seed ${seed}; test: ${test.length.toLocaleString("en-US")} images\n`
  );
  print(
    "| writer | mistakes in the digits tuned on | cross-validated | mistakes on the writer's other digits | test mistakes |"
  );
  print("| --- | --- | --- | --- | --- |");
  for (const tuned of results) print(rowOf(tuned));
  print(totalRow(results));
});

function rowOf({collection, writer, given, crossValidated, others, test}: TunedWriter): string {
  return `| ${collection} ${writer} | ${given.wrong} of ${given.n} | ${change(crossValidated)} | ${change(others)} of ${others.n} | ${change(test)} |`;
}

/** Returns the sums over all writers, with the 95 % intervals of the shares, and the writers for whom it rose. */
function totalRow(results: readonly TunedWriter[]): string {
  const others = sumMistakes(results.map((tuned) => tuned.others));
  const given = results.reduce((sum, {given: {n, wrong}}) => ({n: sum.n + n, wrong: sum.wrong + wrong}), {
    n: 0,
    wrong: 0
  });
  const checked = sumMistakes(results.map(({crossValidated}) => crossValidated));
  const losses = results.map(({test}) => (100 * (test.after - test.before)) / test.n);
  const [fell, rose] = [1, -1].map(
    (sign) => results.filter((r) => sign * (r.others.before - r.others.after) > 0).length
  );
  const shares = `${share(others.before, others.n)} → ${share(others.after, others.n)}; fell for ${fell}, rose for ${rose}`;
  const points = (value: number) => `${value > 0 ? "+" : value < 0 ? "−" : ""}${Math.abs(value).toFixed(3)}`;
  const mean = losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
  return `| all ${results.length} | ${given.wrong} of ${given.n} | ${change(checked)} | ${change(others)} of ${others.n} (${shares}) | ${points(mean)} points in the mean, ${points(Math.max(...losses))} at most |`;
}

function change({before, after}: MistakeChange): string {
  return `${before} → ${after}`;
}

function share(count: number, n: number): string {
  const [low, high] = wilsonInterval(count, n).map((value) => (100 * value).toFixed(1));
  return `${((100 * count) / n).toFixed(1)} % (${low}–${high})`;
}
