import type {NamedTensorMap, Tensor} from "@tensorflow/tfjs-core";
import type {TracedLayer} from "../classifier.js";
import type {Layer, Step} from "./topology.js";

/** Returns a layer with its *values*, [1, …], for one image, and those of a network's *weights* that are its own. */
export function traceLayer({layer, from}: Step, values: Tensor, weights: NamedTensorMap | undefined): TracedLayer {
  const {class_name: kind, config} = layer;
  const own = Object.entries(weights ?? {}).filter(([name]) => name.startsWith(`${config.name}/`));
  return {
    name: config.name,
    from: from[0],
    ...(from.length > 1 && {alsoFrom: from.slice(1)}),
    kind,
    activation: "activation" in config ? config.activation : "linear",
    shape: values.shape.slice(1),
    values: values.dataSync() as Float32Array,
    ...(own.length && {
      weights: Object.fromEntries(own.map(([name, weight]) => [name.slice(config.name.length + 1), plain(weight)]))
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

function plain(weight: Tensor): {shape: number[]; values: Float32Array} {
  return {shape: weight.shape, values: weight.dataSync() as Float32Array};
}
