import type {LayersModel} from "@tensorflow/tfjs";
import type {NpyArray} from "../npy.js";

/** Returns a copy of the kernel of a model's first layer, in the layer's own shape. */
export function kernelOf(model: LayersModel): NpyArray {
  const [kernel] = model.weights;
  return {shape: kernel!.shape as number[], values: kernel!.read().dataSync<"float32">().slice()};
}
