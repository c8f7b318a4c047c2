import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {removeBoxes} from "../../../src/ink/print/boxes.js";

const [WIDTH, HEIGHT] = [300, 160];

type Shape = (x: number, y: number) => boolean;

const draw = (isInk: Shape, width = WIDTH, height = HEIGHT) => ({
  width,
  height,
  data: Uint8Array.from({length: width * height}, (_, i) => (isInk(i % width, Math.floor(i / width)) ? 255 : 0))
});

const either =
  (...shapes: Shape[]): Shape =>
  (x, y) =>
    shapes.some((shape) => shape(x, y));

/** A ring, twice *radius* high and somewhat narrower: a 0. */
const zero =
  (cx: number, cy: number, radius: number, pen = 7): Shape =>
  (x, y) =>
    Math.abs(Math.hypot((x - cx) * 1.4, y - cy) - radius) < pen / 2;

const bar =
  (left: number, top: number, width: number, height: number): Shape =>
  (x, y) =>
    x >= left && x < left + width && y >= top && y < top + height;

/** A printed frame around *columns* cells, with lines *pen* thick. */
const form =
  ({left = 40, top = 30, width = 60, height = 100, columns = 1, pen = 2}): Shape =>
  (x, y) => {
    const isInside = x >= left && x < left + columns * width + pen && y >= top && y < top + height + pen;
    return isInside && ((x - left) % width < pen || (y - top) % height < pen);
  };

/** Counts the lost pixels of *shape* and the remaining pixels outside it. */
function compare(drawn: Shape, shape: Shape): {lost: number; left: number; of: number} {
  const kept = removeBoxes(draw(drawn));
  const result = {lost: 0, left: 0, of: 0};
  kept.data.forEach((level, i) => {
    const is = shape(i % WIDTH, Math.floor(i / WIDTH));
    if (is) ++result.of;
    if (is && !level) ++result.lost;
    if (!is && level) ++result.left;
  });
  return result;
}

describe("removeBoxes(ink)", () => {
  it("removes a box with lines 1 to 4 pixels thick around a digit and no pixel of the digit", () => {
    const boxes = fc.record({
      left: fc.integer({min: 20, max: 60}),
      top: fc.integer({min: 8, max: 20}),
      width: fc.integer({min: 90, max: 200}),
      height: fc.integer({min: 110, max: 130}),
      pen: fc.integer({min: 1, max: 4})
    });
    fc.assert(
      fc.property(boxes, (box) => {
        const digit = zero(box.left + box.width / 2, box.top + box.height / 2, 40);
        expect(compare(either(digit, form(box)), digit)).toMatchObject({lost: 0, left: 0});
      }),
      {numRuns: 20}
    );
  });

  it("removes a form of several cells, including empty ones, and separate cells", () => {
    const digits = either(zero(70, 80, 36), bar(127, 45, 7, 70));
    expect(compare(either(digits, form({columns: 4})), digits)).toMatchObject({lost: 0, left: 0});
    const apart = [20, 110, 200].map((left) => form({left, width: 80}));
    const written = either(zero(60, 80, 36), bar(146, 45, 7, 70));
    expect(compare(either(written, ...apart), written)).toMatchObject({lost: 0, left: 0});
  });

  it("keeps almost all of a stroke that crosses a box", () => {
    const digit = either(zero(90, 80, 44), bar(160, 20, 8, 125));
    const {lost, left, of} = compare(either(digit, form({columns: 3, top: 38, height: 90})), digit);
    expect(lost).toBeLessThan(0.05 * of);
    expect(left).toBeLessThan(0.02 * of);
  });

  it("removes squared and ruled paper, level or slightly tilted, and keeps the writing on it", () => {
    const papers = fc.record({
      pitch: fc.integer({min: 25, max: 45}),
      pen: fc.integer({min: 1, max: 3}),
      tilt: fc.double({min: -0.03, max: 0.03, noNaN: true}),
      squared: fc.boolean()
    });
    const digits = either(zero(110, 80, 40), bar(186, 42, 8, 76));
    fc.assert(
      fc.property(papers, ({pitch, pen, tilt, squared}) => {
        const paper: Shape = (x, y) =>
          (y - tilt * x + 9 * pitch + 7) % pitch < pen || (squared && (x + tilt * y + 9 * pitch + 5) % pitch < pen);
        const {lost, left, of} = compare(either(digits, paper), digits);
        // A line that runs along a stroke removes its own thickness from it.
        expect(lost).toBeLessThan(0.15 * of);
        // Crumbs at crossings, which removeSpecks removes.
        expect(left).toBeLessThan(0.08 * of);
      }),
      {numRuns: 20, seed: 3}
    );
  });

  // Similar shapes that must remain complete.
  const alike: Record<string, Shape> = {
    "a round 0": zero(150, 80, 60),
    "a square 0": form({left: 120, top: 20, width: 60, height: 120, pen: 4}),
    "a 0 with a dot in it": either(zero(150, 80, 60), bar(147, 77, 6, 6)),
    "a square 0 with a dot in it": either(
      form({left: 120, top: 20, width: 60, height: 120, pen: 4}),
      bar(148, 78, 6, 6)
    ),
    "an 8 of straight lines": either(
      form({left: 120, top: 20, width: 60, height: 60, pen: 4}),
      form({left: 120, top: 80, width: 60, height: 60, pen: 4})
    ),
    "a 9 and a 6 of straight lines": either(
      form({left: 60, top: 20, width: 60, height: 60, pen: 4}),
      bar(120, 20, 4, 124),
      form({left: 180, top: 80, width: 60, height: 60, pen: 4}),
      bar(180, 20, 4, 124)
    ),
    "a 4 with a closed loop": either(
      bar(160, 20, 4, 120),
      bar(100, 90, 80, 4),
      (x, y) => Math.abs(x + y * 0.86 - 178) < 3 && y >= 20 && y < 92
    ),
    "a 1 that is a long bar, from border to border": bar(150, 0, 4, HEIGHT),
    "three 1s from border to border": either(bar(60, 0, 4, HEIGHT), bar(150, 0, 4, HEIGHT), bar(240, 0, 4, HEIGHT)),
    "a 7 of straight lines": either(bar(100, 20, 80, 4), (x, y) => Math.abs(x - 180 + (y - 20) * 0.4) < 3 && y > 20)
  };

  it.each(Object.keys(alike))("keeps all of %s", (name) => {
    const ink = draw(alike[name]!);
    expect(removeBoxes(ink)).toBe(ink);
  });

  it("keeps pictures with few pixels unchanged", () => {
    const ink = draw((x, y) => x % 9 === 3 || y % 9 === 3 || (x > 12 && x < 16), 28, 28);
    expect(removeBoxes(ink)).toBe(ink);
  });
});
