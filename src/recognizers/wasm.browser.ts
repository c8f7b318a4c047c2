/**
 * What `@tensorflow/tfjs-backend-wasm` means in the browser: the backend with only the kernels that a prediction needs.
 * The bundler puts it in that package's place.
 */
import {registerKernel} from "@tensorflow/tfjs-core";
import {_fusedMatMulConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/_FusedMatMul";
import {addConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Add";
import {castConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Cast";
import {fusedConv2DConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/FusedConv2D";
import {identityConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Identity";
import {reshapeConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Reshape";
import {sigmoidConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Sigmoid";
import {sliceConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Slice";
import {softmaxConfig} from "@tensorflow/tfjs-backend-wasm/dist/kernels/Softmax";

const KERNELS = [
  _fusedMatMulConfig,
  addConfig,
  castConfig,
  fusedConv2DConfig,
  identityConfig,
  reshapeConfig,
  sigmoidConfig,
  sliceConfig,
  softmaxConfig
];
for (const kernel of KERNELS) registerKernel(kernel);

export * from "@tensorflow/tfjs-backend-wasm/dist/base";
