import {createHash} from "node:crypto";
import {join} from "node:path";
import {startBackend} from "../../src/readers/network/backend.js";
import {loadModel} from "../../src/readers/network/artifacts.js";
import {withDigitDetector} from "../../src/readers/network/digitDetector.js";
import {networkClassifier} from "../../src/readers/network/networkClassifier.js";
import {saveWithDetector} from "../../src/readers/network/savedDetector.js";
import {NO_DIGIT_BELOW} from "../../src/stats/answerState.js";
import {findDataFolder, readDataset} from "../datasets/dataset.js";
import {detectorExamples} from "../datasets/detectorExamples.js";
import {withEvaluations} from "../../src/run/evaluations.js";
import {evaluatePen} from "../runs/evaluatePen.js";
import {writeFileAtomically} from "../files.js";
import {fromUser, WASM} from "../paths.js";
import {readRun, readSavedModel, runFolder} from "../runs/runs.js";
import {trainingSplits} from "../runs/trainingData.js";
import {command, runCommand, say, wholeNumber} from "./cli.js";

interface Options {
  run: string;
  pen: string;
  data?: string;
  seed: number;
}

await runCommand(async () => {
  const options = command(
    "npm run detector --",
    "fits anew what of a run tells digits from marks, letters and anything else; its answers stay to the bit"
  )
    .requiredOption("--run <name>", "which run, below data/runs")
    .requiredOption("--pen <dir>", "the folder of pen strokes: digits, letters and symbols (*.jsonl.gz)")
    .option("--data <dir>", "the folder of digits (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--seed <n>", "the same seed gives the same detector", wholeNumber("--seed", 0), 1)
    .parse()
    .opts<Options>();
  const {about} = await readRun(options.run);
  const saved = await readSavedModel(options.run);
  const data = await findDataFolder(options.data);
  const {training} = trainingSplits(await readDataset(data), data, options);
  const examples = await detectorExamples(training, fromUser(options.pen), options.seed);
  say(`learning from ${examples.digits.length / 784} digits and ${examples.others.length / 784} others`);
  await startBackend(WASM);
  const fitted = await withDigitDetector(await loadModel(saved, saved.source), examples, options.seed);
  const whole = await saveWithDetector(fitted, saved);
  const classifier = networkClassifier(options.run, await loadModel(whole, saved.source));
  const found = await evaluatePen(classifier, fromUser(options.pen), NO_DIGIT_BELOW);
  const bytes = new Uint8Array(whole.weights);
  const weights = {
    ...about.weights,
    bytes: bytes.length,
    sha256: createHash("sha256").update(bytes).digest("hex")
  };
  const detector = {command: `npm run detector -- --run ${options.run} --seed ${options.seed} --pen STROKES`};
  const dir = runFolder(options.run);
  await writeFileAtomically(join(dir, "model", "model.json"), whole.json);
  await writeFileAtomically(join(dir, "model", "weights.bin"), bytes);
  const next = {
    ...about,
    weights,
    noDigitBelow: NO_DIGIT_BELOW,
    evaluations: withEvaluations(about.evaluations, found),
    detector
  };
  await writeFileAtomically(join(dir, "run.json"), `${JSON.stringify(next, null, 2)}\n`);
  for (const {name, n, refused} of found) if (refused !== undefined) say(`${name}: ${refused} of ${n} called no digit`);
});
