import {mkdtemp, readdir, rm} from "node:fs/promises";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {randomLcg} from "d3-random";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {publishAtlas, readAtlas} from "../../../loaders/siteData/atlas.js";
import {makeAtlas, NEIGHBORS} from "../../../loaders/siteData/makeAtlas.js";
import {fingerprint} from "../../../loaders/runs/runs.js";
import {NO_PLACE} from "../../../src/characters/atlasLayout.js";
import type {Digits} from "../../../src/characters/digits.js";

// Two kinds of images that share no ink, 30 each in two splits: upper halves (label 3) and lower halves (label 8) of a square
// of 14 × 14 pixels in the middle. What never has ink costs the principal components little.
const random = randomLcg(0.5);
function half(kind: number): Uint8Array {
  return Uint8Array.from({length: 784}, (_, p) => {
    const [x, y] = [(p % 28) - 7, Math.floor(p / 28) - 7];
    const isInk = x >= 0 && x < 14 && y >= 0 && y < 14 && Math.floor(y / 7) === kind;
    return isInk ? 100 + Math.floor(100 * random()) : 0;
  });
}
const kinds = Array.from({length: 60}, (_, i) => i % 2);
const images = kinds.map(half);
const digitsOf = (from: number, to: number): Digits => ({
  length: to - from,
  images: Uint8Array.from(images.slice(from, to).flatMap((image) => [...image])),
  labels: Uint8Array.from(kinds.slice(from, to), (kind) => (kind ? 8 : 3))
});
const splits = {train: digitsOf(0, 40), test: digitsOf(40, 60)};
const atlas = makeAtlas(Object.values(splits));

describe("makeAtlas(splits)", () => {
  it("finds neighbors among all splits, none of them the image itself, the nearest first", () => {
    const squared = (a: Uint8Array, b: Uint8Array) => a.reduce((sum, level, p) => sum + (level - b[p]!) ** 2, 0);
    kinds.forEach((kind, i) => {
      const own = [...atlas.neighbors.subarray(i * NEIGHBORS, (i + 1) * NEIGHBORS)];
      expect(own).not.toContain(i);
      expect(new Set(own).size).toBe(NEIGHBORS);
      expect(own.every((neighbor) => kinds[neighbor] === kind)).toBe(true);
      const furthest = squared(images[i]!, images[own.at(-1)!]!);
      expect(squared(images[i]!, images[own[0]!]!)).toBeLessThanOrEqual(furthest);
    });
  });

  it.each([0, 2])("lays the two kinds apart on each of its maps (%i)", (first) => {
    const place = (i: number) => [atlas.places[4 * i + first]!, atlas.places[4 * i + first + 1]!] as const;
    const center = (kind: number) => {
      const own = [...kinds.keys()].filter((i) => kinds[i] === kind).map(place);
      return [0, 1].map((axis) => own.reduce((sum, at) => sum + at[axis]!, 0) / own.length);
    };
    const [a, b] = [center(0), center(1)];
    const distance = (at: readonly number[], to: readonly number[]) => Math.hypot(at[0]! - to[0]!, at[1]! - to[1]!);
    kinds.forEach((kind, i) => {
      const [own, other] = kind ? [b, a] : [a, b];
      expect(distance(place(i), own)).toBeLessThan(distance(place(i), other));
    });
  });

  it("is the same each time", () => {
    expect(makeAtlas(Object.values(splits))).toEqual(atlas);
  });

  it("has no places for fewer images than neighbors, or none", () => {
    const few = makeAtlas([digitsOf(0, NEIGHBORS)]);
    expect(few.places.every((value) => value === NO_PLACE)).toBe(true);
    expect(few.neighbors.every((neighbor) => neighbor === -1)).toBe(true);
    expect(makeAtlas([]).places).toHaveLength(0);
  });
});

describe("readAtlas(dataset)", () => {
  let entry: string;
  beforeAll(async () => void (entry = await mkdtemp(join(tmpdir(), "handscope-atlas-"))));
  afterAll(() => rm(entry, {recursive: true}));

  it("keeps it beside the digits, and reads it the next time", async () => {
    const made = await readAtlas({splits, entry});
    expect(made).toEqual(atlas);
    expect((await readdir(entry)).sort()).toEqual([
      expect.stringMatching(/^atlas-neighbors-[0-9a-f]{16}$/), // of the code
      expect.stringMatching(/^atlas-places-[0-9a-f]{16}$/)
    ]);
    expect(await readAtlas({splits: {}, entry})).toEqual(atlas); // it looked at no digits
  });
});

describe("publishAtlas(splits, atlas, people)", () => {
  const decode = (bytes: Uint8Array) => JSON.parse(Buffer.from(bytes).toString()) as unknown;

  it("gives each map by itself, six neighbors, the votes, and no doubt where all neighbors agree", () => {
    const files = publishAtlas(splits, atlas, new Map());
    expect(new Uint16Array(files["umap.bin"]!.buffer).subarray(0, 2)).toEqual(atlas.places.subarray(0, 2));
    expect(new Uint16Array(files["pca.bin"]!.buffer).subarray(0, 2)).toEqual(atlas.places.subarray(2, 4));
    const near = new Int32Array(files["neighbors.bin"]!.buffer);
    expect(near).toHaveLength(6 * 60);
    expect(near.subarray(6, 12)).toEqual(atlas.neighbors.subarray(NEIGHBORS, NEIGHBORS + 6));
    expect([...files["votes.bin"]!.subarray(0, 60)]).toEqual(kinds.map((kind) => (kind ? 8 : 3)));
    expect([...files["votes.bin"]!.subarray(60)]).toEqual(kinds.map(() => 255));
    expect(decode(files["doubtful.json"]!)).toEqual({checked: 60, doubtful: 0, asked: 0, runs: [], list: []});
  });

  it("doubts a label that none of an image's neighbors has, and says what people said", () => {
    const labels = Uint8Array.from(splits.test.labels!);
    labels[2] = 8; // it is an upper half
    const wrong = {...splits, test: {...splits.test, labels}};
    const people = {given: 8, guess: 3, forGiven: 1, forGuess: 4, forNeither: 0};
    const known = new Map([[fingerprint(images[42]!), people]]);
    const files = publishAtlas(wrong, atlas, known);
    expect(decode(files["doubtful.json"]!)).toEqual({
      checked: 60,
      doubtful: 1,
      asked: 1,
      runs: [],
      list: [{split: "test", index: 2, given: 8, guess: 3, givenShare: 0, guessShare: 1, by: {neighbors: 15}, people}]
    });
    expect(decode(publishAtlas(wrong, atlas, new Map())["doubtful.json"]!)).toMatchObject({
      doubtful: 1,
      asked: 0,
      list: [{split: "test", index: 2, people: null}]
    });
  });
});
