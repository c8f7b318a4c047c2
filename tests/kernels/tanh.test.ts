import {describe, expect, it} from "vitest";
import {sigmoid, tanh} from "../../src/kernels/plain/tanh.js";

// Compared with JavaScript's own Math.tanh and Math.exp, in double precision.

/** About 210,000 float32 numbers x ≥ 0 of all magnitudes, with infinity. */
function* floats(): Generator<number> {
  const [float, bits] = [new Float32Array(1), new Uint32Array(1)];
  const bytes = new Uint8Array(float.buffer);
  for (let pattern = 0; pattern < 0x7f800000; pattern += 10_007) {
    bits[0] = pattern;
    bytes.set(new Uint8Array(bits.buffer));
    yield float[0]!;
  }
  yield Infinity;
}

describe("tanh(value)", () => {
  it("is within 3.1e-7 and within 4e-7 of its value, odd, and in [−1, 1] over the range of float32", () => {
    let [apart, relative, largest, odd] = [0, 0, 0, true];
    for (const x of floats()) {
      const [found, exact] = [tanh(x), Math.tanh(x)];
      apart = Math.max(apart, Math.abs(found - exact));
      if (x > 1e-37) relative = Math.max(relative, Math.abs(found - exact) / exact);
      largest = Math.max(largest, found);
      odd &&= Object.is(tanh(-x), -found);
    }
    expect(apart).toBeLessThan(3.1e-7);
    expect(relative).toBeLessThan(4e-7);
    expect(largest).toBe(1);
    expect(odd).toBe(true);
  });
});

describe("sigmoid(x)", () => {
  it("is within 2e-7 over the range of float32, and in [0, 1]", () => {
    let apart = 0;
    for (const size of floats())
      for (const x of [size, -size]) apart = Math.max(apart, Math.abs(sigmoid(x) - 1 / (1 + Math.exp(-x))));
    expect(apart).toBeLessThan(2e-7);
    expect([sigmoid(-Infinity), sigmoid(0), sigmoid(Infinity)]).toEqual([0, 0.5, 1]);
  });
});
