import {join} from "node:path";
import {shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import {beforeAll, describe, expect, it} from "vitest";
import {readDataset} from "../../../loaders/datasets/dataset.js";
import {findDoubtful} from "../../../loaders/siteData/doubtful.js";
import {fingerprint} from "../../../loaders/runs/runs.js";
import {readTestAnswers} from "../../../loaders/runs/testAnswers.js";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {imageAt, type Digits} from "../../../src/characters/digits.js";
import type {Answers} from "../../../src/stats/meanAnswers.js";
import {NO_CLASS} from "../../../src/characters/alphabet.js";
import type {Votes} from "../../../src/stats/neighbors/votes.js";
import {findTestData} from "../../testData.js";

/** Returns labels of which the first *n* are another digit. */
function swapLabels(labels: Uint8Array, n: number, random: () => number): Uint8Array {
  return labels.map((label, i) => (i < n ? (label + 1 + Math.floor(9 * random())) % 10 : label));
}

/** No image has neighbors. */
const noVotes = (n: number): Votes => ({
  shares: new Float32Array(10 * n),
  winners: new Uint8Array(n).fill(NO_CLASS),
  voters: new Uint8Array(n)
});

/** Returns votes of 15 neighbors, all for one class. */
const unanimous = (classes: ArrayLike<number>): Votes => ({
  shares: Float32Array.from({length: 10 * classes.length}, (_, at) => Number(classes[Math.floor(at / 10)] === at % 10)),
  winners: Uint8Array.from(classes),
  voters: new Uint8Array(classes.length).fill(15)
});

describe("findDoubtful(splits, votes, people, runs), without real data", () => {
  const truth = Uint8Array.from({length: 2000}, (_, i) => i % 10);
  const images = new Uint8Array(2000 * PIXELS).map((_, at) => (at % PIXELS === 0 ? Math.floor(at / PIXELS) % 256 : 0));

  /** Returns handmade answers: right for the first 20 images; 1 % wrong of the others, no image in both runs, less surely. */
  function answer(name: string, random: () => number): Answers {
    const probabilities = new Float32Array(20_000);
    truth.forEach((digit, i) => {
      const isWrong = i >= 20 && i % 2 === Number(name === "two") && random() < 0.02;
      const sure = isWrong ? 0.6 + 0.2 * random() : 0.8 + 0.2 * random();
      probabilities.fill((1 - sure) / 9, 10 * i, 10 * i + 10);
      probabilities[10 * i + ((digit + Number(isWrong)) % 10)] = sure;
    });
    return {name, probabilities};
  }

  it.each([1, 2, 3])(
    "finds 20 of 20 swapped labels of 2,000 by the mean of two runs, says by which, and no other (%i)",
    (seed) => {
      const random = randomLcg(seed / 10);
      const runs = [answer("one", random), answer("two", random)];
      const test: Digits = {length: 2000, images, labels: swapLabels(truth, 20, random)};
      const {checked, doubtful, runs: names, list} = findDoubtful({test}, noVotes(2000), new Map(), runs);
      expect({checked, doubtful}).toEqual({checked: 2000, doubtful: 20});
      expect([...names].sort()).toEqual(["one", "two"]);
      expect(list.map(({index}) => index).sort((a, b) => a - b)).toEqual([...new Array(20).keys()]);
      for (const {index, given, guess, by} of list) {
        expect({given, guess}).toEqual({given: test.labels![index], guess: truth[index]});
        expect("runs" in by && [...by.runs].sort()).toEqual(["one", "two"]);
      }
    }
  );

  it("asks the neighbors about images that no run answered, in any split, and lists these last", () => {
    const digits = (labels: readonly number[]): Digits => ({
      length: labels.length,
      images: images.slice(0, labels.length * PIXELS),
      labels: Uint8Array.from(labels)
    });
    const kinds = (n: number) => Array.from({length: n}, (_, i) => i % 2);
    const [train, test] = [kinds(40), kinds(40)];
    train[4] = 1;
    test[6] = 1;
    test[8] = 1;
    const probabilities = new Float32Array(400);
    kinds(40).forEach((kind, i) => (i === 8 ? 0 : (probabilities[10 * i + kind] = 1))); // test image 8 has no answer
    const report = findDoubtful(
      {train: digits(train), test: digits(test)},
      unanimous([...kinds(40), ...kinds(40)]),
      new Map(),
      [{name: "one", probabilities}]
    );
    expect(report.list.map(({split, index, by}) => ({split, index, by}))).toEqual([
      {split: "test", index: 6, by: {runs: ["one"]}},
      {split: "train", index: 4, by: {neighbors: 15}},
      {split: "test", index: 8, by: {neighbors: 15}}
    ]);
    expect(report).toMatchObject({checked: 80, doubtful: 3, runs: ["one"]});
  });

  it("says of images that people were asked about what the runs think", () => {
    const test: Digits = {length: 4, images: images.slice(0, 4 * PIXELS), labels: Uint8Array.of(0, 1, 2, 3)};
    const probabilities = new Float32Array(40);
    [0, 1, 2, 3].forEach((digit) => (probabilities[11 * digit] = 1));
    probabilities.set([0, 0.25, 0.75], 10);
    const people = {given: 1, guess: 2, forGiven: 2, forGuess: 3, forNeither: 0};
    const known = new Map([[fingerprint(imageAt(test, 1)), people]]);
    expect(findDoubtful({test}, noVotes(4), known, [{name: "one", probabilities}]).list).toEqual([
      {split: "test", index: 1, given: 1, guess: 2, givenShare: 0.25, guessShare: 0.75, by: {runs: ["one"]}, people}
    ]);
  });
});

const data = findTestData();

describe.skipIf(!data)(
  "findDoubtful(splits, votes, people, runs) on MNIST's test part, by the runs that come with it",
  () => {
    let test: Digits;
    let runs: Answers[];
    beforeAll(async () => {
      const dataset = await readDataset(join(data!, "mnist"));
      test = dataset.splits.test!;
      runs = await readTestAnswers(dataset);
    }, 120_000);

    it.each([1, 2, 3, 4, 5])("finds 20 of 20 swapped labels of 2,000, and at most 3 others (%i)", (seed) => {
      const random = randomLcg(seed / 100);
      const chosen = shuffler(random)(Array.from({length: test.length}, (_, i) => i)).slice(0, 2000);
      const truth = Uint8Array.from(chosen, (i) => test.labels![i]!);
      const some: Digits = {
        length: 2000,
        images: Uint8Array.from(chosen.flatMap((i) => [...imageAt(test, i)])),
        labels: swapLabels(truth, 20, random)
      };
      const own = runs.map(({name, probabilities}) => ({
        name,
        probabilities: Float32Array.from(chosen.flatMap((i) => [...probabilities.subarray(10 * i, 10 * i + 10)]))
      }));
      const {list, doubtful} = findDoubtful({test: some}, noVotes(2000), new Map(), own);
      expect(list.filter(({index, guess}) => index < 20 && guess === truth[index])).toHaveLength(20);
      expect(doubtful).toBeLessThanOrEqual(23);
    });
  }
);
