import {randomLcg, randomNormal} from "d3-random";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier} from "../../../loaders/runs/runs.js";
import type {Box, GrayImage} from "../../../src/ink/image/image.js";
import type {Stroke} from "../../../src/pen/pen.js";
import type {Constraint} from "../../../src/ink/segmentation/constraints.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {textOf, type ReadDigit} from "../../../src/readers/segmenter/readImages.js";
import {markedText} from "../../../src/readers/segmenter/markLine.js";
import {readMarkedPicture, readPicture} from "../../../src/readers/segmenter/readPicture.js";
import type {Classifier} from "../../../src/readers/classifier.js";
import {PLAIN} from "../../browser/hand.js";

let classifier: Classifier;

beforeAll(async () => {
  await startBackend(WASM);
  classifier = await readClassifier("cnn-pen");
});
afterAll(() => classifier.dispose());

/** The handwriting of a number: the height of its digits, the pen's width and the space between digits, in pixels. */
interface Hand {
  readonly height: number;
  readonly pen: number;
  readonly space: number;
}

/** Returns the strokes of *number* from (*x*, *y*) on, and the bounding box of each digit's ink. */
function write(number: string, x: number, y: number, {height, pen, space}: Hand): {strokes: Stroke[]; boxes: Box[]} {
  const strokes: Stroke[] = [];
  const boxes: Box[] = [];
  const scale = height / 0.6; // the digits of the hand are 0.6 of its surface high
  let left = x;
  for (const digit of number) {
    const points = PLAIN[digit]!.flat();
    const [least, most] = [Math.min(...points.map(([u]) => u)), Math.max(...points.map(([u]) => u))];
    const from = left;
    strokes.push(
      ...PLAIN[digit]!.map((s) => s.map(([u, v]) => [from + scale * (u - least), y + scale * (v - 0.2)] as const))
    );
    const width = scale * (most - least);
    boxes.push({x: left - pen / 2, y: y - pen / 2, width: width + pen, height: height + pen});
    left += width + pen + space;
  }
  return {strokes, boxes};
}

/** Returns a photo of *strokes*: the levels of paper and ink times the light, plus noise. */
function photograph(
  strokes: readonly Stroke[],
  width: number,
  height: number,
  {
    pen = 8,
    paper = 225,
    ink = 40,
    deviation = 0,
    light = () => 1
  }: {pen?: number; paper?: number; ink?: number; deviation?: number; light?: (x: number, y: number) => number} = {}
): GrayImage {
  const distance = new Float32Array(width * height).fill(Infinity);
  for (const stroke of strokes) {
    for (let k = 1; k < stroke.length; ++k) {
      const [[ax, ay], [bx, by]] = [stroke[k - 1]!, stroke[k]!];
      const [dx, dy] = [bx - ax, by - ay];
      const reach = pen / 2 + 2;
      const [top, bottom] = [
        Math.max(0, Math.floor(Math.min(ay, by) - reach)),
        Math.min(height, Math.max(ay, by) + reach)
      ];
      const [left, right] = [
        Math.max(0, Math.floor(Math.min(ax, bx) - reach)),
        Math.min(width, Math.max(ax, bx) + reach)
      ];
      for (let y = top; y < bottom; ++y) {
        for (let x = left; x < right; ++x) {
          const t = Math.max(0, Math.min(1, ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy)));
          const i = y * width + x;
          distance[i] = Math.min(distance[i]!, Math.hypot(x - ax - t * dx, y - ay - t * dy));
        }
      }
    }
  }
  const normal = randomNormal.source(randomLcg(0.4))(0, deviation);
  const data = Uint8ClampedArray.from(distance, (d, i) => {
    const cover = Math.max(0, Math.min(1, pen / 2 - d + 0.5));
    const level = paper + (ink - paper) * cover;
    return level * light((i % width) / width, Math.floor(i / width) / height) + (deviation ? normal() : 0);
  });
  return {width, height, data: Uint8Array.from(data)};
}

/** Expects each digit's box within 3 pixels of where it was written, left and right. */
function expectBoxes(read: readonly ReadDigit[], boxes: readonly Box[]): void {
  expect(read).toHaveLength(boxes.length);
  read.forEach(({box}, i) => {
    const [is, was] = [box, boxes[i]!].map(({x, width}) => [x, x + width]) as [[number, number], [number, number]];
    expect(Math.abs(is[0] - was[0])).toBeLessThanOrEqual(3);
    expect(Math.abs(is[1] - was[1])).toBeLessThanOrEqual(3);
  });
}

