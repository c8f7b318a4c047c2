import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {allows, rule} from "../../../src/ink/segmentation/constraints.js";

const parts = fc.uniqueArray(fc.integer({min: 0, max: 5}), {minLength: 1, maxLength: 5});
const constraint = fc.record({parts, isDigit: fc.boolean()});

describe("allows(constraints, parts)", () => {
  it("allows everything without constraints", () => {
    fc.assert(fc.property(parts, (some) => allows([], some)));
  });

  it("allows the parts of one digit together in any order, and no other group with some of them", () => {
    const constraints = [{parts: [1, 2], isDigit: true}];
    expect(allows(constraints, [2, 1])).toBe(true);
    expect(allows(constraints, [0])).toBe(true);
    for (const some of [[1], [2], [0, 1], [0, 1, 2], [1, 2, 3]]) expect(allows(constraints, some)).toBe(false);
  });

  it("allows no digit with all parts of a group that is not one digit", () => {
    const constraints = [{parts: [1, 2], isDigit: false}];
    for (const some of [[1], [2], [0, 1], [2, 3]]) expect(allows(constraints, some)).toBe(true);
    for (const some of [
      [1, 2],
      [0, 1, 2],
      [2, 3, 1]
    ])
      expect(allows(constraints, some)).toBe(false);
  });
});

describe("rule(constraints, latest)", () => {
  it("keeps constraints on other parts and replaces earlier ones on the same parts", () => {
    const before = [
      {parts: [0, 1], isDigit: true},
      {parts: [3], isDigit: false}
    ];
    const latest = {parts: [1, 2], isDigit: false};
    expect(rule(before, latest)).toEqual([before[1], latest]);
  });

  it("never leaves two constraints on one part", () => {
    fc.assert(
      fc.property(fc.array(constraint), (constraints) => {
        const all = constraints.reduce(
          (kept: typeof constraints, latest) => rule(kept, latest) as typeof constraints,
          []
        );
        const mentioned = all.flatMap((one) => one.parts);
        expect(new Set(mentioned).size).toBe(mentioned.length);
      })
    );
  });
});
