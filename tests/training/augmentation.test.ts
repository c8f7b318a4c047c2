import {describe, expect, it} from "vitest";
import {DISTORTION} from "../../src/characters/distort.js";
import {distortionAt} from "../../src/training/augmentation.js";

describe("distortionAt(how, epoch, epochs)", () => {
  it("returns the same distortion for every epoch if it is constant", () => {
    for (const epoch of [0, 19, 29]) expect(distortionAt("constant", epoch, 30)).toEqual(DISTORTION);
  });

  it("fades in the last third, to a quarter in the last epoch, but keeps the smoothness of the fields", () => {
    expect(distortionAt("fading", 19, 30)).toEqual(DISTORTION); // the 20th of 30 epochs
    expect(distortionAt("fading", 24, 30).rotation).toBeCloseTo(0.625 * DISTORTION.rotation, 10);
    const last = distortionAt("fading", 29, 30);
    for (const name of ["rotation", "scale", "shear", "shift", "elastic", "stroke", "noise"] as const) {
      expect(last[name]).toBeCloseTo(0.25 * DISTORTION[name], 10);
    }
    expect(last.smoothness).toBe(DISTORTION.smoothness);
  });
});