const HAND: Hand = {height: 90, pen: 8, space: 18};
const NUMBERS = ["204", "1472", "30127", "7214023", "402713240127"];

const read = (picture: GrayImage) => readPicture(classifier, picture);

/** Returns the width of a picture that holds all boxes. */
const widthOf = (boxes: readonly Box[]) => Math.ceil(boxes.at(-1)!.x + boxes.at(-1)!.width + 40);

describe("readPicture(classifier, picture) of several digits", () => {
  it.each(NUMBERS)("reads %s, dark on light and light on dark, and locates each digit", async (number) => {
    const {strokes, boxes} = write(number, 40, 40, HAND);
    for (const levels of [{}, {paper: 25, ink: 220}]) {
      const lines = await read(photograph(strokes, widthOf(boxes), 170, levels));
      expect(textOf(lines, DIGITS)).toBe(number);
      expectBoxes(lines[0]!, boxes);
    }
  });

  it.each([0.4, 1, 3])("reads the same number %f times as large", async (scale) => {
    const hand = {height: 90 * scale, pen: 8 * scale, space: 18 * scale};
    const {strokes, boxes} = write("30127", 40, 40, hand);
    const picture = photograph(strokes, widthOf(boxes), Math.ceil(80 + hand.height), {pen: hand.pen});
    expect(textOf(await read(picture), DIGITS)).toBe("30127");
  });

  it("reads digits with noise", async () => {
    const {strokes, boxes} = write("30127", 40, 40, HAND);
    expect(textOf(await read(photograph(strokes, widthOf(boxes), 170, {deviation: 8})), DIGITS)).toBe("30127");
  });

  it("reads digits under uneven light and across a shadow's edge", async () => {
    const {strokes, boxes} = write("30127", 40, 40, HAND);
    for (const light of [
      (x: number) => 1 - 0.4 * x,
      (x: number, y: number) => 1 - 0.45 * Math.max(0, Math.min(1, (x + 0.3 * y - 0.6) / 0.1 + 0.5))
    ]) {
      expect(textOf(await read(photograph(strokes, widthOf(boxes), 170, {light})), DIGITS)).toBe("30127");
    }
  });

  it("reads lines from top to bottom", async () => {
    const [upper, lower] = [write("1472", 40, 40, HAND), write("30127", 60, 180, HAND)];
    const lines = await read(photograph([...upper.strokes, ...lower.strokes], 620, 310));
    expect(textOf(lines, DIGITS)).toBe("1472 30127");
    expectBoxes(lines[0]!, upper.boxes);
    expectBoxes(lines[1]!, lower.boxes);
  });

  it("separates touching digits", async () => {
    const {strokes, boxes} = write("3027", 40, 40, {...HAND, space: -2});
    const lines = await read(photograph(strokes, widthOf(boxes), 170));
    expect(textOf(lines, DIGITS)).toBe("3027");
  });

  it("ignores a dot, a dash at the end and a line below", async () => {
    const {strokes, boxes} = write("30127", 40, 40, {...HAND, space: 30});
    const end = widthOf(boxes);
    const dot: Stroke = [
      [boxes[1]!.x + boxes[1]!.width + 14, 128],
      [boxes[1]!.x + boxes[1]!.width + 16, 130]
    ];
    const dash: Stroke = [
      [end - 10, 85],
      [end + 30, 84]
    ];
    const rule: Stroke = [
      [0, 150],
      [end + 80, 152]
    ];
    expect(textOf(await read(photograph([...strokes, dot, dash, rule], end + 80, 170)), DIGITS)).toBe("30127");
  });
});

describe("readPicture(classifier, picture) of one digit", () => {
  it.each(Object.keys(PLAIN))("reads %s as one, wherever it is", async (digit) => {
    const {strokes, boxes} = write(digit, 90, 60, HAND);
    const lines = await read(photograph(strokes, 240, 230));
    expect(textOf(lines, DIGITS)).toBe(digit);
    expectBoxes(lines[0]!, boxes);
  });

  it("reads nothing on blank paper, with grain or without", async () => {
    expect(await read(photograph([], 200, 100))).toEqual([]);
    expect(await read(photograph([], 200, 100, {deviation: 4}))).toEqual([]);
    expect(await read(photograph([], 200, 100, {deviation: 8}))).toEqual([]);
  });
});

