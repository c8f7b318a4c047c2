import {describe, expect, it} from "vitest";
import {findInk} from "../../../src/ink/findInk.js";
import {hasShadow} from "../../../src/ink/page/shadows.js";
import {findStrongInk} from "../../../src/ink/strongInk.js";

const [WIDTH, HEIGHT] = [300, 200];

type Shape = (x: number, y: number) => boolean;

const draw = (levelAt: (x: number, y: number) => number) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({length: WIDTH * HEIGHT}, (_, i) => levelAt(i % WIDTH, Math.floor(i / WIDTH)))
});

const ring =
  (cx: number, cy: number, radius: number, pen: number): Shape =>
  (x, y) =>
    Math.abs(Math.hypot((x - cx) * 1.4, y - cy) - radius) < pen / 2;

/** 0 and 1, in the middle of the page. */
const isWritten: Shape = (x, y) => ring(120, 100, 36, 9)(x, y) || (Math.abs(x - 190) < 5 && Math.abs(y - 100) < 38);

const SHADOWS: Record<string, Shape> = {
  "half of the page": (x) => x < 125,
  "a strip across": (x, y) => Math.abs(x - y - 60) < 40,
  "a strip down": (x) => Math.abs(x - 190) < 25,
  "a thumb": (x, y) => Math.hypot(x / 1.4, y - 120) < 45
};

describe("hasShadow(ink)", () => {
  it.each(Object.keys(SHADOWS))("knows %s", (name) => {
    expect(hasShadow(draw((x, y) => (SHADOWS[name]!(x, y) ? 130 : 0)))).toBe(true);
  });

  it("does not mistake a stroke for a shadow if it runs off the picture or fills a small one", () => {
    expect(hasShadow(draw((x, y) => (isWritten(x, y) ? 255 : 0)))).toBe(false);
    expect(hasShadow(draw((x) => (Math.abs(x - 150) < 5 ? 255 : 0)))).toBe(false);
    expect(hasShadow(draw((x, y) => (ring(150, 100, 85, 24)(x, y) ? 255 : 0)))).toBe(false);
    expect(hasShadow({width: 28, height: 28, data: new Uint8Array(784).fill(255)})).toBe(false);
  });
});

describe("findInk and findStrongInk in a shadow with a hard edge", () => {
  it.each(Object.keys(SHADOWS))("find what is written, and no more: %s", (name) => {
    for (const share of [0.45, 0.65]) {
      const light = (x: number, y: number) => (SHADOWS[name]!(x, y) ? share : 1);
      const page = draw((x, y) => (isWritten(x, y) ? 40 : 228) * light(x, y));
      for (const ink of [findInk(page)!, findStrongInk(page, {smoothed: 0, noises: 4})!]) {
        let [both, either] = [0, 0];
        ink.data.forEach((level, i) => {
          const [is, was] = [level >= 128, isWritten(i % WIDTH, Math.floor(i / WIDTH))];
          if (is && was) ++both;
          if (is || was) ++either;
        });
        expect(both / either).toBeGreaterThan(0.85);
      }
    }
  });
});
