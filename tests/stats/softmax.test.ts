import {describe, expect, it} from "vitest";
import {softmaxAt} from "../../src/stats/softmax.js";

describe("softmaxAt(scores, temperature)", () => {
  it("gives the probabilities of scipy.special.softmax", () => {
    // python -c "from scipy.special import softmax; print(softmax([1, 2, 3]), softmax([.5, 1, 1.5]))"
    const [at1, at2] = [softmaxAt(Float32Array.of(1, 2, 3)), softmaxAt(Float32Array.of(1, 2, 3), 2)];
    [0.09003057, 0.24472847, 0.66524096].forEach((p, i) => expect(at1[i]).toBeCloseTo(p, 6));
    [0.18632372, 0.30719589, 0.50648039].forEach((p, i) => expect(at2[i]).toBeCloseTo(p, 6));
  });

  it("stays finite for large scores", () => {
    expect(Array.from(softmaxAt(Float32Array.of(1000, 0)))).toEqual([1, 0]);
  });
});
