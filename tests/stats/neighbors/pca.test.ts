import {describe, expect, it} from "vitest";
import {principalComponents, project} from "../../../src/stats/neighbors/pca.js";

const rows = [
  [255, 0, 10, 3],
  [200, 30, 0, 90],
  [120, 90, 60, 14],
  [90, 140, 33, 200],
  [10, 250, 77, 61],
  [0, 220, 128, 5]
];

function expectClose(found: ArrayLike<number>, expected: number[], digits: number): void {
  expect(found.length).toBe(expected.length);
  expected.forEach((value, i) => expect(found[i]).toBeCloseTo(value, digits));
}

// scikit-learn 1.2.1, PCA(3, svd_solver="full").fit(rows), with components flipped so that the largest entry is
// positive.
describe("principalComponents(rows, count, dimensions)", () => {
  const pca = principalComponents(Uint8Array.from(rows.flat()), 3, 4);

  it("equals scikit-learn's mean_, components_ and explained_variance_ratio_", () => {
    expectClose(pca.mean, [112.5, 121.66666666666667, 51.333333333333336, 62.166666666666664], 9);
    expectClose(
      pca.components,
      [
        0.6830452524, -0.6737076053, -0.280797207, -0.0268360641, -0.0274504101, 0.0370878518, -0.2482319731,
        0.9676010819, 0.3836782434, 0.6566162791, -0.6253939477, -0.1747240044
      ],
      9
    );
    expectClose(pca.explained, [0.7720674849438157, 0.21528947603471385, 0.010865433613531322], 12);
  });

  it("accepts constant pixels and identical images", () => {
    const images = new Uint8Array(3 * 784);
    images[5] = 200;
    images[784 + 6] = 100;
    const {explained, components} = principalComponents(images, 3);
    expect([...explained].reduce((a, b) => a + b)).toBeCloseTo(1, 9);
    expect(components.subarray(0, 784).findIndex((v) => Math.abs(v) > 0.5)).toBe(5);
    expectClose(principalComponents(new Uint8Array(8).fill(9), 2, 4).explained, [0, 0], 12);
  });

  it("rejects a single row, and more components than dimensions", () => {
    expect(() => principalComponents(new Uint8Array(4), 1, 4)).toThrow(
      new RangeError("expected two rows or more, got 1")
    );
    expect(() => principalComponents(new Uint8Array(8), 5, 4)).toThrow(
      new RangeError("expected at most 4 components, got 5")
    );
  });

  it("projects like scikit-learn's transform", () => {
    const expected = [
      [192.49579212, -55.41351453, 10.97328916],
      [135.19030958, 33.87250743, 0.62242524],
      [25.31594152, -50.13778926, -14.91947001],
      [-26.27077964, 139.21618014, -9.2120316],
      [-163.64710062, 0.07311944, 29.09080255],
      [-163.08416295, -67.61050323, -16.55501534]
    ];
    expectClose(project(pca, Uint8Array.from(rows.flat())), expected.flat(), 4);
  });
});
