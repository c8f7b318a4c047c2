import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {keepKernels} from "../../../loaders/runs/kernelHistory.js";
import {parseKernels} from "../../../src/run/kernelHistory.js";

let path: string;
let home: string;
beforeAll(() => {
  home = mkdtempSync(join(tmpdir(), "handscope-kernels-"));
  path = join(home, ".run.first-layer.npz");
});
afterAll(() => rmSync(home, {recursive: true}));

const kernel = (value: number) => ({shape: [2], values: Float32Array.of(value, 1)});
const epochsIn = (bytes: Uint8Array) => parseKernels(bytes, "k").map(({epoch}) => epoch);

describe("keepKernels(path, epochs)", () => {
  it("keeps some epochs and the last, goes on where a training was stopped, and leaves out what is too much", async () => {
    const first = await keepKernels(path, 0);
    for (let epoch = 0; epoch <= 6; ++epoch) await first.add(epoch, kernel(epoch));
    expect(epochsIn(first.bytes())).toEqual([0, 1, 2, 5]);

    const second = await keepKernels(path, 4); // the checkpoint is of epoch 4
    await second.add(5, kernel(50));
    await second.add(6, kernel(60));
    await second.add(7, kernel(70), true);
    await second.add(7, kernel(71), true);
    expect(parseKernels(second.bytes(), "k")).toEqual(
      [0, 1, 2, 5, 7].map((epoch) => ({epoch, kernel: kernel(epoch < 5 ? epoch : 10 * epoch)}))
    );
    const anew = await keepKernels(path, 0);
    await anew.add(1, kernel(1));
    expect(epochsIn(anew.bytes())).toEqual([1]);
  });

  it("refuses a file that is none", async () => {
    writeFileSync(path, "nothing");
    await expect(keepKernels(path, 1)).rejects.toThrow(`${path}: expected a zip of .npy files`);
  });
});
