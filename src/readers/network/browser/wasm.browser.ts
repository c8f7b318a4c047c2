/**
 * Replaces `@tensorflow/tfjs-backend-wasm` in browser bundles: the backend with only the kernels that the executor
 * needs.
 */
import {registerKernel} from "@tensorflow/tfjs-core";
import {_fusedMatMulConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul";
import {addConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Add";
import {avgPoolConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/AvgPool";
import {castConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Cast";
import {fusedBatchNormConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/FusedBatchNorm";
import {fusedConv2DConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D";
import {identityConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Identity";
import {maxPoolConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/MaxPool";
import {reluConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Relu";
import {reshapeConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape";
import {sigmoidConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid";
import {softmaxConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax";
import {tanhConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Tanh";

const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  avgPoolConfig,
  castConfig,
  fusedBatchNormConfig,
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

export * from "@tensorflow/tfjs-backend-wasm/dist/base";
