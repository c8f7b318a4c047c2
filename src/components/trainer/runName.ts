import {counted, formatCount} from "../page/format.js";
import {USUAL, type TrainingChoice} from "./trainingChoice.js";

/** Names a training by its settings, of a site with *images* training images: "ann, rate 0.1, 100 images". */
export function nameOfChoice(choice: TrainingChoice, images: number): string {
  const {model, learningRate, epochs, schedule, batchSize, distortion, seed} = choice;
  const parts = [
    model,
    `rate ${learningRate}`,
    choice.images < images ? `${formatCount(choice.images)} images` : "all images",
    ...(epochs === USUAL.epochs ? [] : [counted(epochs, "epoch")]),
    ...(schedule === USUAL.schedule ? [] : [schedule]),
    ...(batchSize === USUAL.batchSize ? [] : [`batches of ${batchSize}`]),
    ...(distortion === USUAL.distortion ? [] : [`${distortion} distortion`]),
    ...(seed === USUAL.seed ? [] : [`seed ${seed}`])
  ];
  return parts.join(", ");
}

/** Returns *name*, with a number behind it if it is *taken*: "ann, rate 0.1, all images (2)". */
export function uniqueName(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name;
  let n = 2;
  while (taken.has(`${name} (${n})`)) ++n;
  return `${name} (${n})`;
}
