import {describe, expect, it} from "vitest";
import {digitOfFile, digitOfFolder} from "../../../../loaders/datasets/layouts/digitNames.js";

// Names as people and their programs give them. Anybody can read their meaning.

describe("digitOfFolder(name)", () => {
  it.each([
    ["7", 7],
    ["00", 0],
    ["007", 7],
    ["digit_7", 7],
    ["Class-3", 3],
    ["label 5", 5],
    ["digit9", 9],
    ["seven", 7],
    ["Zero", 0],
    ["0 - zero", 0],
    ["eight_8", 8]
  ])("%s is %i", (name, digit) => {
    expect(digitOfFolder(name)).toBe(digit);
  });

  it.each(["10", "010", "70", "x7", "7x", "seventh", "ten", "Sample001", "part 7", "7 - six", "", "digit", "img_7"])(
    '"%s" is no digit',
    (name) => {
      expect(digitOfFolder(name)).toBeUndefined();
    }
  );
});

describe("digitOfFile(name)", () => {
  it.each([
    ["7_1", 7],
    ["9_0062", 9],
    ["digit-3 (2)", 3],
    ["digit_7_001", 7],
    ["3 (2)", 3],
    ["4-scan", 4],
    ["label5_a", 5],
    ["seven_12", 7],
    ["three", 3],
    ["0001_label_7", 7],
    ["img-17-digit-2", 2]
  ])("%s says %i", (name, digit) => {
    expect(digitOfFile(name)).toBe(digit);
  });

  it.each(["7", "12_7", "img_7", "a", "IMG_2034", "70_1", "sevenths_1", "0001", "digit_12", "7_a_label_3", "x7_1", ""])(
    '"%s" says none, or two',
    (name) => {
      expect(digitOfFile(name)).toBeUndefined();
    }
  );
});
