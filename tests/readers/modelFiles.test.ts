import {describe, expect, it} from "vitest";
import {readModelFiles} from "../../src/readers/modelFiles.js";

describe("readModelFiles(kind, read)", () => {
  it("resolves to all files of the kind, by name", async () => {
    const read = (file: string) => Promise.resolve(new TextEncoder().encode(file));
    expect(await readModelFiles("nearest-mean", read)).toEqual({
      "means.npy": new TextEncoder().encode("means.npy"),
      "variance.npy": new TextEncoder().encode("variance.npy")
    });
    expect(Object.keys(await readModelFiles("network", read))).toEqual(["model.json", "weights.bin"]);
  });

  it("rejects if one of them can't be read", async () => {
    const read = (file: string) =>
      file === "weights.bin" ? Promise.reject(new Error("gone")) : Promise.resolve(new Uint8Array(1));
    await expect(readModelFiles("network", read)).rejects.toThrow("gone");
  });
});
