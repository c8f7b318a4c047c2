import {execFile} from "node:child_process";
import {promisify} from "node:util";
import * as tf from "@tensorflow/tfjs";
import {describe, expect, it} from "vitest";
import {ROOT, WASM} from "../../../loaders/paths.js";
import {createAnn} from "../../../src/readers/network/architectures/ann.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {predictAll} from "../../../src/readers/network/networkClassifier.js";

/** Returns the result and the effect of startBackend in a fresh process, after running the code *before*. */
async function startElsewhere(before: string): Promise<string> {
  const code = `
    import * as tf from "@tensorflow/tfjs";
    import {startBackend} from "./src/readers/network/backend.ts";
    ${before}
    const backend = await startBackend(${JSON.stringify(WASM)});
    const sum = tf.tidy(() => tf.matMul(tf.ones([2, 3]), tf.ones([3, 2])).sum().dataSync()[0]);
    process.stdout.write(["answer", backend, tf.getBackend(), sum].join(" "));`;
  const node = ["--import", "tsx", "--input-type=module", "--eval", code];
  const {stdout} = await promisify(execFile)(process.execPath, node, {cwd: ROOT});
  return stdout.slice(stdout.indexOf("answer"));
}

describe("startBackend(wasm)", () => {
  it("starts WebAssembly, only once", async () => {
    expect(await startBackend(WASM)).toBe("wasm");
    expect(tf.getBackend()).toBe("wasm");
    expect(await startBackend("/nowhere")).toBe("wasm");
  });

  it("falls back to cpu if WebAssembly is blocked, as by a Content-Security-Policy", async () => {
    // https://www.w3.org/TR/CSP3/#can-compile-wasm-bytes: compilation is refused with a CompileError.
    const refuse = "async () => { throw new WebAssembly.CompileError('Refused to compile or instantiate') }";
    const before = `WebAssembly.compile = WebAssembly.instantiate = WebAssembly.instantiateStreaming = ${refuse};`;
    expect(await startElsewhere(before)).toBe("answer cpu cpu 12");
  });
});

describe("wasm and cpu", () => {
  it("give the same probabilities within 1e-4", async () => {
    await startBackend(WASM);
    const model = createAnn(9);
    const images = Float32Array.from({length: 100 * 784}, (_, i) => ((i * 7919) % 1009) / 1008);
    const onWasm = predictAll(model, images);
    try {
      await tf.setBackend("cpu");
      const onCpu = predictAll(model, images);
      expect(onWasm).toHaveLength(1000);
      expect(onWasm.every((p, i) => Math.abs(p - onCpu[i]!) < 1e-4)).toBe(true);
      expect(new Set(onWasm.map((p) => Math.round(p * 1000))).size).toBeGreaterThan(20); // not all alike
    } finally {
      await tf.setBackend("wasm");
      model.dispose();
    }
  });
});
