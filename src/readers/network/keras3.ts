/** JSON whose fields are checked one by one. */
type Json = Readonly<Record<string, unknown>>;

/**
 * Converts a Keras 3 model topology to Keras 2's, which TensorFlow.js reads. Converts input shapes in `batch_shape` or
 * `build_config`, dtype policies and functions as objects, and inbound nodes with arguments; Keras 2 fields stay as
 * they are. Drops initializers, regularizers and constraints, which only training needs.
 *
 * Keras 3's format: https://github.com/keras-team/keras/blob/v3.4.1/keras/src/saving/serialization_lib.py and
 * …/keras/src/models/functional.py
 */
export function asKeras2(modelTopology: object): object {
  const {model_config: inner} = modelTopology as Json;
  if (inner === undefined) return convertModel(modelTopology as Json);
  const config = typeof inner === "string" ? parseText(inner) : inner; // HDF5 stores it as a string
  return isObject(config) ? {...modelTopology, model_config: convertModel(config)} : modelTopology;
}

function parseText(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // loading the model reports the error
  }
}

function convertModel(model: Json): Json {
  const {config} = model;
  // Old Keras stores only the layers of a sequence.
  if (!isObject(config) || !Array.isArray(config.layers)) return model;
  const layers = (config.layers as unknown[]).map((layer) => (isObject(layer) ? convertLayer(layer) : layer));
  const first = layers[0];
  const isSequence = model.class_name === "Sequential" && isObject(first);
  return {
    ...model,
    config: {
      ...config,
      layers: isSequence ? [withShape(first, config), ...layers.slice(1)] : layers,
      ...("input_layers" in config && {input_layers: listOfNodes(config.input_layers)}),
      ...("output_layers" in config && {output_layers: listOfNodes(config.output_layers)})
    }
  };
}

function convertLayer(layer: Json): Json {
  const {config, inbound_nodes: nodes} = layer;
  if (!isObject(config)) return layer;
  if (Array.isArray(config.layers)) return {...convertModel(layer), ...(Array.isArray(nodes) && inbound(nodes))};
  const kept = Object.entries(config)
    .filter(([name, value]) => !(isObject(value) && /_(initializer|regularizer|constraint)$/.test(name)))
    .map(([name, value]) => [name === "batch_shape" ? "batch_input_shape" : name, plainValue(name, value)]);
  return {...layer, config: Object.fromEntries(kept) as Json, ...(Array.isArray(nodes) && inbound(nodes))};
}

/**
 * Converts {"class_name": "DTypePolicy", "config": {"name": "float32"}} to "float32", and a function's object to its
 * name.
 */
function plainValue(name: string, value: unknown): unknown {
  if (name === "batch_shape" || !isObject(value)) return value;
  const {class_name: kind, config} = value;
  if (name === "dtype" && isObject(config)) return String(config.name).replace(/^mixed_.*/, "float32");
  return kind === "function" && typeof config === "string" ? config : value;
}

/** Returns the first layer of a sequence with its input shape, from either place where Keras stores it. */
function withShape(layer: Json, sequence: Json): Json {
  const config = layer.config as Json;
  if (!isObject(config) || config.batch_input_shape || layer.class_name === "InputLayer") return layer;
  const built = isObject(layer.build_config) ? layer.build_config.input_shape : undefined;
  const shape = built ?? sequence.build_input_shape;
  return Array.isArray(shape) ? {...layer, config: {...config, batch_input_shape: shape}} : layer;
}

/** Converts [{"args": [tensor or [tensors]], "kwargs": {}}] to [[["layer", 0, 0, {}], …]]. */
function inbound(nodes: readonly unknown[]): {inbound_nodes: unknown[]} {
  return {
    inbound_nodes: nodes.map((node) => {
      if (!isObject(node) || !Array.isArray(node.args)) return node;
      return (node.args as unknown[])
        .flat()
        .filter((arg) => isObject(arg) && arg.class_name === "__keras_tensor__")
        .map((arg) => [...((arg as {config?: {keras_history?: unknown[]}}).config?.keras_history ?? []), {}]);
    })
  };
}

/** Converts ["input", 0, 0] to [["input", 0, 0]]. */
function listOfNodes(nodes: unknown): unknown {
  return Array.isArray(nodes) && typeof nodes[0] === "string" ? [nodes] : nodes;
}

function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/**
 * Strips the model's name from weight names, given the names of its *layers*: "sequential/dense/kernel:0" becomes
 * "dense/kernel". If two names would collide, returns all of them unchanged.
 */
export function weightNames(names: readonly string[], layers: readonly string[]): string[] {
  const known = new Set(layers);
  const short = names.map((name) => {
    const parts = name.replace(/:\d+$/, "").split("/");
    const at = parts.slice(0, -1).findLastIndex((part) => known.has(part));
    return at < 0 ? name : `${parts[at]}/${parts.at(-1)}`;
  });
  return new Set(short).size === short.length ? short : [...names];
}

/** Returns the names of a topology's layers. */
export function layerNames(modelTopology: object): string[] {
  const {model_config: inner} = modelTopology as Json;
  const model = isObject(inner) ? inner : (modelTopology as Json);
  const layers = isObject(model.config) ? model.config.layers : undefined;
  if (!Array.isArray(layers)) return [];
  return (layers as unknown[]).flatMap((layer) => {
    const config = isObject(layer) && isObject(layer.config) ? layer.config : {};
    return typeof config.name === "string" ? [config.name] : [];
  });
}

/** The form of a model's outputs: probabilities, logits, or an independent score for each class. */
export type OutputForm = "probabilities" | "logits" | "scores";

/**
 * Tells the form of a model's first output from the last activation in its topology: softmax gives probabilities,
 * sigmoid scores, none logits; undefined for any other.
 */
export function outputForm(modelTopology: object): OutputForm | undefined {
  const {model_config: inner} = modelTopology as Json;
  const model = isObject(inner) ? inner : (modelTopology as Json);
  if (!isObject(model.config) || !Array.isArray(model.config.layers)) return undefined;
  const layers = (model.config.layers as unknown[]).filter(isObject);
  const [output] = Array.isArray(model.config.output_layers) ? (model.config.output_layers as unknown[]) : [];
  const name = Array.isArray(output) ? output[0] : undefined;
  const last = name ? layers.find((layer) => (layer.config as Json | undefined)?.name === name) : layers.at(-1);
  const activation = isObject(last?.config) ? last.config.activation : undefined;
  if (last?.class_name === "Softmax" || activation === "softmax") return "probabilities";
  if (activation === "sigmoid" || activation === "hard_sigmoid") return "scores";
  const isLinear = activation === undefined || activation === "linear" || activation === "log_softmax";
  return last?.class_name === "Dense" || last?.class_name === "Activation"
    ? isLinear
      ? "logits"
      : undefined
    : undefined;
}
