import {unzipSync, zipSync, type Zippable} from "fflate";
import {InputError} from "../inputError.js";
import {formatNpy, parseNpy, type NpyArray} from "../npy.js";
import {messageOf} from "../messageOf.js";

/** The kernel of a run's first layer after an epoch; epoch 0 is the random initial kernel. */
export interface KeptKernel {
  readonly epoch: number;
  /** In the layer's own shape: [inputs, units] or [size, size, channels, maps]. */
  readonly kernel: NpyArray;
}

/** More bytes than the first layer of any model for 28 × 28 pixels has. */
const MAX_BYTES = 1 << 26;
/** A constant time for the zip's entries, so that the same kernels give the same bytes. */
const NO_TIME = new Date(1980, 0, 1);

/** Returns whether a training saves the kernel after *epoch*: 0, 1, 2, 5, 10, 20, 50 … It changes fastest at first. */
export function isKeptEpoch(epoch: number): boolean {
  return epoch === 0 || /^[125]0*$/.test(String(epoch));
}

/** Formats `first-layer.npz`: a zip of float16 arrays named by epoch, as `numpy.savez` writes it. */
export function formatKernels(kernels: readonly KeptKernel[]): Uint8Array {
  const files: Zippable = {};
  for (const {epoch, kernel} of kernels) files[`${epoch}.npy`] = [formatNpy(kernel), {mtime: NO_TIME}];
  return zipSync(files);
}

/**
 * Parses a `first-layer.npz`; the kernels are sorted by epoch. *source* names the file in errors.
 * @throws InputError for anything other than a zip of .npy files named by epochs, and for arrays of different shapes
 */
export function parseKernels(bytes: Uint8Array, source: string): KeptKernel[] {
  let files: Record<string, Uint8Array>;
  try {
    files = unzipSync(bytes, {
      filter: ({name, originalSize}) => {
        if (originalSize > MAX_BYTES) {
          throw new InputError(`${source}/${name}`, `at most ${MAX_BYTES} bytes`, `${originalSize}`);
        }
        return true;
      }
    });
  } catch (error) {
    throw error instanceof InputError ? error : new InputError(source, "a zip of .npy files", messageOf(error));
  }
  const kernels = Object.entries(files).map(([name, file]) => {
    const epoch = /^(\d{1,6})\.npy$/.exec(name)?.[1];
    if (!epoch) throw new InputError(source, "arrays named by epochs, as 5.npy", `"${name}"`);
    return {epoch: Number(epoch), kernel: parseNpy(file, `${source}/${name}`)};
  });
  if (!kernels.length) throw new InputError(source, "arrays named by epochs, as 5.npy", "none");
  const [shape, ...others] = kernels.map(({kernel}) => kernel.shape.join(" × "));
  const other = others.find((one) => one !== shape);
  if (other !== undefined) throw new InputError(source, `arrays of one shape, ${shape}`, other);
  return kernels.sort((a, b) => a.epoch - b.epoch);
}
