import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {removeThumbs} from "../../../src/ink/page/thumbs.js";

const [WIDTH, HEIGHT] = [320, 200];
const [PAPER, INK] = [230, 50];

type Shape = (x: number, y: number) => boolean;

const draw = (levelAt: (x: number, y: number) => number) => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from({length: WIDTH * HEIGHT}, (_, i) => levelAt(i % WIDTH, Math.floor(i / WIDTH)))
});

/** A bar and a ring beside it: 1 and 0. */
const isWritten: Shape = (x, y) =>
  (Math.abs(x - 130) < 5 && Math.abs(y - 100) < 30) || Math.abs(Math.hypot((x - 175) * 1.4, y - 100) - 28) < 5;

const disk =
  (cx: number, cy: number, radius: number): Shape =>
  (x, y) =>
    Math.hypot(x - cx, y - cy) < radius;

describe("removeThumbs(picture)", () => {
  it("continues the paper over a thumb at any side and keeps the writing exactly", () => {
    const thumbs = fc.record({
      side: fc.integer({min: 0, max: 3}),
      along: fc.double({min: 0.3, max: 0.7, noNaN: true}),
      radius: fc.integer({min: 24, max: 40}),
      inside: fc.double({min: 0.5, max: 0.9, noNaN: true}),
      level: fc.integer({min: 60, max: 140})
    });
    fc.assert(
      fc.property(thumbs, ({side, along, radius, inside, level}) => {
        const out = radius * (1 - inside);
        const [x, y] = [along * WIDTH, along * HEIGHT];
        const centers = [[x, -out], [x, HEIGHT + out], [-out, y], [WIDTH + out, y]] as const; // prettier-ignore
        const isThumb = disk(...centers[side]!, radius);
        const kept = removeThumbs(draw((u, v) => (isWritten(u, v) ? INK : isThumb(u, v) ? level : PAPER)));
        const page = draw((u, v) => (isWritten(u, v) ? INK : PAPER)).data;
        expect(kept.data.findIndex((shown, i) => shown !== page[i])).toBe(-1);
      }),
      {numRuns: 40}
    );
  });

  it.each<[string, Shape]>([
    ["a disk alone", disk(160, 210, 60)],
    ["a 1 that runs off the border", (x, y) => isWritten(x, y) || (Math.abs(x - 60) < 5 && y < 60)],
    ["a bar along the border, as of a 5", (x, y) => isWritten(x, y) || (y < 9 && x > 140 && x < 190)],
    ["a stroke that runs off two sides", (x, y) => isWritten(x, y) || Math.abs(x + y - 60) < 7],
    ["a dark corner", (x, y) => isWritten(x, y) || Math.hypot(x, y) < 45],
    ["writing alone", isWritten]
  ])("returns the picture as it is: %s", (_, isDark) => {
    const picture = draw((x, y) => (isDark(x, y) ? INK : PAPER));
    expect(removeThumbs(picture)).toBe(picture);
  });
});
