import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../loaders/paths.js";
import {DIGITS} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {normalize} from "../../src/ink/image/grid.js";
import {createAnn} from "../../src/readers/network/architectures/ann.js";
import {saveModel} from "../../src/readers/network/artifacts.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {loadNetwork} from "../../src/readers/network/executor.js";
import {predictAll} from "../../src/readers/network/networkClassifier.js";
import {meanAnswers} from "../../src/training/committee.js";
import {measure} from "../../src/training/measure.js";
import {train} from "../../src/training/train.js";
import {trainRun} from "../../src/training/trainRun.js";
import {makeDigits} from "./makeDigits.js";

beforeAll(() => startBackend(WASM));

const training = makeDigits(300, 0.1);
const clean = makeDigits(200, 0.2);
/** A fifth of the labels is wrong, so that a temperature within the range fits best. */
const validation = {...clean, labels: clean.labels!.map((label, i) => (i % 5 ? label : (label + 1) % 10))};
const settings = {epochs: 3, batchSize: 32, learningRate: 0.001, seed: 1};
const request = {
  model: "committee",
  classes: DIGITS,
  data: {training, validation},
  settings,
  known: {command: () => "", machine: "a test"}
};

async function makeMember(seed: number) {
  const model = createAnn(seed);
  await train(model, {training}, {...settings, seed});
  return {name: `ann-${seed}`, saved: {...(await saveModel(model, "uint8")), source: `ann-${seed}`}};
}

describe("trainRun with the model committee", () => {
  it("joins its members into one network, at the temperature that fits the validation labels", async () => {
    const members = [await makeMember(1), await makeMember(2)];
    const {files, about} = await trainRun({...request, members, test: validation});
    expect(about.hyperparameters).toEqual({members: ["ann-1", "ann-2"]});
    expect(about.parameters).toBe(2 * 118_282);
    const network = loadNetwork({json: new TextDecoder().decode(files["model.json"]), weights: new Uint8Array(files["weights.bin"]!).buffer}, "committee")!; // prettier-ignore
    const images = normalize(validation.images);
    const answers = members.map(({saved}) => predictAll(loadNetwork(saved, "member")!, images));
    const temperature = about.temperature as number;
    const loss = (t: number) => measure(meanAnswers(answers, t, 10), validation.labels).loss;
    expect(measure(predictAll(network, images), validation.labels).loss).toBeCloseTo(loss(temperature), 3);
    for (const other of [0.9, 1.1]) expect(loss(temperature)).toBeLessThan(loss(other * temperature));
  });

  it("is the same each time", async () => {
    const members = [await makeMember(1), await makeMember(2)];
    const [first, second] = [await trainRun({...request, members}), await trainRun({...request, members})];
    expect(second.about.weights).toEqual(first.about.weights);
  });

  it("refuses fewer than two members, and one that is named twice", async () => {
    const member = await makeMember(1);
    for (const [members, got] of [
      [[], "none"],
      [[member], "ann-1"],
      [[member, member], "ann-1,ann-1"]
    ] as const)
      await expect(trainRun({...request, members})).rejects.toThrow(
        new InputError("--members", "the names of two or more runs, such as cnn,ann", got)
      );
  });

  it("refuses a member of other classes", async () => {
    const members = [await makeMember(1), await makeMember(2)];
    await expect(trainRun({...request, classes: ["a", "b"], members})).rejects.toThrow(
      new InputError("ann-1", "output [n, 2]", "[n, 10]")
    );
  });
});

describe("meanAnswers(answers, temperature, classes)", () => {
  it("is the mean of the probabilities at temperature 1, and of their normalized squares at 1/2", () => {
    const answers = [Float32Array.of(0.8, 0.2), Float32Array.of(0.4, 0.6)];
    [0.6, 0.4].forEach((p, c) => expect(meanAnswers(answers, 1, 2)[c]).toBeCloseTo(p, 6));
    const squared = (0.64 / 0.68 + 0.16 / 0.52) / 2;
    [squared, 1 - squared].forEach((p, c) => expect(meanAnswers(answers, 0.5, 2)[c]).toBeCloseTo(p, 6));
  });
});
