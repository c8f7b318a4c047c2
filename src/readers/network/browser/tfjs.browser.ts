/**
 * Replaces `@tensorflow/tfjs` in browser bundles: the core, and the cpu backend with only the kernels that the executor
 * needs, for browsers that block WebAssembly.
 */
import {enableProdMode, registerBackend, registerKernel} from "@tensorflow/tfjs-core";
import {MathBackendCPU} from "@tensorflow/tfjs-backend-cpu/dist/backend_cpu";
import {_fusedMatMulConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/_FusedMatMul";
import {addConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Add";
import {avgPoolConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/AvgPool";
import {batchNormConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/BatchNorm";
import {castConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Cast";
import {fusedConv2DConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/FusedConv2D";
import {identityConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Identity";
import {maxPoolConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/MaxPool";
import {reluConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Relu";
import {reshapeConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Reshape";
import {sigmoidConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Sigmoid";
import {softmaxConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Softmax";
import {tanhConfig} from "@tensorflow/tfjs-backend-cpu/dist/kernels/Tanh";

const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  avgPoolConfig,
  batchNormConfig,
  castConfig,
  fusedConv2DConfig,
  identityConfig,
  maxPoolConfig,
  reluConfig,
  reshapeConfig,
  sigmoidConfig,
  softmaxConfig,
  tanhConfig
];
for (const kernel of KERNELS) registerKernel(kernel);
registerBackend("cpu", () => new MathBackendCPU(), 1);
enableProdMode(); // no warning when `layers.browser.ts` registers these kernels again

export * from "@tensorflow/tfjs-core";
