import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {formatNpy} from "../../../src/npy.js";
import {
  fitComponents,
  formatComponents,
  parseComponents,
  projectImages
} from "../../../src/readers/classical/principalComponents.js";

/** Two images in every four differ along the first pixel by much, along the second by less. */
const IMAGES = new Uint8Array(4 * 784);
IMAGES.set([255, 0, 9], 0);
IMAGES.set([0, 0, 9], 784);
IMAGES.set([255, 51, 9], 2 * 784);
IMAGES.set([0, 51, 9], 3 * 784);

describe("fitComponents(images, count)", () => {
  it("returns the mean in [0, 1] and the directions of most variance, as float16 stores them", () => {
    const {mean, components} = fitComponents(IMAGES, 2);
    expect([...mean.subarray(0, 4)]).toEqual([0.5, 0.0999755859375, 0.035308837890625, 0]); // 0.1 and 9 / 255
    expect([...components.subarray(0, 3)]).toEqual([1, 0, 0]);
    expect([...components.subarray(784, 787)]).toEqual([0, 1, 0]);
    expect(components).toHaveLength(2 * 784);
  });

  it("refuses fewer than two images", () => {
    expect(() => fitComponents(new Uint8Array(784), 1)).toThrow(RangeError);
  });
});

describe("projectImages({mean, components}, images)", () => {
  it("multiplies what differs from the mean by each component", () => {
    const mean = new Float32Array(784).fill(0.25);
    const components = new Float32Array(2 * 784);
    components.set([0.6, 0.8], 0);
    components.set([-0.8, 0.6], 784);
    const images = new Float32Array(2 * 784).fill(0.25);
    images.set([1, 0.5], 0);
    images.set([0, 0], 784);
    const expected = [0.6 * 0.75 + 0.8 * 0.25, -0.8 * 0.75 + 0.6 * 0.25, -0.35, 0.05];
    const found = [...projectImages({mean, components}, images)];
    expect(found).toEqual(expected.map((value) => expect.closeTo(value, 6) as number));
    expect(projectImages({mean, components}, new Float32Array(0))).toHaveLength(0);
  });
});

describe("parseComponents(files, source)", () => {
  const files = formatComponents(fitComponents(IMAGES, 2));
  const vector = (length: number, value = 0) => ({shape: [length], values: new Float32Array(length).fill(value)});
  const matrix = (rows: number, columns: number, value = 0) => ({
    shape: [rows, columns],
    values: new Float32Array(rows * columns).fill(value)
  });

  it("reads what formatComponents writes", () => {
    expect(parseComponents(files, "model")).toEqual(fitComponents(IMAGES, 2));
  });

  it.each([
    ["pixel-means.npy", undefined, "expected a file of the run's model, got nothing there"],
    ["components.npy", undefined, "expected a file of the run's model, got nothing there"],
    ["pixel-means.npy", formatNpy(vector(3)), "expected 784 values, got 3"],
    ["pixel-means.npy", formatNpy(vector(784, NaN)), "expected finite means, got NaN or infinity"],
    ["components.npy", formatNpy(matrix(2, 3)), "expected components of 784 pixels, got 2 × 3"],
    ["components.npy", formatNpy(vector(784)), "expected components of 784 pixels, got 784"],
    ["components.npy", formatNpy(matrix(0, 784)), "expected components of 784 pixels, got 0 × 784"],
    ["components.npy", formatNpy(matrix(1, 784, Infinity)), "expected finite components, got NaN or infinity"]
  ])("refuses another %s, by its name", (name, bytes, expected) => {
    const others = Object.fromEntries(
      Object.entries({...files, [name]: bytes}).filter(([, one]) => one)
    ) as typeof files;
    const parse = () => parseComponents(others, "model");
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`model/${name}: ${expected}`);
  });
});
