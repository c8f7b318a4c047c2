/**
 * What `@tensorflow/tfjs` means in the browser: the core, the layers, and of the cpu backend only the kernels that a
 * prediction needs, for visitors whose browser blocks WebAssembly. The bundler puts it in that package's place.
 */
import "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops";
import {registerBackend, registerKernel} from "@tensorflow/tfjs-core";
import {MathBackendCPU} from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import {_fusedMatMulConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul";
import {addConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Add";
import {fusedConv2DConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D";
import {identityConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Identity";
import {reshapeConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape";
import {sigmoidConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Sigmoid";
import {sliceConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Slice";
import {softmaxConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax";

const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  fusedConv2DConfig,
  identityConfig,
  reshapeConfig,
  sigmoidConfig,
  sliceConfig,
  softmaxConfig
];
for (const kernel of KERNELS) registerKernel(kernel);
registerBackend("cpu", () => new MathBackendCPU(), 1);

export * from "@tensorflow/tfjs-core";
export * from "@tensorflow/tfjs-layers";
