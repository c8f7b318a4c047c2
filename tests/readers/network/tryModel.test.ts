import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier} from "../../../loaders/runs/runs.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {tryModel} from "../../../src/readers/network/tryModel.js";
import {refusal} from "../../loaders/refusal.js";

// A network trained on MNIST stands in for networks trained on other forms: it runs behind the other preprocessing.

let ann: Classifier;
beforeAll(async () => {
  await startBackend(WASM);
  ann = await readClassifier("ann");
});

const attempt = (form: (images: Float32Array) => Float32Array) =>
  tryModel(async (images) => (await ann.classify(form(images))).probabilities, "model.json");

describe("tryModel(predict, source)", () => {
  it("has no remarks about a model that reads digits in Handscope's form", async () => {
    expect(await attempt((images) => images)).toEqual([]);
  });

  it.each<[what: string, form: (images: Float32Array) => Float32Array, help: string]>([
    ["with dark ink on light paper", (x) => x.map((v) => 1 - v), "train it on 1 - x"],
    ["with dark ink and pixels from 0 to 255", (x) => x.map((v) => 1 - v / 255), "train it on 1 - x / 255"],
    [
      "with rows and columns exchanged",
      (x) => x.map((_, i) => x[i - (i % 784) + (i % 28) * 28 + Math.floor((i % 784) / 28)]!),
      "transpose its training images"
    ]
  ])("names a model that learned digits %s", async (what, form, help) => {
    expect(await refusal(attempt(form))).toMatch(
      new RegExp(
        `^model\\.json: expected a model that reads digits with ink 1 on 0, got one that reads \\d+ % of sample digits so and 9\\d % ${what} \\(${help.replace(/[()/]/g, "\\$&")}\\)$`
      )
    );
  });

  it("identifies a model trained on pixels from 0 to 255", async () => {
    // On [0, 1] such a model sees almost nothing: its biases decide.
    const saw255 = (x: Float32Array) => (Math.max(...x) <= 1 ? new Float32Array(x.length) : x.map((v) => v / 255));
    expect(await refusal(attempt(saw255))).toContain("with pixels from 0 to 255 (train it on x / 255)");
  });

  it("reports how much a guessing model reads", async () => {
    expect(await tryModel((x) => new Float32Array((x.length / 784) * 10).fill(0.1), "m")).toEqual([
      "the model reads 10 % of 100 sample digits, no more than guesses would"
    ]);
  });

  it("refuses a model that fails to run, and outputs that are no probabilities", async () => {
    const constant =
      (...row: number[]) =>
      (x: Float32Array) =>
        Float32Array.from({length: (x.length / 784) * 10}, (_, i) => row[i % row.length]!);
    expect(await refusal(tryModel(() => Promise.reject(new Error("no kernel")), "m"))).toBe(
      "m: expected a model that runs, got no kernel"
    );
    expect(await refusal(tryModel(constant(NaN), "m"))).toBe(
      "m: expected probabilities, got answers that are no numbers"
    );
    expect(await refusal(tryModel(constant(0.5), "m"))).toBe(
      "m: expected probabilities, which sum to 1, got answers that sum to 5 (end the model with a softmax)"
    );
    expect(await refusal(tryModel(constant(1.1, -0.1, 0, 0, 0, 0, 0, 0, 0, 0), "m"))).toContain(
      "probabilities, which sum to 1"
    );
  });
});