describe("readPicture(classifier, picture, constraints)", () => {
  /** Returns a photo of a number, its digits, and a function that reads it under constraints. */
  async function readNumber(number: string) {
    const {strokes, boxes} = write(number, 40, 40, HAND);
    const picture = photograph(strokes, widthOf(boxes), 170);
    const [digits] = await read(picture);
    expect(textOf([digits!], DIGITS)).toBe(number);
    const partsWith = async (...constraints: Constraint[]) =>
      (await readPicture(classifier, picture, constraints)).map((line) => line.map(({parts}) => parts));
    return {picture, digits: digits!, all: digits!.map(({parts}) => parts), partsWith};
  }

  it("numbers the parts of all digits from left to right, each once", async () => {
    const {all} = await readNumber("30127");
    expect(all.flat()).toEqual([...all.flat()].sort((a, b) => a - b));
    expect(new Set(all.flat()).size).toBe(all.flat().length);
  });

  it("joins parts that a constraint makes one digit, in one box, and leaves the other digits unchanged", async () => {
    const {picture, digits, all, partsWith} = await readNumber("30127");
    const constraint = {parts: [...all[2]!, ...all[3]!], isDigit: true};
    expect(await partsWith(constraint)).toEqual([[all[0], all[1], constraint.parts, all[4]]]);
    const {box} = (await readPicture(classifier, picture, [constraint]))[0]![2]!;
    expect(box.x).toBe(digits[2]!.box.x);
    expect(box.x + box.width).toBe(digits[3]!.box.x + digits[3]!.box.width);
  });

  it("splits parts that a constraint makes no single digit, and takes none of them for a mark", async () => {
    const {all, partsWith} = await readNumber("204");
    const joined = [...all[0]!, ...all[1]!];
    expect(await partsWith({parts: joined, isDigit: false})).toEqual([all]);
    const four = all[2]!;
    expect(four.length).toBeGreaterThan(1);
    const [split] = await partsWith({parts: four, isDigit: false});
    expect(split!.length).toBeGreaterThan(3);
    expect(split!.slice(0, 2)).toEqual(all.slice(0, 2));
    expect(split!.slice(2).flat()).toEqual(four);
  });

  it("meets several constraints, and reads all ink as one digit if a constraint says so", async () => {
    const {all, partsWith} = await readNumber("204");
    const [two, zero, four] = all as [number[], number[], number[]];
    const joined = {parts: [...two, ...zero], isDigit: true};
    const parts = (await partsWith(joined, {parts: four, isDigit: false}))[0]!;
    expect(parts[0]).toEqual(joined.parts);
    expect(parts.slice(1).flat()).toEqual(four);
    expect(parts.length).toBeGreaterThan(2);
    expect(await partsWith({parts: all.flat(), isDigit: true})).toEqual([[all.flat()]]);
  });

  it("joins any two digits, however many lie between, around both of their boxes, and reads the others as before", async () => {
    const {picture, digits, all, partsWith} = await readNumber("30127");
    const constraint = {parts: [...all[3]!, ...all[0]!], isDigit: true};
    const joined = [...all[0]!, ...all[3]!];
    const lines = await partsWith(constraint);
    expect(lines).toHaveLength(1);
    expect(lines[0]!.filter((parts) => parts.join() !== joined.join())).toEqual([all[1], all[2], all[4]]);
    expect(lines[0]!.map(String)).toContain(String(joined));
    const read = (await readPicture(classifier, picture, [constraint]))[0]!;
    const {box, image} = read.find(({parts}) => parts.join() === joined.join())!;
    expect([box.x, box.x + box.width]).toEqual([digits[0]!.box.x, digits[3]!.box.x + digits[3]!.box.width]);
    expect(image).not.toEqual(digits[0]!.image);
    expect(read.find(({parts}) => parts === all[1] || parts.join() === all[1]!.join())!.image).toEqual(
      digits[1]!.image
    );
    // and apart again
    expect(await partsWith({parts: joined, isDigit: false})).toEqual([all]);
  });

  it("joins two pairs that lie within each other", async () => {
    const {all, partsWith} = await readNumber("30127");
    const [outer, inner] = [
      [...all[0]!, ...all[4]!],
      [...all[1]!, ...all[3]!]
    ];
    const [line] = await partsWith({parts: outer, isDigit: true}, {parts: inner, isDigit: true});
    expect(line!.map(String).sort()).toEqual([outer, inner, all[2]!].map(String).sort());
  });

  it("joins digits of two lines", async () => {
    const [upper, lower] = [write("1472", 40, 40, HAND), write("3012", 40, 180, HAND)];
    const picture = photograph([...upper.strokes, ...lower.strokes], 620, 310);
    const [first, second] = await read(picture);
    const parts = [...first![3]!.parts, ...second![0]!.parts];
    const digits = (await readPicture(classifier, picture, [{parts, isDigit: true}])).flat();
    expect(digits).toHaveLength(7);
    const {box} = digits.find((digit) => digit.parts.join() === parts.join())!;
    expect([box.y, box.x]).toEqual([first![3]!.box.y, second![0]!.box.x]);
    const others = digits.filter((digit) => digit.parts.join() !== parts.join());
    expect(textOf([others], DIGITS)).toBe("147012");
  });

  it("leaves a line unchanged if no division meets the constraints", async () => {
    const {all, partsWith} = await readNumber("30127");
    const [single] = all[0]!;
    expect(all[0]).toEqual([single]);
    expect(await partsWith({parts: [single!], isDigit: false})).toEqual([all]);
  });

  it("applies constraints only to the line they refer to", async () => {
    const [upper, lower] = [write("1472", 40, 40, HAND), write("3012", 40, 180, HAND)];
    const picture = photograph([...upper.strokes, ...lower.strokes], 620, 310);
    const [first, second] = await read(picture);
    const parts = [...second![0]!.parts, ...second![1]!.parts];
    const lines = await readPicture(classifier, picture, [{parts, isDigit: true}]);
    expect(textOf([lines[0]!], DIGITS)).toBe(textOf([first!], DIGITS));
    expect(lines[1]!.map((digit) => digit.parts)).toEqual([parts, second![2]!.parts, second![3]!.parts]);
  });
});

