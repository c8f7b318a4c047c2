import {expect, it} from "vitest";
import {insertDigit} from "../../../src/readers/segmenter/insertDigit.js";
import type {ReadDigit} from "../../../src/readers/segmenter/readImages.js";

function digit(text: string, x: number, y: number, height = 10): ReadDigit {
  const read = {label: 0, confidence: 1, likelihood: 1, probabilities: Float32Array.of(1), image: new Uint8Array(784)};
  return {...read, text, box: {x, y, width: 5, height}, parts: [0]};
}

const lines = [
  {digits: [digit("1", 0, 0), digit("3", 20, 0)], marks: []},
  {digits: [digit("5", 0, 30)], marks: []}
];
const textAfter = (one: ReadDigit) => insertDigit(lines, one).map(({digits}) => digits.map(({text}) => text).join(""));

it("insertDigit(lines, digit) puts a digit at its place in the line that it stands on, or on a line of its own", () => {
  expect(textAfter(digit("2", 10, 2))).toEqual(["123", "5"]);
  expect(textAfter(digit("6", 30, 28))).toEqual(["13", "56"]);
  expect(textAfter(digit("4", 10, 14))).toEqual(["13", "4", "5"]);
  expect(textAfter(digit("0", 10, -20))).toEqual(["0", "13", "5"]);
  expect(textAfter(digit("9", 10, 60))).toEqual(["13", "5", "9"]);
  expect(insertDigit([], digit("7", 0, 0)).map(({digits}) => digits.length)).toEqual([1]);
});
