import * as v from "valibot";

/** The activations that a layer may have. */
const activation = v.optional(v.picklist(["linear", "relu", "sigmoid", "tanh", "softmax"]), "linear");

/** One number for both dimensions, or one for each. */
const pair = v.pipe(
  v.union([v.number(), v.tuple([v.number(), v.number()])]),
  v.transform((sides): [number, number] => (typeof sides === "number" ? [sides, sides] : sides))
);
const padding = v.optional(v.picklist(["valid", "same"]), "valid");
const channelsLast = v.optional(v.literal("channels_last"));
const notDilated = v.optional(v.union([v.literal(1), v.strictTuple([v.literal(1), v.literal(1)])]));

/** Settings that every layer has. The first layer of a sequence also has the input shape. */
const common = {
  name: v.string(),
  batch_input_shape: v.optional(v.tupleWithRest([v.null()], v.number())),
  dtype: v.optional(v.literal("float32"))
};
const pool = {...common, pool_size: pair, strides: v.nullish(pair), padding, data_format: channelsLast};

/** A connection to another layer's only output, without further arguments. */
const inbound = v.strictTuple([v.string(), v.literal(0), v.literal(0), v.strictObject({})]);

function layer<const Name extends string, Config extends v.ObjectEntries>(name: Name, config: Config) {
  return v.object({
    class_name: v.literal(name),
    config: v.object(config),
    inbound_nodes: v.optional(v.union([v.strictTuple([]), v.strictTuple([v.array(inbound)])]))
  });
}

/** The layers that the executor runs, with Keras's names and settings. */
const Layer = v.variant("class_name", [
  layer("InputLayer", common),
  layer("Dense", {...common, units: v.number(), activation, use_bias: v.optional(v.boolean(), true)}),
  layer("Conv2D", {
    ...common,
    filters: v.number(),
    kernel_size: pair,
    strides: v.optional(pair, [1, 1]),
    padding,
    data_format: channelsLast,
    dilation_rate: notDilated,
    groups: v.optional(v.literal(1)),
    activation,
    use_bias: v.optional(v.boolean(), true)
  }),
  layer("MaxPooling2D", pool),
  layer("AveragePooling2D", pool),
  layer("Flatten", {...common, data_format: channelsLast}),
  layer("Reshape", {...common, target_shape: v.array(v.nullable(v.number()))}),
  layer("Permute", {...common, dims: v.strictTuple([v.literal(2), v.literal(1)])}), // rows and columns change places
  layer("Bidirectional", {
    ...common,
    merge_mode: v.literal("concat"),
    layer: v.object({
      class_name: v.literal("LSTM"),
      config: v.object({
        name: v.string(),
        units: v.number(),
        activation: v.literal("tanh"),
        recurrent_activation: v.literal("sigmoid"),
        use_bias: v.literal(true),
        return_sequences: v.literal(false),
        return_state: v.literal(false),
        go_backwards: v.literal(false)
      })
    })
  }),
  layer("Average", common),
  layer("Dropout", common),
  layer("Activation", {...common, activation}),
  layer("BatchNormalization", {
    ...common,
    axis: v.optional(v.number(), -1),
    epsilon: v.optional(v.number(), 1e-3),
    center: v.optional(v.boolean(), true),
    scale: v.optional(v.boolean(), true)
  })
]);
export type Layer = v.InferOutput<typeof Layer>;

const place = v.strictTuple([v.string(), v.literal(0), v.literal(0)]);
const Sequential = v.object({
  class_name: v.literal("Sequential"),
  config: v.object({layers: v.pipe(v.array(Layer), v.minLength(1))})
});
const Functional = v.object({
  class_name: v.picklist(["Model", "Functional"]),
  config: v.object({
    layers: v.pipe(v.array(Layer), v.minLength(1)),
    input_layers: v.strictTuple([place]),
    output_layers: v.pipe(v.array(place), v.minLength(1))
  })
});
const Topology = v.variant("class_name", [Sequential, Functional]);

/** A layer and the names of its input layers: one, or several of an average; the first layer has none and takes the images. */
export interface Step {
  readonly layer: Layer;
  readonly from: readonly string[];
}

/** A network's layers, each after its input layer. */
export interface Plan {
  /** The shape of one image: [784] or [28, 28, 1] for Handscope's own networks. */
  readonly inputShape: readonly number[];
  readonly steps: readonly Step[];
  /** Names of the output layers. */
  readonly outputs: readonly string[];
}

/**
 * Returns a plan to run the model of a *topology*, Keras's JSON of an architecture. Undefined unless the model is a
 * sequence or a graph of known layers with one input each, or several for an average.
 */
export function planNetwork(topology: object): Plan | undefined {
  const parsed = v.safeParse(Topology, "model_config" in topology ? topology.model_config : topology);
  if (!parsed.success) return undefined;
  const {steps, outputs} = parsed.output.class_name === "Sequential" ? sequence(parsed.output) : graph(parsed.output);
  const names = steps.map(({layer}) => layer.config.name);
  const inputShape = steps[0]!.layer.config.batch_input_shape?.slice(1) as readonly number[] | undefined;
  const isOrdered = steps.every(({layer, from}, i) => {
    const isCount = layer.class_name === "Average" ? from.length > 0 : from.length === Math.min(i, 1);
    return isCount && from.every((name) => names.indexOf(name) >= 0 && names.indexOf(name) < i);
  });
  const isPlan = isOrdered && new Set(names).size === names.length && outputs.every((name) => names.includes(name));
  return inputShape && isPlan ? {inputShape, steps, outputs} : undefined;
}

function sequence({config: {layers}}: v.InferOutput<typeof Sequential>): Omit<Plan, "inputShape"> {
  const names = layers.map(({config}) => config.name);
  return {
    steps: layers.map((layer, i) => ({layer, from: names.slice(Math.max(0, i - 1), i)})),
    outputs: names.slice(-1)
  };
}

function graph({config: {layers, output_layers}}: v.InferOutput<typeof Functional>): Omit<Plan, "inputShape"> {
  return {
    steps: layers.map((layer) => ({layer, from: layer.inbound_nodes?.[0]?.map(([name]) => name) ?? []})),
    outputs: output_layers.map(([name]) => name)
  };
}
