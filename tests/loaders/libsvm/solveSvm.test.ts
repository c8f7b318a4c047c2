import {describe, expect, it} from "vitest";
import {solveSvm} from "../../../loaders/libsvm/solveSvm.js";
import {countWins, decisionValues} from "../../../src/readers/svm/machine.js";
import {parseLibsvmModel} from "../../../src/training/vectors/libsvmModel.js";
import {scatteredVectors} from "../../readers/knn/scattered.js";

/** The scattered vectors class by class, as a problem. */
function problem() {
  const {vectors, labels} = scatteredVectors();
  const order = Array.from(labels.keys()).sort((a, b) => labels[a]! - labels[b]! || a - b);
  const rows = order.flatMap((i) => [...vectors.subarray(i * 5, i * 5 + 5)]);
  return {vectors: Float32Array.from(rows), length: 5, labels: labels.slice().sort(), cost: 10, gamma: 2};
}

// SVC(C=10, gamma=2, decision_function_shape="ovo") of scikit-learn 1.2.1, which is libsvm, on the same vectors.
const SUPPORT = [
  [1, 2, 4, 6, 7, 8, 9, 11, 12, 13, 14, 15],
  [17, 18, 20, 21, 23, 24, 25, 26, 27, 30, 31, 32, 33, 34, 35, 37, 38, 39, 41],
  [43, 44, 45, 48, 50, 52, 53, 54, 55, 57]
];
const INTERCEPTS = [-0.5314274178565584, 0.34142115580074617, 1.1078756754362495];
const PREDICTED = [0, 0, 2, 1, 1, 2, 1, 1, 1, 0, 2, 2];
const VALUES = [
  [0.966, 1.4357, 2.2723],
  [1.2312, 0.7714, 3.1314],
  [-1.2291, -0.8794, -0.5183],
  [-0.5719, 0.3345, 1.1121],
  [-0.4205, -0.2944, 1.3266],
  [-1.8744, -1.53, -1.7986],
  [-0.96, -0.1814, 1.1475],
  [-2.2485, -0.5014, 0.3307],
  [-0.748, 0.3422, 2.273],
  [1.4411, 1.0121, 3.0337],
  [-1.7231, -0.5573, -1.0425],
  [-1.3578, -0.6873, -0.4352]
];

describe("solveSvm(problem, signal)", () => {
  it("finds the support vectors, decision values and answers of scikit-learn's SVC", async () => {
    const {vectors, gamma, ...rest} = problem();
    const {model, indices} = await solveSvm({vectors, gamma, ...rest});
    expect([...indices]).toEqual(SUPPORT.flat());
    const machine = parseLibsvmModel(model);
    expect([...machine.labels]).toEqual([0, 1, 2]);
    expect([...machine.counts]).toEqual(SUPPORT.map(({length}) => length));
    // scikit-learn adds what libsvm subtracts.
    machine.intercepts.forEach((rho, pair) => expect(-rho).toBeCloseTo(INTERCEPTS[pair]!, 2));
    const answers = scatteredVectors().queries.map((query, q) => {
      const kernel = Float32Array.from(indices, (i) => {
        const d = query.reduce((sum, value, k) => sum + (value - vectors[i * 5 + k]!) ** 2, 0);
        return Math.exp(-gamma * d);
      });
      const values = decisionValues(machine, kernel);
      // Both stop at a tolerance of 0.001.
      values.forEach((value, pair) => expect(Math.abs(value - VALUES[q]![pair]!)).toBeLessThan(0.01));
      const wins = countWins(values, 3);
      return wins.indexOf(Math.max(...wins));
    });
    expect(answers).toEqual(PREDICTED);
  });

  it("rejects with the signal's reason when it is stopped", async () => {
    const stopping = new AbortController();
    const solving = solveSvm(problem(), stopping.signal);
    stopping.abort(new Error("stopped by the test"));
    await expect(solving).rejects.toThrow("stopped by the test");
  });
});
