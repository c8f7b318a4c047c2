import {describe, expect, it} from "vitest";
import {scaleOf} from "../../../src/components/why/explanationImage.js";

/** 784 values, all 0 but the given. */
const pixels = (values: Readonly<Record<number, number>>) =>
  Array.from({length: 784}, (_, pixel) => values[pixel] ?? 0);

describe("scaleOf(image, map)", () => {
  it("is the greatest value of the ink, for or against; what is beside the ink is not shown", () => {
    const image = Uint8Array.from(pixels({100: 255, 101: 30}));
    expect(scaleOf(image, pixels({100: 2, 101: -5, 102: 9}))).toBe(5);
  });

  it("is 1 at least: small differences are no strong colors", () => {
    expect(scaleOf(Uint8Array.from(pixels({100: 255})), pixels({100: 0.1}))).toBe(1);
    expect(scaleOf(new Uint8Array(784), pixels({}))).toBe(1);
  });
});
