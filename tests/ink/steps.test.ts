import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {SIDE} from "../../src/ink/image/grid.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import type {GrayImage} from "../../src/ink/image/image.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {centerOfMass, findInkBox} from "../../src/ink/normalize.js";
import {STEPS, stepThrough, type Step} from "../../src/ink/steps.js";
import {rasterizeStrokes} from "../../src/pen/strokes.js";

/** A page of 60 × 90 pixels with a filled rectangle at (10, 20), 12 × 40 pixels. */
function page({paper = 230, ink = 30} = {}): GrayImage {
  const data = new Uint8Array(60 * 90).fill(paper);
  for (let y = 20; y < 60; ++y) data.fill(ink, y * 60 + 10, y * 60 + 22);
  return {width: 60, height: 90, data};
}

const off = (...steps: Step[]) => new Set<Step>(steps);
const image28 = (data: Uint8Array): GrayImage => ({width: SIDE, height: SIDE, data});
const boxOf = (picture: GrayImage, ...steps: Step[]) => findInkBox(image28(stepThrough(picture, off(...steps))!.image));

describe("stepThrough(picture, off)", () => {
  it("equals preprocess with all steps on, for paper and slate", () => {
    fc.assert(
      fc.property(fc.integer({min: 0, max: 1000}), fc.boolean(), (seed, isDark) => {
        const ink = rasterizeStrokes(writeDigit(seed % 10, randomLcg(seed / 1001)))!;
        const picture = isDark ? ink : {...ink, data: Uint8Array.from(ink.data, (v) => 255 - v)};
        expect(stepThrough(picture)?.image).toEqual(preprocess(picture)?.image);
      }),
      {numRuns: 100, seed: 7}
    );
  });

  it("returns the box in picture pixels; for a blank page, undefined with any step off", () => {
    expect(stepThrough(page())!.box).toEqual({x: 10, y: 20, width: 12, height: 40});
    const blank = {width: 30, height: 30, data: new Uint8Array(900).fill(200)};
    for (const step of STEPS) expect(stepThrough(blank, off(step))).toBeUndefined();
  });

  it('keeps the aspect ratio of 20 by 6, and stretches to 20 by 20 without "proportions"', () => {
    expect(boxOf(page())).toMatchObject({width: 6, height: 20});
    // The center of mass is at 9.5, and 14.5 − 9.5 = 5 (`pasteByMass`).
    expect(boxOf(page(), "proportions")).toEqual({x: 5, y: 5, width: 20, height: 20});
  });

  it("fills 28 rows without the margin", () => {
    expect(boxOf(page(), "margin")).toMatchObject({y: 0, height: 28});
  });

  it("scales the whole page without the box: 40 of 90 rows become 8.9 of 20", () => {
    const {box, scaled} = stepThrough(page(), off("box"))!;
    expect(box).toEqual({x: 0, y: 0, width: 60, height: 90});
    expect(findInkBox(scaled)!.height).toBe(10); // 20 / 90 × 20 = 4.4 to 13.3
  });

  it("without polarity, mistakes light ink for paper but still reads dark ink", () => {
    const [dark, light] = [page(), page({paper: 30, ink: 230})];
    expect(stepThrough(dark, off("polarity"))!.image).toEqual(stepThrough(dark)!.image);
    expect(stepThrough(light)!.image).toEqual(stepThrough(dark)!.image);
    const inverted = stepThrough(light, off("polarity"))!;
    expect(inverted.ink.data[0]).toBe(255);
    expect(inverted.ink.data[30 * 60 + 15]).toBe(0);
  });

  it("without the background, counts the paper's gray as ink, for both polarities", () => {
    for (const [picture, paper, ink] of [
      [page(), 25, 225],
      [page({paper: 30, ink: 230}), 30, 230]
    ] as const) {
      const {data} = stepThrough(picture, off("background"))!.ink;
      expect([data[0], data[30 * 60 + 15]]).toEqual([paper, ink]);
    }
  });

  it("keeps pale ink pale without contrast", () => {
    // Ink covers one column in eight, so the mean in a scaled pixel is below 255.
    const picture: GrayImage = {width: 40, height: 40, data: new Uint8Array(1600).fill(240)};
    for (let y = 5; y < 35; ++y) for (let x = 8; x < 32; x += 8) picture.data[y * 40 + x] = 40;
    const [pale, full] = [stepThrough(picture, off("contrast"))!, stepThrough(picture)!];
    expect(Math.max(...full.image)).toBe(255);
    expect(Math.max(...pale.image)).toBeLessThan(200);
  });

  it("without centering, centers the box instead of the center of mass", () => {
    // An L: its center of mass is to the lower left of its box's center.
    const data = new Uint8Array(50 * 50).fill(255);
    for (let y = 5; y < 45; ++y) data.fill(0, y * 50 + 5, y * 50 + 13);
    for (let y = 37; y < 45; ++y) data.fill(0, y * 50 + 5, y * 50 + 45);
    const picture = {width: 50, height: 50, data};
    expect(boxOf(picture, "center")).toEqual({x: 4, y: 4, width: 20, height: 20});
    const {x, y} = centerOfMass(image28(stepThrough(picture)!.image))!;
    expect([Math.abs(x - 14) <= 0.5, Math.abs(y - 14) <= 0.5]).toEqual([true, true]);
    expect(centerOfMass(image28(stepThrough(picture, off("center"))!.image))!.x).toBeLessThan(12.5);
  });

  it("accepts any combination of steps that are off", () => {
    fc.assert(
      fc.property(fc.subarray([...STEPS]), (steps) => {
        expect(stepThrough(page(), new Set(steps))!.image).toHaveLength(784);
      })
    );
  });
});
