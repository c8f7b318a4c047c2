import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {bestPath, type Step} from "../../../src/ink/segmentation/bestPath.js";

/** Returns the scores of all paths from *place* to *length*, by exhaustive search. */
function scoresOfAll(place: number, length: number, steps: readonly Step[], cut: (place: number) => number): number[] {
  if (place === length) return [0];
  return steps
    .filter(({first}) => first === place)
    .flatMap((step) =>
      scoresOfAll(step.end, length, steps, cut).map((rest) => step.score + rest + (place ? cut(place) : 0))
    );
}

const steps = fc.array(
  fc
    .record({
      first: fc.integer({min: 0, max: 5}),
      span: fc.integer({min: 1, max: 3}),
      score: fc.integer({min: -9, max: 9})
    })
    .map(({first, span, score}) => ({first, end: first + span, score}))
    .filter(({end}) => end <= 6),
  {maxLength: 14}
);

describe("bestPath(length, steps, cut)", () => {
  it("returns a contiguous path with the highest score of all paths", () => {
    fc.assert(
      fc.property(steps, fc.integer({min: -5, max: 5}), (list, slope) => {
        const cut = (place: number) => slope * place;
        const path = bestPath(6, list, cut);
        const scores = scoresOfAll(0, 6, list, cut);
        if (!scores.length) {
          expect(path).toBeUndefined();
          return;
        }
        expect(path![0]!.first).toBe(0);
        expect(path!.at(-1)!.end).toBe(6);
        path!.slice(1).forEach(({first}, i) => expect(first).toBe(path![i]!.end));
        const score = path!.reduce((sum, step) => sum + step.score + (step.first ? cut(step.first) : 0), 0);
        expect(score).toBe(Math.max(...scores));
      }),
      {numRuns: 500, seed: 4}
    );
  });

  it("returns no steps for length 0", () => {
    expect(bestPath(0, [])).toEqual([]);
  });
});
