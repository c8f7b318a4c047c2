import {describe, expect, it} from "vitest";
import {joinAnyParts, withoutParts} from "../../../src/ink/segmentation/anyParts.js";
import {segmentInk} from "../../../src/ink/segmentation/segmentInk.js";
import {rasterizeStrokes} from "../../../src/pen/strokes.js";
import {writeNumber} from "../../browser/hand.js";

/** The only line of a number, in ink *times* as large. */
function lineOf(number: string, times: number) {
  const {width, height, data} = rasterizeStrokes(writeNumber(number))!;
  const large = {width: width * times, height: height * times, data: new Uint8Array(width * height * times * times)};
  large.data.forEach((_, i) => {
    const [x, y] = [Math.floor((i % large.width) / times), Math.floor(i / large.width / times)];
    large.data[i] = data[y * width + x]!;
  });
  return segmentInk(large)[0]!;
}

describe("joinAnyParts(parts)", () => {
  it.each([1, 5])(
    "gives neighbors the box and the image that they have as a candidate, in ink %i times as large",
    (times) => {
      const line = lineOf("20147", times);
      expect(line.times > 1).toBe(times > 1);
      expect(line.length).toBeGreaterThanOrEqual(5);
      for (const {first, end, box, image} of line.candidates) {
        const parts = Array.from({length: end - first}, (_, i) => ({line, place: first + i}));
        const joined = joinAnyParts(parts);
        if (joined.box.width > box.width + line.times) continue; // a candidate drops fragments of its neighbors
        expect(joined.image).toEqual(image);
        expect([joined.box.x, joined.box.y]).toEqual([box.x, box.y]);
      }
    }
  );

  it("has the ink of both parts and nothing of what lies between", () => {
    const line = lineOf("20147", 1);
    const seven = line.candidates.findLast(({first, end, height}) => end === first + 1 && height > 0.5)!.first;
    expect(seven).toBeGreaterThan(2);
    const [a, b] = [0, seven].map((place) => joinAnyParts([{line, place}]));
    const both = joinAnyParts([{line, place: seven}, {line, place: 0}]); // prettier-ignore
    expect(both.box.x).toBe(a!.box.x);
    expect(both.box.x + both.box.width).toBe(b!.box.x + b!.box.width);
    const inked = Array.from({length: 28}, (_, x) => Array.from({length: 28}, (_, y) => both.image[y * 28 + x]!).some(Boolean)); // prettier-ignore
    const [left, right] = [inked.indexOf(true), inked.lastIndexOf(true)];
    const gaps = inked.slice(left, right).map(Number).join("").split("1");
    expect(Math.max(...gaps.map((gap) => gap.length))).toBeGreaterThan((right - left) / 3);
  });
});

describe("withoutParts(line, taken)", () => {
  it("keeps the candidates of what is left, and none across a gap", () => {
    const line = lineOf("20147", 1);
    const {line: rest, places} = withoutParts(line, new Set([1]));
    expect(places).toEqual(Array.from({length: line.length}, (_, i) => i).filter((i) => i !== 1));
    expect([rest.length, rest.crossed.length, rest.crossed[0], rest.crossed.at(-1)]).toEqual([places.length, places.length + 1, 0, 0]); // prettier-ignore
    for (const {first, end} of rest.candidates) expect(end === 1 || first >= 1).toBe(true);
    expect(rest.candidates.map(({image}) => image)).toEqual(
      line.candidates.filter(({first, end}) => end <= 1 || first > 1).map(({image}) => image)
    );
  });
});
