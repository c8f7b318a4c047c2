import {availableParallelism} from "node:os";
import {Option} from "commander";
import {InputError} from "../../src/inputError.js";
import {FAULT_NAMES, type FaultName} from "../../src/run/faults.js";
import {TRAINERS} from "../../src/training/trainRun.js";
import {MAX_WORKERS} from "../../src/training/crew/exchange.js";
import {AUGMENTATIONS, type Augmentation} from "../../src/training/distortion/augmentation.js";
import {SCHEDULES, type Schedule} from "../../src/training/engine/schedule.js";
import {command, positiveNumber, properShare, wholeNumber} from "./cli.js";

/** The options of `npm run train`. */
export interface TrainOptions {
  run: string;
  model: string;
  data?: string;
  test?: string;
  title?: string;
  members?: string[];
  start?: string;
  epochs: number;
  seed: number;
  batchSize: number;
  learningRate: number;
  schedule: Schedule;
  augment?: Augmentation;
  fault?: FaultName;
  pen?: string;
  photos?: number;
  styles?: number;
  limit?: number;
  patience?: number;
  averaging?: number;
  cores: number;
  resume?: boolean;
  force?: boolean;
  keepEpochs?: boolean;
  skipBad?: boolean;
  asIs?: boolean;
}

/** Parses the command line. @throws InputError for a fault that can't be had with the other options */
export function parseOptions(): TrainOptions {
  const options = readOptions();
  const {fault, model} = options;
  if (fault && model !== FAULTY_MODEL) throw new InputError("--fault", `--model ${FAULTY_MODEL}`, `"${model}"`);
  const others = (["pen", "members", "start", "keepEpochs"] as const).filter((name) => options[name] !== undefined);
  if (fault && others.length)
    throw new InputError("--fault", "none of --pen, --members, --start and --keep-epochs", others.join(", "));
  return options;
}

/** The only model that is trained with faults: the documents'. */
const FAULTY_MODEL = "ann";

function readOptions(): TrainOptions {
  return command("npm run train --", "trains a model and writes data/runs/NAME")
    .requiredOption("--run <name>", "the run's name: its folder below data/runs, and its address on the site")
    .requiredOption("--model <model>", `what to train: ${Object.keys(TRAINERS).join(", ")}`)
    .option("--data <dir>", "the folder of digits (default: $HANDSCOPE_DATA, data/raw, the sample)")
    .option("--test <dir>", "measure it on this folder's test split when it is trained (default: that of --data)")
    .option("--title <title>", "what people call it")
    .option("--members <runs>", "the runs that a committee joins, such as cnn,ann", (names) => names.split(","))
    .option("--start <run>", "begin with the weights of this run instead of random ones")
    .option("--epochs <n>", "passes over the training images", wholeNumber("--epochs", 1), 20)
    .option("--seed <n>", "the same seed gives the same weights", wholeNumber("--seed", 0), 1)
    .option("--batch-size <n>", "images in a step", wholeNumber("--batch-size", 1), 128)
    .option("--learning-rate <rate>", "Adam's", positiveNumber("--learning-rate"), 0.001)
    .addOption(new Option("--schedule <name>", "how the learning rate changes").choices(SCHEDULES).default("constant"))
    .addOption(
      new Option("--augment <how>", "distort the training images at random, anew in each epoch").choices(AUGMENTATIONS)
    )
    .addOption(
      new Option(
        "--fault <name>",
        "train with a fault on purpose, to see its figures: the run has no model, and no list counts it"
      ).choices(FAULT_NAMES)
    )
    .option("--pen <dir>", "learn from pen strokes too: the folder of unipen-digits.jsonl.gz and pendigits.jsonl.gz")
    .option(
      "--photos <share>",
      "learn from small photos of training images too, blurred, noisy and pale: this share of the number of images",
      positiveNumber("--photos")
    )
    .option(
      "--styles <share>",
      "learn from digits in rare pen styles too, such as looped 2s and barred 7s: this share of the dataset's number",
      positiveNumber("--styles")
    )
    .option(
      "--limit <n>",
      "learn from n images only: the first, or evenly spaced ones where the first lack a class",
      wholeNumber("--limit", 1)
    )
    .option("--patience <n>", "stop when the validation loss has not fallen for n epochs", wholeNumber("--patience", 1))
    .option(
      "--averaging <share>",
      "keep the moving average of the weights, of which each step leaves this share, such as 0.999",
      properShare("--averaging")
    )
    .option(
      "--cores <n>",
      "the most cores to train on, of which it uses 1, 2, 4 or 8: the weights are the same",
      wholeNumber("--cores", 1, MAX_WORKERS),
      Math.min(availableParallelism(), MAX_WORKERS)
    )
    .option(
      "--keep-epochs",
      "keep what each validation image is taken for after each epoch, and the first layer's weights after some"
    )
    .option("--skip-bad", "leave out rows and images that can't be read")
    .option("--as-is", "take images and labels as they are, also where they look inverted, turned or like no digits")
    .option("--resume", "go on from the last whole epoch of a training that was stopped")
    .option("--force", "train anew where a run of that name, or a training that was stopped, is there")
    .parse()
    .opts<TrainOptions>();
}
