import type {TracedLayer} from "../../classifier.js";
import {checkNetwork, parseModel, type SavedModel} from "../savedModel.js";
import {planNetwork} from "../topology.js";
import {traceLayer} from "../traceLayer.js";
import {readWeights} from "../weights.js";
import {computeStep, type PlacedStep} from "./computeStep.js";
import {packWeights, plainLayer, vectorLayer, type LayerKernel} from "./layerKernel.js";
import {isPadded, paddedSides, planKernels, sizeOf, weightsOf, type KernelStep} from "./planKernels.js";

/** The images that are read at once: their activations take a few hundred kilobytes. */
const BATCH = 8;

/** A network that the kernel runs. */
export interface KernelNetwork {
  readonly backend: LayerKernel["name"];
  /** Returns the outputs, [n × units] each, for *images*, [n × 784] in [0, 1]. */
  run(images: Float32Array): Float32Array[];
  /** Returns what each layer makes of an *image*, [784] in [0, 1]. */
  trace(image: Float32Array, withWeights: boolean): TracedLayer[];
  /** Returns what a *layer* makes of *images*: [n × its size]. @throws RangeError for a layer that it doesn't have */
  activations(images: Float32Array, layer: string): Float32Array;
}

/**
 * Returns a saved network of dense layers and convolutions, run by the kernel, with TensorFlow.js's answers to the bit as
 * its wasm backend gives them; undefined if anything about it needs TensorFlow.js. *source* is the path of its
 * `model.json`, for errors; *module* is the compiled kernel, undefined where WebAssembly is blocked.
 * @throws InputError as `loadNetwork` in executor.ts does
 */
export function kernelNetwork(
  saved: SavedModel,
  source: string,
  classes: number,
  module: WebAssembly.Module | undefined
): KernelNetwork | undefined {
  const {modelTopology, weightSpecs} = parseModel(saved, source);
  const plan = planNetwork(modelTopology);
  if (!plan || weightSpecs.some(({dtype}) => dtype !== "float32")) return undefined;
  const weights = new Map(
    readWeights(saved, source).map(({name, shape, values}) => [name, {shape: [...shape], values}])
  );
  const planned = planKernels(plan, weights);
  if (!planned) return undefined;
  const shapeOf = (name: string) => planned.find((step) => step.name === name)!.shape;
  checkNetwork(
    {
      inputs: [{shape: [null, ...plan.inputShape]}],
      outputs: plan.outputs.map((name) => ({shape: [null, ...shapeOf(name)]}))
    },
    [...weights].map(([name, {values}]) => [name, {dataSync: () => values}]),
    source,
    classes
  );
  const pixels = sizeOf(plan.inputShape);
  const {kernel, steps} = place(planned, pixels, module);
  const {numbers} = kernel;
  const names = steps.map(({name}) => name);
  const stepOf = (name: string): PlacedStep => steps.find((step) => step.name === name)!;

  /** Computes all layers for a batch of images. */
  function compute(images: Float32Array): void {
    numbers.set(images);
    const n = images.length / pixels;
    for (const step of steps) computeStep(kernel, step, step.from === undefined ? 0 : stepOf(step.from).at, n);
  }

  /** Returns the values of *layers* for *images*: [n × size] each. */
  function valuesOf(layers: readonly string[], images: Float32Array): Float32Array[] {
    const n = images.length / pixels;
    const asked = layers.map(stepOf);
    const values = asked.map(({shape}) => new Float32Array(n * sizeOf(shape)));
    for (let first = 0; first < n; first += BATCH) {
      const batch = images.subarray(first * pixels, Math.min(n, first + BATCH) * pixels);
      compute(batch);
      for (const [i, {at, shape}] of asked.entries()) {
        const size = sizeOf(shape);
        values[i]!.set(numbers.subarray(at, at + (batch.length / pixels) * size), first * size);
      }
    }
    return values;
  }

  return {
    backend: kernel.name,
    run: (images) => valuesOf(plan.outputs, images),
    trace(image, withWeights) {
      const values = valuesOf(names, image);
      const own = withWeights ? Object.fromEntries(weights) : undefined;
      return plan.steps.map((step, i) => traceLayer(step, {shape: steps[i]!.shape, values: values[i]!}, own));
    },
    activations(images, layer) {
      if (!names.includes(layer)) throw new RangeError(`expected a layer of ${names.join(", ")}, got ${layer}`);
      return valuesOf([layer], images)[0]!;
    }
  };
}

/** Gives all steps their places in a kernel's memory, behind a batch of *pixels* each, and puts the weights there. */
function place(
  planned: readonly KernelStep[],
  pixels: number,
  module: WebAssembly.Module | undefined
): {kernel: LayerKernel; steps: PlacedStep[]} {
  let size = 0;
  const take = (numbers: number): number => {
    const start = size;
    size += Math.ceil(numbers / 4) * 4; // aligned to 16 bytes
    return start;
  };
  take(BATCH * pixels);
  const steps = planned.map((step): PlacedStep => {
    const {pass, shape} = step;
    const [rows, columns] = pass ? paddedSides(pass) : [0, 0];
    return {
      ...step,
      at: take(BATCH * sizeOf(shape)),
      packed: pass ? take(weightsOf(pass)) : 0,
      padded: pass && isPadded(pass) ? take(rows * columns * pass.input[2]) : 0
    };
  });
  const kernel = module ? vectorLayer(size, module) : plainLayer(size);
  for (const {pass, packed, shape} of steps)
    if (pass) packWeights(kernel.numbers.subarray(packed), pass.kernel, pass.bias, shape.at(-1)!);
  return {kernel, steps};
}
