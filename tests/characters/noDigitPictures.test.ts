import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {NO_DIGIT_KINDS, noDigitPicture} from "../../src/characters/noDigitPictures.js";

describe("noDigitPicture(kind, random)", () => {
  it.each(NO_DIGIT_KINDS)(
    "makes pictures of %s in several sizes and both polarities, the same for equal seeds",
    (kind) => {
      const random = randomLcg(0.7);
      const pictures = Array.from({length: 16}, () => noDigitPicture(kind, random));
      for (const {width, height, data} of pictures) {
        expect(data).toHaveLength(width * height);
        expect(Math.min(width, height)).toBeGreaterThanOrEqual(30);
        expect(Math.max(width, height)).toBeLessThanOrEqual(1200);
      }
      expect(new Set(pictures.map(({width}) => width)).size).toBeGreaterThan(8);
      const again = randomLcg(0.7);
      expect(noDigitPicture(kind, again)).toEqual(pictures[0]);
      if (kind === "noise") return; // noise has no paper
      const isDark = pictures.map(({data}) => data[0]! < 128);
      expect(new Set(isDark).size).toBe(2);
    }
  );
});
