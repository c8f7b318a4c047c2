import type {TracedLayer} from "../classifier.js";
import type {Layer, Step} from "./topology.js";

/** Numbers in a shape, row by row. */
export interface ShapedValues {
  readonly shape: number[];
  readonly values: Float32Array;
}

/** Returns a layer with its values for one image, their *shape* without the batch, and those of a network's *weights* that are its own. */
export function traceLayer(
  {layer, from}: Step,
  {shape, values}: ShapedValues,
  weights: Readonly<Record<string, ShapedValues>> | undefined
): TracedLayer {
  const {class_name: kind, config} = layer;
  const own = Object.entries(weights ?? {}).filter(([name]) => name.startsWith(`${config.name}/`));
  return {
    name: config.name,
    from: from[0],
    ...(from.length > 1 && {alsoFrom: from.slice(1)}),
    kind,
    activation: "activation" in config ? config.activation : "linear",
    shape,
    values,
    ...(own.length && {
      weights: Object.fromEntries(own.map(([name, weight]) => [name.slice(config.name.length + 1), weight]))
    }),
    ...slidingOf(config),
    ...("epsilon" in config && {epsilon: config.epsilon})
  };
}

/** Returns how the window of a convolution or of pooling moves, if a layer's *config* has one. */
function slidingOf(config: Layer["config"]): Pick<TracedLayer, "sliding"> {
  if ("kernel_size" in config)
    return {sliding: {size: config.kernel_size, strides: config.strides, padding: config.padding}};
  if ("pool_size" in config)
    return {
      sliding: {size: config.pool_size, strides: config.strides ?? config.pool_size, padding: config.padding}
    };
  return {};
}
