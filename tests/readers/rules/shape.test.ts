import {describe, expect, it} from "vitest";
import {conditionText, isWithin, ruleText} from "../../../src/readers/rules/rule.js";
import {findEnds} from "../../../src/readers/rules/lineEnds.js";
import {findHoles} from "../../../src/readers/rules/holes.js";
import {measuresOf} from "../../../src/readers/rules/measures.js";
import {deepestBay} from "../../../src/readers/rules/profiles.js";
import {shapeOf} from "../../../src/readers/rules/shape.js";
import {drawn} from "./drawing.js";

const bytes = (image: Float32Array) => Uint8Array.from(image);

/** Two holes, of 6 and 2 pixels, above one another. */
const EIGHT = drawn("####", "#..#", "#..#", "#..#", "####", "#..#", "####");

/** A stroke with two bays: one on the right above, one on the left below. */
const FIVE = drawn(
  "##########",
  "##########",
  "##........",
  "##........",
  "##########",
  "##########",
  "........##",
  "........##",
  "##########",
  "##########"
);

describe("findHoles(ink)", () => {
  it("returns enclosed background, the largest first, with its box, area and center", () => {
    expect(findHoles(bytes(EIGHT))).toEqual([
      {box: {x: 13, y: 11, width: 2, height: 3}, area: 6, center: {x: 14, y: 12.5}},
      {box: {x: 13, y: 15, width: 2, height: 1}, area: 2, center: {x: 14, y: 15.5}}
    ]);
  });

  it("counts neither open background nor a gap of one pixel, and lets diagonal ink close a hole", () => {
    expect(findHoles(bytes(FIVE))).toEqual([]);
    expect(findHoles(bytes(drawn("###", "#.#", "###")))).toEqual([]);
    expect(findHoles(bytes(drawn(".##.", "#..#", "#..#", ".##."))).map(({area}) => area)).toEqual([4]);
  });

  it("reaches background in the corners of the image", () => {
    expect(findHoles(new Uint8Array(784).fill(1))).toEqual([]);
    expect(findHoles(new Uint8Array(784))).toEqual([]);
  });
});

describe("findEnds(ink)", () => {
  it("returns both ends of a line, and none of a ring", () => {
    expect(findEnds(bytes(drawn("#", "#", "#", "#", "#", "#")))).toEqual([
      {x: 13.5, y: 11.5},
      {x: 13.5, y: 16.5}
    ]);
    expect(findEnds(bytes(drawn("####", "#..#", "#..#", "####")))).toEqual([]);
  });

  it("leaves out a branch that is a bump on a stroke, and keeps one that is a stroke", () => {
    const stem = ["#....", "#....", "#....", "#....", "#....", "#....", "#....", "#...."];
    const withBranch = (branch: string) => bytes(drawn(...stem.slice(0, 4), branch, ...stem.slice(4)));
    expect(findEnds(withBranch("##..."))).toHaveLength(2);
    expect(findEnds(withBranch("#####"))).toHaveLength(3);
  });
});

describe("deepestBay(profile, from, to)", () => {
  it("measures from the nearer of the two capes, and says where", () => {
    expect(deepestBay([0.1, 0.6, 0.9, 0.5, 0.3])).toEqual({depth: expect.closeTo(0.6, 6) as number, place: 0.5});
  });

  it("finds none in a profile that only recedes, and looks at a part of the profile alone", () => {
    expect(deepestBay([0, 0.2, 0.4, 0.6]).depth).toBe(0);
    expect(deepestBay([0, 0.9, 0, 0.3, 0], 0.5, 1)).toEqual({depth: 0.3, place: 0.7});
  });
});

describe("measuresOf(shape)", () => {
  it("measures holes, in percent of the ink's box", () => {
    const measures = measuresOf(shapeOf(EIGHT)!);
    expect(measures("holes")).toBe(2);
    expect(measures("width")).toBeCloseTo((100 * 4) / 7, 4);
    expect(measures("holePlace")).toBeCloseTo((100 * 2.5) / 7, 4);
    expect(measures("holeHeight")).toBeCloseTo((100 * 3) / 7, 4);
    expect(measures("secondHole")).toBeCloseTo((100 * 2) / 28, 4);
    expect(measures("ends")).toBe(0);
    expect(measures("strokesAcrossUpper")).toBe(2);
    expect(measures("strokesDown")).toBe(3);
    expect(measures("topBar")).toBe(100);
  });

  it("has no value for the place of what a shape lacks", () => {
    expect(measuresOf(shapeOf(EIGHT)!)("lowestEndFromLeft")).toBeNaN();
    expect(measuresOf(shapeOf(drawn("###"))!)("holePlace")).toBeNaN();
  });

  it("tells bays on the left from those on the right, above from below", () => {
    const ink = bytes(FIVE);
    const upright = shapeOf(FIVE)!;
    expect(findHoles(ink)).toEqual([]);
    const measures = measuresOf(upright);
    expect(measures("upperRightBay")).toBeGreaterThan(50);
    expect(measures("lowerLeftBay")).toBeGreaterThan(50);
    expect(measures("upperLeftBay")).toBeLessThan(20);
    expect(measures("lowerRightBay")).toBeLessThan(20);
    expect(measures("rightBayPlace")).toBeLessThan(measures("leftBayPlace"));
  });

  it("stands slanted ink upright first", () => {
    const slanted = Float32Array.from({length: 784}, (_, i) => {
      const [x, y] = [i % 28, Math.floor(i / 28)];
      return Number(y >= 6 && y < 22 && x === 20 - Math.floor(y / 2));
    });
    expect(shapeOf(slanted)!.box.width).toBeLessThanOrEqual(2); // 8 columns as it is
  });

  it("knows no shape in a blank image", () => {
    expect(shapeOf(new Float32Array(784))).toBeUndefined();
  });
});

describe("rules in words", () => {
  it("words a number, a minimum, a maximum and a range with their units", () => {
    expect(conditionText("holes", 2)).toBe("the number of holes is 2");
    expect(conditionText("topBay", {min: 14})).toBe("the deepest bay from the top is at least 14 %");
    expect(conditionText("width", {max: 42})).toBe("the width, of the height, is at most 42 %");
    expect(conditionText("ends", {min: 2, max: 3})).toBe("the number of line ends is 2 to 3");
    expect(ruleText({answer: "8", sees: "two loops", where: {holes: 2, ends: {max: 2}}})).toBe(
      "8, if it has two loops: the number of holes is 2; the number of line ends is at most 2"
    );
  });

  it("limits include their ends, and nothing is within limits without a value", () => {
    expect([isWithin(2, 2), isWithin(2, {min: 2}), isWithin(2, {max: 2}), isWithin(2, {min: 2.1})]).toEqual([true, true, true, false]); // prettier-ignore
    expect([isWithin(NaN, {}), isWithin(NaN, {max: 5}), isWithin(NaN, 0)]).toEqual([false, false, false]);
  });
});
