import {join} from "node:path";
import {randomLcg} from "d3-random";
import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {readIdx} from "../../loaders/datasets/contents/readIdx.js";
import {PIXELS, SIDE} from "../../src/ink/image/grid.js";
import {imageAt, type Digits, type Split} from "../../src/characters/digits.js";
import {findDuplicates, signatureOf, type DuplicatePair} from "../../src/characters/duplicates.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {preprocess} from "../../src/ink/preprocess.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {findTestData} from "../testData.js";

type Splits = Partial<Record<Split, Digits>>;

const random = randomLcg(0.7);
const BLANK = new Uint8Array(PIXELS);

/** Distinct synthetic handwritten digits with as much ink as MNIST's; none is a twin of another. */
const WRITTEN = Array.from(
  {length: 60},
  (_, i) => preprocessStrokes(writeDigit(i % 10, random), {penWidth: 14})!.image
);

function digits(images: readonly Uint8Array[], labels?: readonly number[]): Digits {
  return {
    length: images.length,
    images: Uint8Array.from(images.flatMap((image) => [...image])),
    ...(labels && {labels: Uint8Array.from(labels)})
  };
}

function shift(image: Uint8Array, dx: number, dy: number): Uint8Array {
  const shifted = new Uint8Array(PIXELS);
  image.forEach((v, i) => {
    const [x, y] = [(i % SIDE) + dx, Math.floor(i / SIDE) + dy];
    if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) shifted[y * SIDE + x] = v;
  });
  return shifted;
}

/**
 * Returns the image with each pixel up to 50 levels off: at a distance of about 0.07 from it and from another such
 * copy.
 */
function disturb(image: Uint8Array): Uint8Array {
  return image.map((v) => Math.max(0, Math.min(255, Math.round(v + 50 * (2 * random() - 1)))));
}

/** Disturbed copies of the first two digits. */
const DISTURBED = [WRITTEN[0]!, WRITTEN[1]!].map((image) => Array.from({length: 40}, () => disturb(image)));

/** Enlarges a picture bilinearly by *scale*, dark ink on white paper. */
function enlarge(image: Uint8Array, scale: number) {
  const side = Math.round(SIDE * scale);
  const at = (x: number, y: number) => image[Math.min(27, Math.max(0, y)) * SIDE + Math.min(27, Math.max(0, x))]!;
  const data = Uint8Array.from({length: side * side}, (_, i) => {
    const [u, v] = [((i % side) + 0.5) / scale - 0.5, (Math.floor(i / side) + 0.5) / scale - 0.5];
    const [x, y] = [Math.floor(u), Math.floor(v)];
    const [upper, lower] = [y, y + 1].map((row) => at(x, row) + (u - x) * (at(x + 1, row) - at(x, row)));
    return 255 - Math.round(upper! + (v - y) * (lower! - upper!));
  });
  return {width: side, height: side, data};
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return a.every((v, p) => v === b[p]);
}

/** Compares all pairs by the documented definition of a twin; *refused* counts images that are near but in a crowd. */
function pairsByBruteForce(splits: Splits): {expected: DuplicatePair[]; refused: number} {
  const expected: DuplicatePair[] = [];
  let refused = 0;
  for (const [a, b] of [
    ["train", "validation"] as const,
    ["train", "test"] as const,
    ["validation", "test"] as const
  ]) {
    const [earlier, later] = [splits[a], splits[b]];
    const others = Array.from({length: earlier?.length ?? 0}, (_, i) => imageAt(earlier!, i));
    const signatures = others.map(signatureOf);
    const first = (image: Uint8Array) => others.findIndex((other) => isSame(other, image));
    const firsts = others.map(first);
    for (let j = 0; j < (later?.length ?? 0); ++j) {
      const image = imageAt(later!, j);
      const signature = signatureOf(image);
      const near = signatures
        .map((other, index) => ({index, distance: distanceOf(other, signature)}))
        .filter(({index, distance}) => firsts[index] === index && distance < Infinity)
        .sort((p, q) => p.distance - q.distance || p.index - q.index);
      const exact = first(image) >= 0;
      const {index, distance} = exact ? {index: first(image), distance: 0} : (near[0] ?? {index: -1, distance: 1});
      if (!exact && distance > 0.085) continue;
      if (!exact && near[16] && distance ** 2 > 0.02 * near[16].distance) {
        ++refused;
        continue;
      }
      const labels = earlier!.labels && later!.labels && ([earlier!.labels[index]!, later!.labels[j]!] as const);
      expected.push({a: {split: a, index}, b: {split: b, index: j}, distance, exact, ...(labels && {labels})});
    }
  }
  expected.sort((p, q) => Number(q.exact) - Number(p.exact) || p.distance - q.distance);
  return {expected, refused};
}

