import {readFile} from "node:fs/promises";
import type {NpyArray} from "../../src/npy.js";
import {formatKernels, isKeptEpoch, parseKernels, type KeptKernel} from "../../src/run/kernelHistory.js";
import {writeFileAtomically} from "../files.js";

/** Keeps a training's first layer after some epochs, in a file: a training that is stopped loses none. */
export interface KernelHistory {
  /** Adds the *kernel* after *epoch*, 0 for the one at random; epochs that are not kept are passed over, unless *always*. */
  add(epoch: number, kernel: NpyArray, always?: boolean): Promise<void>;
  /** Returns the bytes of `first-layer.npz`. */
  bytes(): Uint8Array;
}

/**
 * Opens the file at *path*; of what is there the first *epochs* are kept.
 * @throws InputError for a file that is none of `first-layer.npz`'s
 */
export async function keepKernels(path: string, epochs: number): Promise<KernelHistory> {
  const found = epochs ? await readFile(path).catch(() => undefined) : undefined;
  let kept: KeptKernel[] = found ? parseKernels(found, path).filter(({epoch}) => epoch <= epochs) : [];
  return {
    add: async (epoch, kernel, always = false) => {
      if (!(always || isKeptEpoch(epoch)) || kept.some((one) => one.epoch === epoch)) return;
      kept = [...kept, {epoch, kernel}];
      await writeFileAtomically(path, formatKernels(kept));
    },
    bytes: () => formatKernels(kept)
  };
}
