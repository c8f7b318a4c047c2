/**
 * Replaces `@tensorflow/tfjs-core` in browser bundles: only the parts that the executor and the prediction kernels use.
 * The package's own index also registers what training needs, and stores that save models.
 */
import "@tensorflow/tfjs-core/dist/flags";
import "@tensorflow/tfjs-core/dist/platforms/platform_browser";
import {decodeWeights} from "@tensorflow/tfjs-core/dist/io/io_utils";
import {buffer} from "@tensorflow/tfjs-core/dist/ops/buffer";
import {cast} from "@tensorflow/tfjs-core/dist/ops/cast";
import {clone} from "@tensorflow/tfjs-core/dist/ops/clone";
import {print} from "@tensorflow/tfjs-core/dist/ops/print";
import {setOpHandler} from "@tensorflow/tfjs-core/dist/tensor";

setOpHandler({buffer, cast, clone, print});

export const io = {decodeWeights};
export {DataStorage, KernelBackend} from "@tensorflow/tfjs-core/dist/backends/backend";
export * as backend_util from "@tensorflow/tfjs-core/dist/backends/backend_util";
export * as kernel_impls from "@tensorflow/tfjs-core/dist/backends/kernel_impls";
export {env} from "@tensorflow/tfjs-core/dist/environment";
export * from "@tensorflow/tfjs-core/dist/globals";
export * from "@tensorflow/tfjs-core/dist/kernel_names";
export * from "@tensorflow/tfjs-core/dist/kernel_registry";
export * as broadcast_util from "@tensorflow/tfjs-core/dist/ops/broadcast_util";
export * from "@tensorflow/tfjs-core/dist/ops/ops";
export * as slice_util from "@tensorflow/tfjs-core/dist/ops/slice_util";
export {Tensor, TensorBuffer} from "@tensorflow/tfjs-core/dist/tensor";
export * as tensor_util from "@tensorflow/tfjs-core/dist/tensor_util";
export {sumOutType, upcastType} from "@tensorflow/tfjs-core/dist/types";
export * as util from "@tensorflow/tfjs-core/dist/util";