/** Infinity if either has no signature. */
function distanceOf(s: Int8Array | undefined, t: Int8Array | undefined): number {
  return s && t ? Math.sqrt(s.reduce((sum, v, i) => sum + (v - t[i]!) ** 2, 0)) / 127 : Infinity;
}

/** Computes a signature's 55 numbers by the double sums that define them, in the order [down, across]. */
function signatureByDefinition(image: Uint8Array): number[] {
  const ink = Array.from(image, (v, i) => ({v: Math.max(0, v - 32), x: i % SIDE, y: Math.floor(i / SIDE)}));
  const sum = (value: (pixel: {v: number; x: number; y: number}) => number) => ink.reduce((t, p) => t + value(p), 0);
  const mass = sum(({v}) => v);
  const [cx, cy] = [sum(({v, x}) => v * x) / mass, sum(({v, y}) => v * y) / mass];
  const radius = Math.sqrt(sum(({v, x, y}) => v * ((x - cx) ** 2 + (y - cy) ** 2)) / mass + 1 / 6);
  const wave = (order: number, offset: number) =>
    Math.cos((order * Math.PI * (Math.max(-1, Math.min(1, offset / radius / 2)) + 1)) / 2) * (order ? 1 : Math.SQRT1_2);
  const products: number[] = [];
  for (let down = 0; down < 10; ++down) {
    for (let across = 0; across < 10 - down; ++across) {
      if (down || across) products.push(sum(({v, x, y}) => v * wave(down, y - cy) * wave(across, x - cx)));
    }
  }
  const length = Math.hypot(...products);
  const square = Math.max(...ink.map(({v}) => v)) * radius ** 2;
  return [...products.map((product) => (127 * product) / length), (63.5 * (mass - square)) / (mass + square)];
}

const sorted = (values: Iterable<number>) => [...values].sort((a, b) => a - b);

describe("signatureOf(image)", () => {
  it("of a dot has the numbers derived by hand", () => {
    const dot = BLANK.with(300, 255);
    // cos(u π/2) is 0 for odd orders and ±1 for even ones; order 0 has √½. That makes six products of 1 (orders 2 2, 2
    // 4, 4 2, 2 6, 6 2, 4 4), of which orders 2 4 and 4 2 have the opposite sign, and eight of √½ (0 2, 0 4, 0 6, 0 8
    // and transposed). Their squares add up to 10: 127 / √10 = 40.2, · √½ = 28.4. The radius² is 1/6: 127/2 · (1 − 1/6)
    // / (1 + 1/6) = 45.4.
    const expected = [
      -40,
      -40,
      40,
      40,
      40,
      40,
      -28,
      -28,
      -28,
      -28,
      28,
      28,
      28,
      28,
      45,
      ...new Array<number>(40).fill(0)
    ];
    expect(sorted(signatureOf(dot)!)).toEqual(sorted(expected));
  });

  it("equals its definition, rounded", () => {
    for (const image of WRITTEN.slice(0, 20)) {
      const [actual, expected] = [sorted(signatureOf(image)!), sorted(signatureByDefinition(image))];
      expect(actual).toHaveLength(55);
      actual.forEach((v, i) => expect(Math.abs(v - expected[i]!)).toBeLessThan(0.5 + 1e-6));
    }
  });

  it("is invariant to shifts by whole pixels and to doubling the ink above level 32", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({min: 0, max: 111}), {minLength: 144, maxLength: 144}).filter((ink) => ink.some(Boolean)),
        fc.nat(16),
        fc.nat(16),
        (ink, dx, dy) => {
          const image = new Uint8Array(PIXELS);
          ink.forEach((v, i) => (image[Math.floor(i / 12) * SIDE + (i % 12)] = 32 + v));
          const doubled = image.map((v) => v && 2 * v - 32);
          for (const other of [shift(image, dx, dy), doubled]) {
            expect(distanceOf(signatureOf(other), signatureOf(image))).toBeLessThan(0.02); // rounding
          }
        }
      ),
      {numRuns: 50}
    );
  });

  it("is undefined without ink above 32", () => {
    expect(signatureOf(BLANK)).toBeUndefined();
    expect(signatureOf(BLANK.map(() => 32))).toBeUndefined();
    expect(signatureOf(BLANK.with(0, 33))).toBeDefined();
  });
});

