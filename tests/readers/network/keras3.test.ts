import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {loadModel} from "../../../src/readers/network/artifacts.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {loadNetwork} from "../../../src/readers/network/executor.js";
import {asKeras2, outputForm, weightNames} from "../../../src/readers/network/keras3.js";
import {runAll} from "../../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../../src/readers/network/savedModel.js";

// Topologies as `model.to_json()` of Keras 3.4.1 writes them, shortened:
// https://github.com/keras-team/keras/blob/v3.4.1/keras/src/models/functional.py (get_config) and
// …/keras/src/saving/serialization_lib.py (serialize_keras_object). Before Keras 3: versions 2.15 and older.

beforeAll(async () => void (await startBackend(WASM)));

const dtype = {module: "keras", class_name: "DTypePolicy", config: {name: "float32"}, registered_name: null};
const initializer = {
  module: "keras.initializers",
  class_name: "GlorotUniform",
  config: {seed: null},
  registered_name: null
};
const relu = {module: "builtins", class_name: "function", config: "relu", registered_name: "function"};

function layer(class_name: string, config: object, more: object = {}): object {
  return {
    module: "keras.layers",
    class_name,
    config: {trainable: true, dtype, ...config},
    registered_name: null,
    ...more
  };
}

/** The inbound nodes of a layer whose input is the layer *name*, with an output of that shape. */
function reads(name: string, ...shape: (number | null)[]): object {
  const tensor = {class_name: "__keras_tensor__", config: {shape, dtype: "float32", keras_history: [name, 0, 0]}};
  return {inbound_nodes: [{args: [tensor], kwargs: {}}]};
}

const SEQUENTIAL = {
  class_name: "Sequential",
  config: {
    name: "sequential",
    dtype,
    layers: [
      {
        module: "keras.layers",
        class_name: "InputLayer",
        config: {batch_shape: [null, 28, 28], dtype: "float32", name: "input_layer"}
      },
      layer("Flatten", {name: "flatten", data_format: "channels_last"}),
      layer("Dense", {name: "dense", units: 10, activation: "softmax", kernel_initializer: initializer})
    ],
    build_input_shape: [null, 28, 28]
  }
};

const FUNCTIONAL = {
  class_name: "Functional",
  config: {
    name: "functional",
    trainable: true,
    layers: [
      {
        ...layer("InputLayer", {batch_shape: [null, 28, 28, 1], sparse: false, name: "image"}),
        name: "image",
        inbound_nodes: []
      },
      {
        ...layer(
          "Conv2D",
          {
            name: "conv",
            filters: 2,
            kernel_size: [3, 3],
            strides: [1, 1],
            padding: "valid",
            data_format: "channels_last",
            dilation_rate: [1, 1],
            groups: 1,
            activation: relu,
            use_bias: true,
            kernel_initializer: initializer
          },
          reads("image", null, 28, 28, 1)
        ),
        name: "conv"
      },
      {
        ...layer(
          "GlobalAveragePooling2D",
          {name: "pool", data_format: "channels_last", keepdims: false},
          reads("conv", null, 26, 26, 2)
        ),
        name: "pool"
      },
      {
        ...layer("Dense", {name: "dense", units: 10, activation: "linear", use_bias: true}, reads("pool", null, 2)),
        name: "dense"
      }
    ],
    input_layers: ["image", 0, 0],
    output_layers: [["dense", 0, 0]]
  }
};

/** Returns a saved model of *topology* with *weights* of these shapes; the i-th value is (i mod 7 - 3) / 10. */
function saved(topology: object, weights: Readonly<Record<string, readonly number[]>>): SavedModel {
  const specs = Object.entries(weights).map(([name, shape]) => ({name, shape, dtype: "float32"}));
  const n = specs.reduce((sum, {shape}) => sum + shape.reduce((a, b) => a * b, 1), 0);
  const json = JSON.stringify({
    format: "layers-model",
    generatedBy: "keras v3.4.1",
    modelTopology: {keras_version: "3.4.1", backend: "tensorflow", model_config: topology},
    weightsManifest: [{paths: ["w.bin"], weights: specs}]
  });
  return {json, weights: Float32Array.from({length: n}, (_, i) => ((i % 7) - 3) / 10).buffer};
}

