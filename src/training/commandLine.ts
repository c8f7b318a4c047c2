import type {Augmentation} from "./distortion/augmentation.js";
import type {FaultName} from "../run/faults.js";
import type {Schedule} from "./engine/schedule.js";
import type {TrainingSettings} from "./settings.js";

/** The settings that determine a training. The folders of images are the values of the options of `npm run train`. */
export interface TrainingCommand extends Omit<TrainingSettings, "epochs"> {
  /** Missing for a model that learns in one go. */
  readonly epochs?: number | undefined;
  readonly run: string;
  readonly model: string;
  readonly schedule: Schedule;
  readonly augment?: Augmentation | undefined;
  readonly fault?: FaultName | undefined;
  readonly start?: string | undefined;
  readonly members?: readonly string[] | undefined;
  readonly pen?: string | undefined;
  readonly photos?: number | undefined;
  readonly styles?: number | undefined;
  readonly test?: string | undefined;
  readonly limit?: number | undefined;
  readonly keepEpochs?: boolean | undefined;
}

/** Returns the command that reproduces a run, with placeholders for folders and without default values. */
export function commandLine(command: TrainingCommand): string {
  const {run, model, start, epochs, seed, batchSize, learningRate, schedule} = command;
  const {augment, fault, members, pen, photos, styles, test, limit, patience, averaging, keepEpochs} = command;
  const more = [
    epochs === undefined ? "" : ` --epochs ${epochs}`,
    ` --seed ${seed}`,
    members ? ` --members ${members.join(",")}` : "",
    start ? ` --start ${start}` : "",
    batchSize === 128 ? "" : ` --batch-size ${batchSize}`,
    learningRate === 0.001 ? "" : ` --learning-rate ${learningRate}`,
    schedule === "constant" ? "" : ` --schedule ${schedule}`,
    augment ? ` --augment ${augment}` : "",
    fault ? ` --fault ${fault}` : "",
    pen ? " --pen STROKES" : "",
    photos ? ` --photos ${photos}` : "",
    styles ? ` --styles ${styles}` : "",
    test ? " --test MNIST" : "",
    limit ? ` --limit ${limit}` : "",
    patience ? ` --patience ${patience}` : "",
    averaging === undefined ? "" : ` --averaging ${averaging}`,
    keepEpochs ? " --keep-epochs" : ""
  ];
  return `npm run train -- --run ${run} --model ${model}${more.join("")}`;
}