describe("findDuplicates(splits)", () => {
  it("finds the same pairs as brute-force comparison", () => {
    const seen = {exact: 0, near: 0, refused: 0};
    const image = fc
      .record({
        of: fc.constantFrom(0, 0, 0, 1),
        how: fc.constantFrom(
          "same",
          "shifted",
          "other",
          "blank",
          "faint",
          ...new Array<"disturbed">(10).fill("disturbed")
        ),
        seed: fc.nat(39)
      })
      .map(({of, how, seed}): Uint8Array => {
        if (how === "blank") return BLANK;
        if (how === "faint") return BLANK.with(seed, 20);
        if (how === "other") return WRITTEN[3 + seed]!;
        if (how === "shifted") return shift(WRITTEN[of]!, (seed % 3) - 1, 0);
        return how === "same" ? WRITTEN[of]! : DISTURBED[of]![seed]!;
      });
    const split = fc.array(fc.tuple(image, fc.nat(9)), {maxLength: 50, size: "max"}).map((list) =>
      digits(
        list.map(([pixels]) => pixels),
        list.map(([, label]) => label)
      )
    );
    const unlabeled = split.map(({length, images}) => ({length, images}));
    const anySplits = fc.record(
      {train: split, validation: split, test: fc.oneof(split, unlabeled)},
      {requiredKeys: []}
    ) as fc.Arbitrary<Splits>;
    fc.assert(
      fc.property(anySplits, fc.nat(20), (splits, mostPairs) => {
        const {expected, refused} = pairsByBruteForce(splits);
        const report = findDuplicates(splits, {mostPairs});
        expect(report.pairs).toEqual(expected.slice(0, mostPairs));
        const conflicts = expected.filter(({labels}) => labels && labels[0] !== labels[1]);
        expect(report.labelConflicts).toBe(conflicts.length);
        expect(report.conflictingPairs).toEqual(conflicts.slice(0, mostPairs));
        for (const {a, b, ...counts} of report.between) {
          const own = expected.filter((pair) => pair.a.split === a && pair.b.split === b);
          const of = own.filter((pair) => pair.exact).length;
          expect(counts).toEqual({exact: of, near: own.length - of});
        }
        seen.exact += expected.filter((pair) => pair.exact).length;
        seen.near += expected.filter((pair) => !pair.exact).length;
        seen.refused += refused;
      }),
      {numRuns: 30, seed: 5}
    );
    for (const count of Object.values(seen)) expect(count).toBeGreaterThan(20); // every case occurred
  });

  it("reports exact and near twins in each earlier split, and counts each affected image once", () => {
    const [p, q, r, s] = WRITTEN as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
    const report = findDuplicates({
      test: digits([q, shift(p, 0, 1), s], [1, 0, 3]),
      train: digits([p, q, q, WRITTEN[20]!], [0, 1, 1, 0]),
      validation: digits([shift(q, 1, 0), p, r, r, r], [1, 7, 2, 2, 2])
    });
    expect(report).toEqual({
      between: [
        {a: "train", b: "validation", exact: 1, near: 1},
        {a: "train", b: "test", exact: 1, near: 1},
        {a: "validation", b: "test", exact: 0, near: 2}
      ],
      affected: [
        {split: "validation", images: 5, exact: 1, near: 1},
        {split: "test", images: 3, exact: 1, near: 1}
      ],
      exactWithin: {train: 1, validation: 2, test: 0},
      labelConflicts: 2,
      pairs: [
        pair("train", 0, "validation", 1, true, [0, 7]),
        pair("train", 1, "test", 0, true, [1, 1]),
        pair("train", 1, "validation", 0, false, [1, 1]),
        pair("train", 0, "test", 1, false, [0, 0]),
        pair("validation", 0, "test", 0, false, [1, 1]),
        pair("validation", 1, "test", 1, false, [7, 0])
      ],
      conflictingPairs: [
        pair("train", 0, "validation", 1, true, [0, 7]),
        pair("validation", 1, "test", 1, false, [7, 0])
      ]
    });
  });

  function pair(a: Split, i: number, b: Split, j: number, exact: boolean, labels?: [number, number]): DuplicatePair {
    return {a: {split: a, index: i}, b: {split: b, index: j}, distance: 0, exact, ...(labels && {labels})};
  }

  it("takes the first of several equally near images", () => {
    const [p] = WRITTEN as [Uint8Array];
    const moved = [shift(p, 1, 0), shift(p, 0, 1), shift(p, -1, 0)];
    const find = (train: Uint8Array[]) => findDuplicates({train: digits(train), test: digits([p])}).pairs;
    expect(find(moved)).toEqual([pair("train", 0, "test", 0, false)]);
    expect(find([...moved, p, p])).toEqual([pair("train", 3, "test", 0, true)]);
  });

  it("pairs enlarged and re-preprocessed pictures with their originals", () => {
    const copies = WRITTEN.flatMap((image) => [1.5, 2, 3].map((scale) => preprocess(enlarge(image, scale))!.image));
    const {pairs, affected} = findDuplicates({train: digits(WRITTEN), test: digits(copies)});
    expect(affected[0]!.near + affected[0]!.exact).toBeGreaterThanOrEqual(0.95 * copies.length);
    expect(pairs.every(({a, b}) => a.index === Math.floor(b.index / 3))).toBe(true);
  });

  it("finds no twins among independently written digits", () => {
    const [train, test] = [WRITTEN.slice(0, 30), WRITTEN.slice(30)];
    expect(findDuplicates({train: digits(train), test: digits(test)}).pairs).toEqual([]);
  });

  it("accepts twins among up to 16 copies, but not in a crowd of similar images", () => {
    const find = (copies: number) => {
      const train = [...DISTURBED[0]!.slice(0, copies), ...WRITTEN.slice(1)];
      return findDuplicates({train: digits(train), test: digits([DISTURBED[0]![39]!])}).affected[0]!.near;
    };
    expect([find(0), find(1), find(16), find(17), find(39)]).toEqual([0, 1, 1, 0, 0]);
  });

  it("treats blank images as exact copies of each other and near to nothing", () => {
    const report = findDuplicates({train: digits([WRITTEN[0]!, BLANK]), test: digits([BLANK, BLANK.with(9, 5)])});
    expect(report.pairs).toEqual([pair("train", 1, "test", 0, true)]);
    expect(report.affected).toEqual([{split: "test", images: 2, exact: 1, near: 0}]);
  });

  it("reports nothing for no splits, one split, or empty splits", () => {
    const nothing = {between: [], affected: [], exactWithin: {}, labelConflicts: 0, pairs: [], conflictingPairs: []};
    expect(findDuplicates({})).toEqual(nothing);
    expect(findDuplicates({test: digits([BLANK, BLANK])})).toEqual({...nothing, exactWithin: {test: 1}});
    const none = {exact: 0, near: 0};
    for (const [train, test] of [
      [digits([]), digits([BLANK])],
      [digits([BLANK]), digits([])]
    ] as const) {
      expect(findDuplicates({train, test})).toEqual({
        ...nothing,
        between: [{a: "train", b: "test", ...none}],
        affected: [{split: "test", images: test.length, ...none}],
        exactWithin: {train: 0, test: 0}
      });
    }
  });

  it("omits labels and conflicts if a split has no labels", () => {
    const report = findDuplicates({train: digits([WRITTEN[0]!], [1]), test: digits([WRITTEN[0]!])});
    expect(report.pairs).toEqual([pair("train", 0, "test", 0, true)]);
    expect(report.labelConflicts).toBe(0);
  });

  it("counts all pairs even if it lists only a few", () => {
    const images = WRITTEN.slice(0, 20);
    const splits = {train: digits(images), test: digits([...images.map((image) => shift(image, 1, 0)), ...images])};
    const {pairs, affected} = findDuplicates(splits, {mostPairs: 3});
    expect(pairs.map(({b}) => b.index)).toEqual([20, 21, 22]); // the first exact ones
    expect(affected).toEqual([{split: "test", images: 40, exact: 20, near: 20}]);
  });

  it("reports progress up to the last image", () => {
    const [many, heard] = [digits(new Array<Uint8Array>(1100).fill(BLANK)), [] as number[][]];
    findDuplicates({train: many, validation: many, test: many}, {onProgress: (...progress) => heard.push(progress)});
    expect(heard).toEqual([1000, 2000, 3000, 3300].map((done) => [done, 3300]));
  });

  const data = findTestData();
  it.skipIf(!data)(
    "finds at most 2 twins, all of them ones, among 2,000 and 10,000 MNIST training images",
    async () => {
      const [images, labels] = await Promise.all([
        readIdx(join(data!, "mnist", "train-images-idx3-ubyte.gz"), 3),
        readIdx(join(data!, "mnist", "train-labels-idx1-ubyte.gz"), 1)
      ]);
      const part = (from: number, to: number): Digits => ({
        length: to - from,
        images: images.data.subarray(from * PIXELS, to * PIXELS),
        labels: labels.data.subarray(from, to)
      });
      const {pairs, affected} = findDuplicates({train: part(0, 10000), validation: part(10000, 12000)});
      expect(affected[0]!.exact).toBe(0);
      expect(affected[0]!.near).toBeLessThanOrEqual(2);
      expect(pairs.every((twins) => twins.labels!.join() === "1,1")).toBe(true);
    }
  );
});
