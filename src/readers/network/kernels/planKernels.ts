import type {Layer, Plan} from "../topology.js";
import {packedSize} from "./layerKernel.js";
import type {ShapedValues} from "../traceLayer.js";

/** A convolution or a dense layer, as one pass of the kernel over each image. */
export interface Pass {
  /** The input's [rows, columns, channels]; a dense layer's are [1, 1, inputs]. */
  readonly input: readonly [number, number, number];
  /** [height, width] of the window. */
  readonly size: readonly [number, number];
  readonly strides: readonly [number, number];
  /** Zeros around the input: above, to the left, below, to the right. */
  readonly margins: readonly [number, number, number, number];
  readonly kernel: Float32Array;
  readonly bias: Float32Array | undefined;
}

/** What computes a layer from its input: a pass, or nothing for a layer that hands it on; then a function of each value. */
export interface KernelStep {
  readonly name: string;
  readonly from: string | undefined;
  /** Of the output, without the batch. */
  readonly shape: number[];
  readonly pass: Pass | undefined;
  readonly activation: "linear" | "relu" | "softmax";
}

/** Returns the steps of *plan* with *weights* by name; undefined if a layer is none that the kernel computes. */
export function planKernels(
  {inputShape, steps}: Plan,
  weights: ReadonlyMap<string, ShapedValues>
): KernelStep[] | undefined {
  const unused = new Set(weights.keys());
  const shapes = new Map<string, number[]>();
  const planned: KernelStep[] = [];
  const weightOf = (name: string, shape: readonly number[]): Float32Array | undefined => {
    const weight = weights.get(name);
    if (!weight || String(weight.shape) !== String(shape)) return undefined;
    unused.delete(name);
    return weight.values;
  };
  for (const {layer, from} of steps) {
    if (from.length > 1) return undefined;
    const shape = from[0] === undefined ? [...inputShape] : shapes.get(from[0])!;
    const step = stepOf(layer, shape, weightOf);
    if (!step) return undefined;
    shapes.set(layer.config.name, step.shape);
    planned.push({...step, name: layer.config.name, from: from[0]});
  }
  return unused.size ? undefined : planned;
}

type WeightOf = (name: string, shape: readonly number[]) => Float32Array | undefined;

function stepOf(
  {class_name, config}: Layer,
  shape: number[],
  weightOf: WeightOf
): Omit<KernelStep, "name" | "from"> | undefined {
  const handedOn = {shape, pass: undefined, activation: "linear"} as const;
  switch (class_name) {
    case "InputLayer":
    case "Dropout": // drops inputs only in training
      return handedOn;
    case "Flatten":
      return {...handedOn, shape: [sizeOf(shape)]};
    case "Activation":
      return isKnown(config.activation) ? {...handedOn, activation: config.activation} : undefined;
    case "Dense": {
      const [inputs] = shape;
      const kernel = shape.length === 1 ? weightOf(`${config.name}/kernel`, [inputs!, config.units]) : undefined;
      const bias = config.use_bias ? weightOf(`${config.name}/bias`, [config.units]) : undefined;
      if (!kernel || Boolean(bias) !== config.use_bias || !isKnown(config.activation)) return undefined;
      const whole = {input: [1, 1, inputs!], size: [1, 1], strides: [1, 1], margins: [0, 0, 0, 0]} as const;
      return {shape: [config.units], pass: {...whole, kernel, bias}, activation: config.activation};
    }
    case "Conv2D": {
      if (shape.length !== 3) return undefined;
      const [rows, columns, channels] = shape as [number, number, number];
      const {filters, kernel_size: size, strides, padding, activation} = config;
      const kernel = weightOf(`${config.name}/kernel`, [...size, channels, filters]);
      const bias = config.use_bias ? weightOf(`${config.name}/bias`, [filters]) : undefined;
      if (!kernel || Boolean(bias) !== config.use_bias || !isKnown(activation)) return undefined;
      const [height, top, bottom] = slide(rows, size[0], strides[0], padding);
      const [width, left, right] = slide(columns, size[1], strides[1], padding);
      if (height < 1 || width < 1) return undefined;
      const pass: Pass = {
        input: [rows, columns, channels],
        size,
        strides,
        margins: [top, left, bottom, right],
        kernel,
        bias
      };
      return {shape: [height, width, filters], pass, activation};
    }
    default:
      return undefined;
  }
}

function isKnown(activation: string): activation is KernelStep["activation"] {
  return activation === "linear" || activation === "relu" || activation === "softmax";
}

/** Returns how many windows of *size* there are along a side, and the zeros before and after it, as TensorFlow pads. */
function slide(side: number, size: number, stride: number, padding: "same" | "valid"): [number, number, number] {
  if (padding === "valid") return [Math.floor((side - size) / stride) + 1, 0, 0];
  const windows = Math.ceil(side / stride);
  const zeros = Math.max(0, (windows - 1) * stride + size - side);
  const before = Math.floor(zeros / 2);
  return [windows, before, zeros - before];
}

/** Returns how many numbers a *shape* holds. */
export function sizeOf(shape: readonly number[]): number {
  return shape.reduce((product, side) => product * side, 1);
}

/** Returns how many numbers the packed weights of a pass take. */
export function weightsOf({kernel, size, input}: Pass): number {
  const inputs = size[0] * size[1] * input[2];
  return packedSize(inputs, kernel.length / inputs);
}

/** Returns the [rows, columns] of a pass's input with its zeros around. */
export function paddedSides({input, margins: [top, left, bottom, right]}: Pass): [number, number] {
  return [top + input[0] + bottom, left + input[1] + right];
}

/** Returns whether there are zeros around a pass's input. */
export function isPadded({margins}: Pass): boolean {
  return margins.some((margin) => margin > 0);
}
