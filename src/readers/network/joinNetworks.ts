import * as tf from "@tensorflow/tfjs";
import {SIDE} from "../../ink/image/grid.js";
import {InputError} from "../../inputError.js";

/** A network of a committee. */
export interface Member {
  /** The name of its run: each of its layers is called by it and its own name. */
  readonly name: string;
  readonly model: tf.LayersModel;
}

/**
 * Returns one network, [n, 28, 28, 1] → [n, classes], whose answer is the mean of the *members'* probabilities: a
 * committee as Cireşan, Meier and Schmidhuber average theirs (Multi-column deep neural networks for image
 * classification, 2012). It has copies of the members' layers up to their first outputs, so that it is a model as any
 * other. Each member's logits are divided by *temperature*.
 * @throws InputError for a member that is no chain of layers from an image to a dense layer and its softmax
 */
export function joinNetworks(members: readonly Member[], temperature: number): tf.LayersModel {
  const image = tf.input({name: "image", shape: [SIDE, SIDE, 1]});
  const answers = members.map(({name, model}) => {
    const chain = chainOf(name, model);
    const dense = chain.at(-2)!;
    return chain.reduce(
      (value, layer) => {
        const copy = copyOf(name, layer);
        const output = copy.apply(value) as tf.SymbolicTensor;
        const weights = layer.getWeights();
        tf.tidy(() => copy.setWeights(layer === dense ? weights.map((w) => tf.div(w, temperature)) : weights));
        return output;
      },
      inputOf(name, model, image)
    );
  });
  const mean = answers.length > 1 ? tf.layers.average({name: "mean"}).apply(answers) : answers;
  return tf.model({name: "committee", inputs: image, outputs: mean as tf.SymbolicTensor});
}

/** Returns the layers from a model's image to its first output, without the input layer. */
function chainOf(name: string, model: tf.LayersModel): tf.layers.Layer[] {
  const chain: tf.layers.Layer[] = [];
  for (let layer = model.outputs[0]!.sourceLayer; layer.getClassName() !== "InputLayer";) {
    chain.unshift(layer);
    if (Array.isArray(layer.input)) throw new InputError(name, "layers of one input each", layer.name);
    layer = layer.input.sourceLayer;
  }
  const [dense, softmax] = chain.slice(-2);
  const {activation} = softmax?.getConfig() ?? {};
  if (dense?.getClassName() !== "Dense" || softmax?.getClassName() !== "Activation" || activation !== "softmax")
    throw new InputError(name, "a network that ends with a dense layer and its softmax", chain.at(-1)?.name ?? "none");
  return chain;
}

/** Returns the *image* in the shape that a member takes. */
function inputOf(name: string, model: tf.LayersModel, image: tf.SymbolicTensor): tf.SymbolicTensor {
  const targetShape = model.inputs[0]!.shape.slice(1) as number[];
  if (targetShape.length === 3) return image;
  return tf.layers.reshape({name: `${name}_image`, targetShape}).apply(image) as tf.SymbolicTensor;
}

/** Returns a layer like *layer*, without weights yet, whose name begins with that of its member. */
function copyOf(member: string, layer: tf.layers.Layer): tf.layers.Layer {
  const make = layer.constructor as tf.serialization.SerializableConstructor<tf.layers.Layer>;
  return make.fromConfig(make, {...layer.getConfig(), batchInputShape: null, name: `${member}_${layer.name}`});
}
