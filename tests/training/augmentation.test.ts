import {describe, expect, it} from "vitest";
import {DISTORTION} from "../../src/characters/distort.js";
import {distortionAt} from "../../src/training/augmentation.js";

describe("distortionAt(how, epoch, epochs)", () => {
  it("is the same in every epoch where it is constant", () => {
    for (const epoch of [0, 19, 29]) expect(distortionAt("constant", epoch, 30)).toEqual(DISTORTION);
  });

  it("fades in the last third, down to a quarter in the last epoch; the fields stay as smooth", () => {
    expect(distortionAt("fading", 19, 30)).toEqual(DISTORTION); // the twentieth of thirty
    expect(distortionAt("fading", 24, 30).rotation).toBeCloseTo(0.625 * DISTORTION.rotation, 10);
    const last = distortionAt("fading", 29, 30);
    for (const name of ["rotation", "scale", "shear", "shift", "elastic", "stroke", "noise"] as const) {
      expect(last[name]).toBeCloseTo(0.25 * DISTORTION[name], 10);
    }
    expect(last.smoothness).toBe(DISTORTION.smoothness);
  });
});
