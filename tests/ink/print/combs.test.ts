import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {removeBoxes} from "../../../src/ink/print/boxes.js";

/** A rectangle of ink in a printed form or a pen stroke, with its upper left corner at (left, top). */
type Bar = readonly [left: number, top: number, width: number, height: number];

function draw(bars: readonly Bar[], width = 700, height = 200) {
  const data = new Uint8Array(width * height);
  for (const [left, top, wide, high] of bars) {
    for (let y = top; y < top + high; ++y) data.fill(255, y * width + left, y * width + left + wide);
  }
  return {width, height, data};
}

const isEmpty = ({data}: {readonly data: Uint8Array}) => data.every((level) => !level);

const joinedBoxes = (fields: number, pitch: number, high: number, pen: number): Bar[] => [
  [40, 50, fields * pitch + pen, pen],
  [40, 50 + high, fields * pitch + pen, pen],
  ...Array.from({length: fields + 1}, (_, k): Bar => [40 + k * pitch, 50, pen, high + pen])
];

const ticks = (fields: number, pitch: number, high: number, pen: number, first = 0): Bar[] =>
  Array.from({length: fields + 1 - 2 * first}, (_, k): Bar => [40 + (k + first) * pitch, 150 - high, pen, high]);

describe("removeBoxes(ink) for fields in a row", () => {
  it("removes three to ten empty joined boxes", () => {
    const forms = fc.record({
      fields: fc.integer({min: 3, max: 10}),
      pitch: fc.integer({min: 36, max: 60}),
      high: fc.integer({min: 36, max: 100}),
      pen: fc.integer({min: 1, max: 4})
    });
    fc.assert(
      fc.property(forms, ({fields, pitch, high, pen}) =>
        isEmpty(removeBoxes(draw(joinedBoxes(fields, pitch, high, pen))))
      )
    );
  });

  it("removes an empty rule with ticks", () => {
    const forms = fc.record({
      fields: fc.integer({min: 4, max: 9}),
      pitch: fc.integer({min: 50, max: 66}),
      high: fc.integer({min: 18, max: 28}),
      pen: fc.integer({min: 1, max: 4})
    });
    fc.assert(
      fc.property(forms, ({fields, pitch, high, pen}) =>
        isEmpty(removeBoxes(draw([[40, 150, fields * pitch + pen, pen], ...ticks(fields, pitch, high, pen)])))
      )
    );
  });

  it("removes an empty frame with ticks along its bottom", () => {
    const frame: Bar[] = [[40, 60, 483, 3], [40, 150, 483, 3], [40, 60, 3, 93], [520, 60, 3, 93]]; // prettier-ignore
    expect(isEmpty(removeBoxes(draw([...frame, ...ticks(8, 60, 24, 3, 1)])))).toBe(true);
  });

  it.each([
    ["1 alone", 1, false],
    ["11", 2, false],
    ["111", 3, false],
    ["11 on a rule", 2, true],
    ["111 on a rule", 3, true],
    ["1111 on a rule, even as print", 4, true]
  ] as const)("keeps the strokes of %s", (_, digits, hasRule) => {
    const ones = Array.from({length: digits}, (_, k): Bar => [200 + 50 * k, 50, 4, 100]);
    const kept = removeBoxes(draw([...ones, ...(hasRule ? [[180, 150, 60 + 50 * digits, 4] as const] : [])]));
    for (const [left, top, wide, high] of ones) {
      for (let y = top; y < top + high; ++y) expect(kept.data[y * 700 + left + wide / 2]).toBe(255);
    }
  });

  it("keeps five unevenly spaced 1s between two rules", () => {
    const ones = [90, 150, 190, 270, 310].map((left): Bar => [left, 50, 4, 100]);
    const ink = draw([...ones, [60, 46, 300, 4], [60, 150, 300, 4]]);
    expect(isEmpty(removeBoxes(ink))).toBe(false);
  });
});