describe("readMarkedPicture(classifier, picture) of numbers with marks", () => {
  const height = 90;
  const at = (x: number, ...points: [number, number][]): Stroke =>
    points.map(([u, v]) => [x + u * height, 40 + v * height] as const);
  const arc = (x: number, side: 1 | -1) =>
    at(x, ...Array.from({length: 9}, (_, i): [number, number] => {
      const t = i / 4 - 1;
      return [0.15 - side * 0.2 * (t * t - 0.5), 0.5 + 0.65 * t];
    })); // prettier-ignore
  /**
   * The strokes of each mark from *x* on, beside digits of the hand's height, and the mark's width in digit heights.
   */
  const MARKS: Readonly<Record<string, {width: number; strokes: (x: number) => Stroke[]}>> = {
    ".": {width: 0.2, strokes: (x) => [at(x, [0.08, 0.95], [0.12, 0.98])]},
    ",": {width: 0.2, strokes: (x) => [at(x, [0.12, 0.9], [0.03, 1.15])]},
    "-": {width: 0.5, strokes: (x) => [at(x, [0, 0.5], [0.4, 0.5])]},
    "/": {width: 0.5, strokes: (x) => [at(x, [0, 1.12], [0.42, -0.12])]},
    ":": {width: 0.2, strokes: (x) => [at(x, [0.08, 0.3], [0.1, 0.31]), at(x, [0.08, 0.8], [0.1, 0.81])]},
    "+": {width: 0.5, strokes: (x) => [at(x, [0.22, 0.28], [0.22, 0.75]), at(x, [0, 0.52], [0.45, 0.52])]},
    "=": {width: 0.5, strokes: (x) => [at(x, [0, 0.4], [0.45, 0.4]), at(x, [0, 0.66], [0.45, 0.66])]},
    "(": {width: 0.35, strokes: (x) => [arc(x, -1)]},
    ")": {width: 0.35, strokes: (x) => [arc(x, 1)]}
  };

  /** Returns a photo of a *number* with marks. */
  function photographMarked(number: string, levels: Parameters<typeof photograph>[3] = {}): GrayImage {
    const strokes: Stroke[] = [];
    let x = 40;
    for (const character of number) {
      const mark = MARKS[character];
      const {strokes: digit, boxes} = mark ? {strokes: mark.strokes(x), boxes: []} : write(character, x, 40, HAND);
      strokes.push(...digit);
      x += 18 + (mark ? mark.width * height : boxes[0]!.width);
    }
    return photograph(strokes, Math.ceil(x + 40), 170, levels);
  }

  it.each(["4.23", "20,4", "-7", "402-30", "10/24", "12:30", "12+34", "3=21", "(42)", "1.000,40"])(
    "reads %s, its digits and its marks",
    async (number) => {
      for (const levels of [{}, {paper: 25, ink: 220}]) {
        const lines = await readMarkedPicture(classifier, photographMarked(number, levels));
        expect(lines.map((line) => markedText(line, DIGITS))).toEqual([number]);
        expect(
          textOf(
            lines.map(({digits}) => digits),
            DIGITS
          )
        ).toBe(number.replace(/\D/g, ""));
      }
    }
  );
});
