import * as tf from "@tensorflow/tfjs";
import {readSavedModel} from "../../../loaders/runs/runs.js";
import {EXAMPLES} from "../../../src/components/desk/examples.js";
import {seenNetwork, type SeenNetwork} from "../../../src/components/network/seenNetwork.js";
import {normalize} from "../../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import {saveModel} from "../../../src/readers/network/artifacts.js";
import {loadNetwork} from "../../../src/readers/network/executor.js";
import {networkClassifier} from "../../../src/readers/network/networkClassifier.js";
import type {SavedModel} from "../../../src/readers/network/savedModel.js";

/** The network's input: an example of ours, [784] in [0, 1]. */
export const IMAGE = normalize(preprocessStrokes(EXAMPLES[0]!.strokes)!.image);

/** Resolves to the network of a saved model, as it reads `IMAGE`: its activations are TensorFlow.js's. */
export async function seenModel(saved: SavedModel): Promise<SeenNetwork> {
  const classifier = networkClassifier("test", loadNetwork(saved, "model.json")!);
  const layers = await classifier.trace!(IMAGE, {withWeights: true});
  classifier.dispose();
  return seenNetwork(layers, IMAGE, 10)!;
}

/** Resolves to the network of a run of the project, as it reads `IMAGE`. */
export async function seenRun(run: string): Promise<SeenNetwork> {
  return seenModel(await readSavedModel(run));
}

/** Resolves to a network of other kinds of layers than those of our runs, untrained: pooling, normalization, 1 × 1, tanh. */
export async function seenMixture(): Promise<SeenNetwork> {
  const seed = (n: number) => tf.initializers.glorotUniform({seed: n});
  const between = (min: number, max: number) => tf.initializers.randomUniform({minval: min, maxval: max, seed: 7});
  const model = tf.sequential({
    layers: [
      tf.layers.conv2d({
        inputShape: [28, 28, 1],
        filters: 4,
        kernelSize: 5,
        padding: "same",
        strides: 2,
        activation: "tanh",
        kernelInitializer: seed(1)
      }),
      tf.layers.batchNormalization({
        betaInitializer: between(-1, 1),
        gammaInitializer: between(0.5, 2),
        movingMeanInitializer: between(-0.5, 0.5),
        movingVarianceInitializer: between(0.1, 2)
      }),
      tf.layers.activation({activation: "relu"}),
      tf.layers.maxPooling2d({poolSize: 2}),
      tf.layers.conv2d({filters: 6, kernelSize: 1, activation: "sigmoid", kernelInitializer: seed(2)}),
      tf.layers.averagePooling2d({poolSize: 3, strides: 2, padding: "same"}),
      tf.layers.flatten(),
      tf.layers.dense({units: 12, activation: "relu", useBias: false, kernelInitializer: seed(3)}),
      tf.layers.dense({units: 10, activation: "softmax", kernelInitializer: seed(4)})
    ]
  });
  const saved = await saveModel(model, "float16");
  model.dispose();
  return seenModel(saved);
}
