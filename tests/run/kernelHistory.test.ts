import {strToU8, unzipSync, zipSync} from "fflate";
import {describe, expect, it} from "vitest";
import {parseNpy} from "../../src/npy.js";
import {formatKernels, isKeptEpoch, parseKernels} from "../../src/run/kernelHistory.js";

const kernel = (epoch: number, shape: readonly number[] = [2, 2]) => ({
  epoch,
  kernel: {shape, values: Float32Array.of(epoch, 0.5, -1, 2)}
});

describe("isKeptEpoch(epoch)", () => {
  it("is true for 0, 1, 2, 5, 10, 20, 50 …", () => {
    const kept = Array.from({length: 501}, (_, epoch) => epoch).filter(isKeptEpoch);
    expect(kept).toEqual([0, 1, 2, 5, 10, 20, 50, 100, 200, 500]);
  });
});

describe("first-layer.npz", () => {
  it("is a zip of NumPy arrays named by epoch, as from numpy.savez", () => {
    const files = unzipSync(formatKernels([kernel(0), kernel(20)]));
    expect(Object.keys(files)).toEqual(["0.npy", "20.npy"]);
    expect(parseNpy(files["20.npy"]!, "20.npy")).toEqual(kernel(20).kernel);
  });

  it("is read back sorted by epoch, and always has the same bytes", () => {
    const bytes = formatKernels([kernel(10), kernel(2), kernel(0)]);
    expect(parseKernels(bytes, "first-layer.npz")).toEqual([kernel(0), kernel(2), kernel(10)]);
    expect(formatKernels([kernel(10), kernel(2), kernel(0)])).toEqual(bytes);
  });

  it.each([
    [strToU8("no zip"), "first-layer.npz: expected a zip of .npy files, got invalid zip data"],
    [zipSync({}), "first-layer.npz: expected arrays named by epochs, as 5.npy, got none"],
    [
      zipSync({"kernel.npy": strToU8("x")}),
      'first-layer.npz: expected arrays named by epochs, as 5.npy, got "kernel.npy"'
    ],
    [
      zipSync({"1.npy": strToU8("x")}),
      "first-layer.npz/1.npy: expected a .npy file of NumPy's, got 1 bytes of something else"
    ],
    [formatKernels([kernel(0), kernel(1, [4])]), "first-layer.npz: expected arrays of one shape, 2 × 2, got 4"]
  ])("refuses what is none, in a line", (bytes, message) => {
    expect(() => parseKernels(bytes, "first-layer.npz")).toThrow(message);
  });
});
