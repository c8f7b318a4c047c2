import {normalize} from "../ink/image/grid.js";
import {InputError} from "../inputError.js";
import {loadModel, saveModel} from "../readers/network/artifacts.js";
import {joinNetworks} from "../readers/network/joinNetworks.js";
import {predictAll} from "../readers/network/networkClassifier.js";
import type {SavedModel} from "../readers/network/savedModel.js";
import {searchTemperature} from "../stats/temperature.js";
import {findUnsureBelow} from "../stats/unsureBelow.js";
import {measure} from "./measure.js";
import type {Learned, RunRequest} from "./trainRun.js";

/** A run that is a member of a committee: its name and its network as saved. */
export interface SavedMember {
  readonly name: string;
  readonly saved: SavedModel & {readonly source: string};
}

/**
 * Joins the networks of several runs: the mean of their probabilities, with the temperature that fits the validation
 * labels best. Nothing else is learned: there are no epochs, and nothing is random.
 * @throws InputError for fewer than two members, or a member of other classes or another structure
 */
export async function trainCommittee({classes, data, members = []}: RunRequest): Promise<Learned> {
  const names = members.map(({name}) => name);
  if (new Set(names).size < Math.max(2, names.length))
    throw new InputError("--members", "the names of two or more runs, such as cnn,ann", names.join(",") || "none");
  const loaded = await Promise.all(
    members.map(async ({name, saved}) => ({name, model: await loadModel(saved, saved.source, classes.length)}))
  );
  const images = normalize(data.validation.images);
  const labels = data.validation.labels ?? new Uint8Array(0);
  const answers = loaded.map(({model}) => predictAll(model, images));
  const lossAt = (temperature: number) => measure(meanAnswers(answers, temperature, classes.length), labels).loss;
  const temperature = labels.length ? searchTemperature(lossAt) : 1;
  const joined = joinNetworks(loaded, temperature);
  for (const {model} of loaded) model.dispose();
  const saved = await saveModel(joined, "uint8");
  const kept = await loadModel(saved, "the committee", classes.length);
  return {
    title: `Committee of ${names.length}: ${names.join(", ")}`,
    files: {"model.json": new TextEncoder().encode(saved.json), "weights.bin": new Uint8Array(saved.weights)},
    about: {
      parameters: joined.countParams(),
      hyperparameters: {members: names},
      temperature,
      unsureBelow: findUnsureBelow(predictAll(kept, images), labels)
    },
    dtype: "uint8",
    history: [],
    answer: (asked) => Promise.resolve({kept: predictAll(kept, asked), before: predictAll(joined, asked)})
  };
}

/** Returns the mean of several *answers*, [n × classes] each, whose logits are divided by *temperature* before. */
export function meanAnswers(answers: readonly Float32Array[], temperature: number, classes: number): Float32Array {
  const mean = new Float32Array(answers[0]!.length);
  for (const probabilities of answers) {
    const powers = probabilities.map((p) => p ** (1 / temperature));
    for (let row = 0; row < mean.length; row += classes) {
      let sum = 0;
      for (let c = 0; c < classes; ++c) sum += powers[row + c]!;
      for (let c = 0; c < classes; ++c) mean[row + c]! += powers[row + c]! / sum / answers.length;
    }
  }
  return mean;
}
