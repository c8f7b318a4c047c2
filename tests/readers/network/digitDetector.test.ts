import * as tf from "@tensorflow/tfjs";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {normalize, PIXELS} from "../../../src/ink/image/grid.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {loadModel, saveModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {chooseThreshold, withDigitDetector} from "../../../src/readers/network/digitDetector.js";
import {networkClassifier, predictAll} from "../../../src/readers/network/networkClassifier.js";

beforeAll(() => startBackend(WASM));

/** *n* images whose upper or lower half is brighter. */
function halves(n: number, upper: boolean, seed: number): Uint8Array {
  const random = randomLcg(seed);
  return Uint8Array.from({length: n * PIXELS}, (_, i) => 80 * random() + (i % PIXELS < PIXELS / 2 === upper ? 150 : 0));
}

const examples = {
  digits: halves(160, true, 0.1),
  others: halves(80, false, 0.2),
  validation: halves(60, true, 0.6)
};

describe("withDigitDetector(model, examples, seed)", () => {
  it("adds an output that separates digits from other images, and changes no answer", async () => {
    const model = createAnn(1);
    const images = normalize(halves(50, true, 0.3));
    const before = predictAll(model, images);
    const classifier = networkClassifier("x", await withDigitDetector(model, examples, 1));
    const {probabilities, likelihoods} = await classifier.classify(images);
    const others = await classifier.classify(normalize(halves(50, false, 0.4)));
    expect(probabilities).toEqual(before);
    expect(Math.min(...likelihoods!)).toBeGreaterThan(0.9);
    expect(Math.max(...others.likelihoods!)).toBeLessThan(0.1);
  });

  it("gives the same weights for the same seed", async () => {
    const hash = async (seed: number) =>
      Buffer.from((await saveModel(await withDigitDetector(createAnn(1), examples, seed), "float16")).weights).toString(
        "base64"
      );
    const [first, second, other] = [await hash(1), await hash(1), await hash(2)];
    expect(second).toBe(first);
    expect(other).not.toBe(first);
  });

  it("survives saving and loading", async () => {
    const model = await withDigitDetector(createAnn(1), examples, 1);
    const images = normalize(halves(5, true, 0.5));
    const loaded = networkClassifier("x", await loadModel(await saveModel(model, "float16"), "x"));
    const {likelihoods} = await networkClassifier("x", model).classify(images);
    const kept = (await loaded.classify(images)).likelihoods!;
    expect(kept).toHaveLength(5);
    kept.forEach((v, i) => expect(v).toBeCloseTo(likelihoods![i]!, 3));
    loaded.dispose();
  });

  it("needs a model with a hidden layer", async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({units: 10, inputShape: [PIXELS]}), tf.layers.activation({activation: "softmax"})]
    });
    await expect(withDigitDetector(model, examples, 1)).rejects.toThrow(TypeError);
    model.dispose();
  });
});

describe("chooseThreshold(digits)", () => {
  it("puts 1 % of the digits below the threshold", () => {
    const likelihoods = Float32Array.from({length: 1000}, (_, i) => ((i * 7919) % 1000) / 1000);
    const threshold = chooseThreshold(likelihoods);
    expect(likelihoods.filter((v) => v < threshold)).toHaveLength(10);
    expect(chooseThreshold(new Float32Array(0))).toBe(0.5);
  });
});
