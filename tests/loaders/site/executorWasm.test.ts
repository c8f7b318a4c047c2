import {readFile} from "node:fs/promises";
import {expect, test} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {executorWasm} from "../../../loaders/site/executorWasm.js";

/** The kernels that the executor calls (src/readers/network/executor.ts), as TensorFlow.js exports them. */
const NEEDED = ["Add", "AvgPool", "FusedBatchNorm", "FusedConv2D", "MaxPool", "Relu", "Sigmoid", "Softmax", "Tanh", "_FusedMatMul"]; // prettier-ignore

test("the recognizer's binary has the executor's kernels, all that is no kernel, and a third less bytes", async () => {
  const whole = await readFile(WASM);
  const bytes = new Uint8Array(await executorWasm());
  const names = async (binary: BufferSource) =>
    WebAssembly.Module.exports(await WebAssembly.compile(binary)).map(({name}) => name);
  const isKernel = (name: string) => /^_?[A-Z]/.test(name);
  const before = await names(whole);
  const after = await names(bytes);
  expect(after.filter(isKernel).sort()).toEqual(NEEDED);
  expect(after.filter((name) => !isKernel(name))).toEqual(before.filter((name) => !isKernel(name)));
  expect(after).toContain("malloc");
  expect(bytes.length).toBeLessThan((2 / 3) * whole.length);
});
