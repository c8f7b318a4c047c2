import {normalize} from "../../src/ink/image/grid.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {countAnswered, evaluate} from "../../src/stats/evaluation.js";
import {wilsonInterval} from "../../src/stats/interval.js";
import {formatPredictions, fromProbabilities, parsePredictions} from "../../src/run/predictions.js";
import {classesOf} from "../../src/run/runAbout.js";
import {labeledSplit} from "../datasets/dataset.js";
import {withEvaluations} from "../../src/run/evaluations.js";
import {evaluatePen} from "../runs/evaluatePen.js";
import {fromUser, WASM} from "../paths.js";
import {checkClasses, readClassifier, readRun, runFolder} from "../runs/runs.js";
import {writeEvaluation} from "../runs/writeEvaluation.js";
import {command, print, runCommand, say} from "./cli.js";
import {openData} from "./openData.js";

interface Options {
  run: string;
  data?: string;
  json?: boolean;
  save?: boolean;
  pen?: string;
  skipBad?: boolean;
  asIs?: boolean;
}

await runCommand(async () => {
  const options = command("npm run evaluate --", "evaluates a run on a test split")
    .requiredOption("--run <name>", "which run, below data/runs")
    .option("--data <dir>", "the folder of digits (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--json", "one line of JSON on stdout, nothing else")
    .option("--skip-bad", "leave out rows and images that can't be read")
    .option("--as-is", "take images and labels as they are, also where they look inverted, turned or like no digits")
    .option("--pen <dir>", "evaluate it on pen strokes of held-out writers too: the folder of the *.jsonl.gz")
    .option("--save", "keep the answers in the run, for the site to show")
    .parse()
    .opts<Options>();
  const run = await readRun(options.run);
  await startBackend(WASM);
  const classifier = await readClassifier(options.run);
  const {folder, dataset} = await openData(options);
  const test = labeledSplit(dataset, "test", folder);
  const classes = classesOf(run.about);
  checkClasses(dataset, classes, folder);

  const start = performance.now();
  const {probabilities} = await classifier.classify(normalize(test.images));
  const seconds = Math.round(performance.now() - start) / 1000;
  const answered = fromProbabilities(classes, test.labels, probabilities);
  // The figures are those of predictions.csv, whose probabilities are rounded.
  const predictions = parsePredictions(formatPredictions(answered), "predictions", answered.classes);
  const figures = evaluate(predictions);
  const pen = options.pen ? await evaluatePen(classifier, fromUser(options.pen), run.about.noDigitBelow) : undefined;
  if (options.save)
    await writeEvaluation(
      runFolder(options.run),
      {...run.about, ...(pen && {evaluations: withEvaluations(run.about.evaluations, pen)})},
      dataset,
      predictions
    );

  if (options.json) {
    print(JSON.stringify({run: options.run, dataset: dataset.name, ...figures, evaluations: pen, seconds}));
    return;
  }
  const percent = (share: number) => (100 * share).toFixed(2);
  const [low, high] = figures.interval;
  const calibration = figures.ece === null ? "" : `, calibration error ${percent(figures.ece)} %`;
  print(`${options.run} on ${dataset.title}: ${percent(figures.accuracy)} % of ${figures.n} test images`);
  print(`95 % interval ${percent(low)}–${percent(high)} %${calibration}, ${seconds} s`);
  if (figures.unanswered) print(`${figures.unanswered} images without an answer, counted as wrong`);
  const {unsureBelow} = run.about;
  const sure = unsureBelow === undefined ? undefined : countAnswered(predictions, unsureBelow);
  if (sure?.answered) {
    const {answered, right} = sure;
    print(
      `surer than ${percent(unsureBelow!)} %: ${percent(answered / figures.n)} % of the answers, ` +
        `of which ${percent(right / answered)} % are right (${answered - right} wrong)`
    );
  }
  for (const {name, n, correct, refused} of pen ?? []) {
    const said = (count: number) => {
      const [least, most] = wilsonInterval(count, n);
      return `${percent(count / n)} % of ${n} (95 % interval ${percent(least)}–${percent(most)} %)`;
    };
    if (correct !== undefined) print(`${name}: ${said(correct)} right`);
    if (refused !== undefined) print(`${name}: ${said(refused)} called no digit`);
  }
  print("\nconfusion (rows: truth, columns: answers)");
  const widest = Math.max(...classes.map(({length}) => length));
  const width = Math.max(5, 1 + widest);
  print(`${" ".repeat(widest)}   ${classes.map((name) => name.padStart(width)).join("")}`);
  figures.confusion.forEach((row, label) => {
    print(`${(classes[label] ?? "").padEnd(widest)} | ${row.map((n) => String(n).padStart(width)).join("")}`);
  });
  if (options.save) say(`wrote the answers into ${runFolder(options.run)}`);
});
