import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {formatForest, parseForest} from "../../../src/readers/forest/forestFile.js";
import {LEAF, linkTrees} from "../../../src/readers/forest/trees.js";

// Two trees of five nodes and one, with pixels on both sides of 256, 512 and 768.
const TREES = {features: Uint16Array.of(783, 255, LEAF, LEAF, LEAF, LEAF), values: Uint8Array.of(254, 0, 3, 1, 2, 0)};
const FILE = formatForest({trees: TREES, sharpness: 2.5}, 4);

/** Returns the file with some bytes replaced from *at* on. */
function changed(at: number, ...bytes: number[]): Uint8Array {
  const copy = FILE.slice();
  copy.set(bytes, at);
  return copy;
}

describe("formatForest({trees, sharpness}, classes) and parseForest(bytes, source, classes)", () => {
  it("returns what was formatted, for alphabets of up to 16 classes and of more", () => {
    const read = parseForest(FILE, "forest.bin", 4);
    expect(read).toEqual({trees: linkTrees(TREES), sharpness: 2.5});
    const letters = {...TREES, values: Uint8Array.of(254, 0, 199, 16, 15, 0)};
    const file = formatForest({trees: letters, sharpness: 0.25}, 200);
    expect(parseForest(file, "forest.bin", 200)).toEqual({trees: linkTrees(letters), sharpness: 0.25});
    expect(file.length - FILE.length).toBe(2); // four leaves take four bytes instead of two
  });

  it("reads a file that is part of a larger buffer", () => {
    const larger = new Uint8Array(FILE.length + 3);
    larger.set(FILE, 3);
    expect(parseForest(larger.subarray(3), "forest.bin", 4)).toEqual(parseForest(FILE, "forest.bin", 4));
  });

  it.each([
    [
      "another file",
      Uint8Array.of(1, 2, 3),
      'expected a forest, which begins with "HSFOREST", got 3 bytes of something else'
    ],
    ["one cut short", FILE.subarray(0, -1), `expected ${FILE.length} bytes for 6 nodes, got ${FILE.length - 1}`],
    ["more splits than nodes", changed(12, 7), "expected at most 6 splits, its nodes, got 7"],
    ["a sharpness of 0", changed(16, 0, 0, 0, 0), "expected a sharpness above 0, got 0"],
    ["a sharpness of NaN", changed(16, 0, 0, 0xc0, 0x7f), "expected a sharpness above 0, got NaN"],
    [
      "trees that are not whole",
      changed(20, 0b110000),
      "expected whole trees, got nodes that are missing or left over"
    ],
    ["another number of splits", changed(20, 0b1), "expected whole trees, got nodes that are missing or left over"],
    ["a pixel outside the image", changed(21, 16), "expected pixels below 784, got 784"],
    ["a class outside the alphabet", changed(FILE.length - 1, 4), "expected classes below 4, got 4"]
  ])("refuses %s", (_, bytes, expected) => {
    const parse = () => parseForest(bytes, "mine/model/forest.bin", 4);
    expect(parse).toThrow(InputError);
    expect(parse).toThrow(`mine/model/forest.bin: ${expected}`);
  });
});