describe("asKeras2(modelTopology)", () => {
  it("lets a Keras 3 sequence run, although its weights are prefixed with the model's name", async () => {
    const model = saved(SEQUENTIAL, {"sequential/dense/kernel": [784, 10], "sequential/dense/bias": [10]});
    const images = Float32Array.from({length: 784}, (_, i) => (i % 5) / 5);
    // softmax(x W + b), by the definition of a dense layer
    const at = (i: number) => Math.fround(((i % 7) - 3) / 10);
    const logits = Array.from({length: 10}, (_, c) =>
      images.reduce((sum, x, i) => sum + x * at(i * 10 + c), at(7840 + c))
    );
    const all = logits.map(Math.exp).reduce((a, b) => a + b);
    for (const network of [loadNetwork(model, "m")!, await loadModel(model, "m")]) {
      const [answers] = runAll(network, images);
      answers!.forEach((p, c) => expect(p).toBeCloseTo(Math.exp(logits[c]!) / all, 5));
      network.dispose();
    }
  });

  it("lets a Keras 3 graph run, with layers that only tfjs-layers has", async () => {
    const model = saved(FUNCTIONAL, {
      "conv/kernel": [3, 3, 1, 2],
      "conv/bias": [2],
      "dense/kernel": [2, 10],
      "dense/bias": [10]
    });
    expect(loadNetwork(model, "m")).toBeUndefined();
    const network = await loadModel(model, "m");
    const [answers] = runAll(network, new Float32Array(784));
    network.dispose();
    // For a blank image, the convolution returns its biases, (18 mod 7 - 3) / 10 and (19 mod 7 - 3) / 10: relu(0.1) and
    // relu(0.2).
    const at = (i: number) => ((i % 7) - 3) / 10;
    answers!.forEach((logit, c) => expect(logit).toBeCloseTo(0.1 * at(20 + c) + 0.2 * at(30 + c) + at(40 + c), 5));
  });

  it("gives a sequence without an input layer the shape it was built with", () => {
    const config = {name: "dense", units: 10};
    const topology = {
      class_name: "Sequential",
      config: {layers: [{class_name: "Dense", config}], build_input_shape: [null, 784]}
    };
    expect(asKeras2(topology)).toMatchObject({config: {layers: [{config: {batch_input_shape: [null, 784]}}]}});
  });

  it("reads a topology stored as a string in the JSON, as in HDF5", () => {
    expect(asKeras2({model_config: JSON.stringify(SEQUENTIAL)})).toEqual(asKeras2({model_config: SEQUENTIAL}));
  });

  it("leaves Keras 2 topologies unchanged", () => {
    const keras2 = {
      class_name: "Model",
      config: {
        layers: [
          {class_name: "InputLayer", config: {batch_input_shape: [null, 784], name: "a"}, name: "a", inbound_nodes: []},
          {
            class_name: "Dense",
            config: {units: 10, name: "b", activation: "softmax", dtype: "float32"},
            name: "b",
            inbound_nodes: [[["a", 0, 0, {}]]]
          }
        ],
        input_layers: [["a", 0, 0]],
        output_layers: [["b", 0, 0]]
      }
    };
    expect(asKeras2(keras2)).toEqual(keras2);
    expect(asKeras2(asKeras2({model_config: FUNCTIONAL}))).toEqual(asKeras2({model_config: FUNCTIONAL}));
  });

  it("does not throw on invalid topologies, which others refuse", () => {
    for (const odd of [
      {},
      {model_config: null},
      {model_config: "{"},
      {config: {layers: 3}},
      {config: {layers: [null, 1]}}
    ])
      expect(() => asKeras2(odd)).not.toThrow();
  });
});

describe("weightNames(names, layers)", () => {
  it("strips the prefix of the layer's name and TensorFlow's output number", () => {
    expect(
      weightNames(["sequential/dense/kernel", "dense_1/bias:0", "model/bn/moving_mean"], ["dense", "dense_1", "bn"])
    ).toEqual(["dense/kernel", "dense_1/bias", "bn/moving_mean"]);
  });

  it("keeps unknown names, and all names if two would collide", () => {
    expect(weightNames(["lstm/cell/kernel"], ["dense"])).toEqual(["lstm/cell/kernel"]);
    const two = ["a/dense/kernel", "b/dense/kernel"];
    expect(weightNames(two, ["dense"])).toEqual(two);
  });
});

describe("outputForm(modelTopology)", () => {
  const ending = (class_name: string, activation?: string) =>
    outputForm({class_name: "Sequential", config: {layers: [{class_name, config: {name: "last", activation}}]}});

  it("tells the form of the output from the last layer", () => {
    expect(ending("Dense", "softmax")).toBe("probabilities");
    expect(ending("Softmax")).toBe("probabilities");
    expect(ending("Dense", "linear")).toBe("logits");
    expect(ending("Dense")).toBe("logits");
    expect(ending("Dense", "sigmoid")).toBe("scores");
    expect(ending("Lambda")).toBeUndefined();
    expect(outputForm(FUNCTIONAL)).toBe("logits");
  });
});
