import type {Windows} from "../../../kernels/layerKernels.js";
import type {EngineLayer, Shard} from "./layer.js";

/** The windows of one image: they do not overlap; a rest at the right or at the bottom is left out. */
export type PoolingShape = Omit<Windows, "images">;

/** Returns a layer with the maximum of each window and channel. */
export function createMaxPooling(shape: PoolingShape): EngineLayer {
  return pooling(
    shape,
    ({kernels, input, output}, windows) => kernels.maxPool(input, output, windows),
    ({kernels, input, gradient}, to, windows) => kernels.maxPoolGradient(input, gradient, to, windows)
  );
}

/** Returns a layer with the mean of each window and channel. */
export function createAveragePooling(shape: PoolingShape): EngineLayer {
  return pooling(
    shape,
    ({kernels, input, output}, windows) => kernels.averagePool(input, output, windows),
    ({kernels, gradient}, to, windows) => kernels.averagePoolGradient(gradient, to, windows)
  );
}

function pooling(
  shape: PoolingShape,
  pool: (shard: Shard, windows: Windows) => void,
  spread: (shard: Shard, to: number, windows: Windows) => void
): EngineLayer {
  const {height, width, channels, size} = shape;
  const inputs = height * width * channels;
  const hasRest = height % size > 0 || width % size > 0;
  return {
    inputs,
    outputs: Math.floor(height / size) * Math.floor(width / size) * channels,
    table: new Int32Array(0),
    forward: (shard) => pool(shard, {...shape, images: shard.images}),
    backward(shard) {
      const {kernels, images, inputGradient: to} = shard;
      if (to === undefined) return;
      if (hasRest) kernels.numbers.fill(0, to, to + images * inputs);
      spread(shard, to, {...shape, images});
    }
  };
}
