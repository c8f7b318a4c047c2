import * as tf from "@tensorflow/tfjs";
import {beforeAll, describe, expect, it} from "vitest";
import {readSavedModel} from "../../../../loaders/runs/runs.js";
import {EXAMPLES} from "../../../../src/components/desk/examples.js";
import {normalize} from "../../../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../../../src/pen/strokes.js";
import type {TracedLayer} from "../../../../src/readers/classifier.js";
import {createAnn} from "../../../../src/readers/network/architectures/ann.js";
import {createCnn} from "../../../../src/readers/network/architectures/cnn.js";
import {loadModel, saveModel} from "../../../../src/readers/network/artifacts.js";
import {loadNetwork} from "../../../../src/readers/network/executor.js";
import {centersOf, enlarge} from "../../../../src/readers/network/gradients/gradCam.js";
import {gradientMaps} from "../../../../src/readers/network/gradients/gradientMaps.js";
import {joinNetworks} from "../../../../src/readers/network/joinNetworks.js";
import type {SavedModel} from "../../../../src/readers/network/savedModel.js";

beforeAll(async () => void (await tf.setBackend("cpu")));

const drawn = normalize(preprocessStrokes(EXAMPLES[0]!.strokes)!.image);

function traced(saved: SavedModel): TracedLayer[] {
  const network = loadNetwork(saved, "x")!;
  const layers = network.trace!(tf.tensor(drawn, [1, ...(network.inputs[0]!.shape.slice(1) as number[])]), true);
  network.dispose();
  return layers;
}

describe("gradientMaps(layers, image, question, classes)", () => {
  it.each([
    ["cnn", 3],
    ["cnn-pen", 3],
    ["cnn-pen", 8],
    ["simard", 3]
  ] as const)("gives the Grad-CAM of %s for a %s that formulas 1 and 2 of the paper give", async (run, digit) => {
    const saved = await readSavedModel(run);
    const {activation} = gradientMaps(traced(saved), drawn, {digit}, 10)!;
    // By TensorFlow.js: the gradient of the logit by the last convolution's output, through the layers after it.
    const model = await loadModel(saved, "x");
    const last = model.layers.findLast((layer) => layer.getClassName() === "Conv2D")!;
    const logits = model.outputs[0]!.sourceLayer.input as tf.SymbolicTensor;
    const expected = tf.tidy(() => {
      const body = tf.model({inputs: model.inputs, outputs: last.output});
      const maps = body.predict(tf.tensor(drawn, [1, 28, 28, 1])) as tf.Tensor4D;
      const after: tf.layers.Layer[] = [];
      for (let layer = logits.sourceLayer; layer !== last; layer = (layer.input as tf.SymbolicTensor).sourceLayer)
        after.unshift(layer);
      const score = (value: tf.Tensor) => {
        const found = after.reduce((x, layer) => layer.apply(x) as tf.Tensor, value);
        return tf.slice(found, [0, digit], [1, 1]).asScalar();
      };
      const weights = tf.mean(tf.grad(score)(maps), [0, 1, 2]);
      return tf.relu(tf.sum(tf.mul(maps, weights), -1)).dataSync();
    });
    expect(activation!.layer).toBe(last.name);
    expect(activation!.places).toHaveLength(expected.length);
    const most = Math.max(...expected);
    expect(most).toBeGreaterThan(0);
    activation!.places.forEach((value, i) => expect(Math.abs(value - expected[i]!)).toBeLessThan(1e-4 * most));
  });

  it("has no Grad-CAM for a network without convolutions, and none for a mean of several networks", async () => {
    const plain = gradientMaps(traced(await readSavedModel("ann-documents")), drawn, {digit: 3}, 10)!;
    expect(plain).toMatchObject({activation: undefined, isMean: false});
    const members = [
      {name: "x", model: createCnn(1)},
      {name: "y", model: createAnn(2)}
    ];
    const joined = traced(await saveModel(joinNetworks(members, 1), "float16"));
    expect(gradientMaps(joined, drawn, {digit: 3}, 10)).toMatchObject({activation: undefined, isMean: true});
  });

  it("is undefined where no layer answers with as many classes", async () => {
    expect(gradientMaps(traced(await readSavedModel("ann")), drawn, {digit: 3}, 26)).toBeUndefined();
  });
});

describe("centersOf(way, axis)", () => {
  it("is the middle of the pixels that each place can see", async () => {
    // Which pixels those are is found by changing each one, in a network whose weights are all positive.
    const model = tf.sequential({
      layers: [
        tf.layers.conv2d({
          filters: 1,
          kernelSize: 5,
          strides: 2,
          padding: "same",
          inputShape: [28, 28, 1],
          kernelInitializer: "ones"
        }),
        tf.layers.maxPooling2d({poolSize: 2}),
        tf.layers.conv2d({filters: 1, kernelSize: [3, 1], padding: "valid", kernelInitializer: "ones"}),
        tf.layers.flatten(),
        tf.layers.dense({units: 10}),
        tf.layers.activation({activation: "softmax"})
      ]
    });
    const saved = await saveModel(model, "float16");
    const layers = traced(saved);
    const at = layers.findLastIndex(({kind}) => kind === "Conv2D");
    const [height, width] = layers[at]!.shape as [number, number];
    const network = loadNetwork(saved, "x")!;
    const middle = Math.floor(height / 2) * width + Math.floor(width / 2);
    const sees = Array.from({length: 784}, (_, pixel) => {
      const image = new Float32Array(784);
      image[pixel] = 1;
      return network.activations!(tf.tensor(image, [1, 28, 28, 1]), layers[at]!.name)[middle]! > 0 ? [pixel] : [];
    }).flat();
    const center = (values: number[]) => (Math.min(...values) + Math.max(...values)) / 2;
    const place = (axis: 0 | 1, p: number) => {
      const {start, step} = centersOf(layers.slice(0, at + 1), axis);
      return start + p * step;
    };
    expect(place(0, Math.floor(height / 2))).toBe(center(sees.map((pixel) => Math.floor(pixel / 28))));
    expect(place(1, Math.floor(width / 2))).toBe(center(sees.map((pixel) => pixel % 28)));
  });
});

describe("enlarge(places, [height, width], [rows, columns])", () => {
  it("keeps each place's value at its center, a mean halfway between two, and the outermost beyond", () => {
    const places = Float32Array.of(0, 4, 8, 12);
    const map = enlarge(places, [2, 2], [{start: 5, step: 10}, {start: 4, step: 8}]); // prettier-ignore
    const at = (x: number, y: number) => map[28 * y + x];
    expect([at(4, 5), at(12, 5), at(4, 15), at(12, 15)]).toEqual([0, 4, 8, 12]);
    expect([at(8, 5), at(4, 10), at(8, 10)]).toEqual([2, 4, 6]);
    expect([at(0, 0), at(27, 0), at(0, 27), at(27, 27)]).toEqual([0, 4, 8, 12]);
  });

  it("fills the image with the value of a single place", () => {
    expect(new Set(enlarge(Float32Array.of(3), [1, 1], [{start: 13, step: 1}, {start: 13, step: 1}]))).toEqual(new Set([3])); // prettier-ignore
  });
});
