import {randomLcg} from "d3-random";
import {describe, expect, it} from "vitest";
import {PIXELS} from "../../../src/ink/image/grid.js";
import {growForest, trainForest} from "../../../src/training/forest/trainForest.js";
import {trainRun, type RunRequest} from "../../../src/training/trainRun.js";

/** *n* seeded images of noise over 26 classes, each brighter in a row of its own. */
function noisyLetters(n: number, seed: number) {
  const random = randomLcg(seed);
  const labels = Uint8Array.from({length: n}, (_, i) => (i * 7) % 26);
  const images = Uint8Array.from({length: n * PIXELS}, (_, i) => {
    const [label, row] = [labels[Math.floor(i / PIXELS)]!, Math.floor((i % PIXELS) / 28)];
    return Math.floor(random() * 150) + (row === label ? 100 : 0);
  });
  return {length: n, images, labels};
}

const classes = Array.from("abcdefghijklmnopqrstuvwxyz");

function request(seed = 1): RunRequest {
  return {
    model: "forest",
    classes,
    data: {training: noisyLetters(156, 0.1), validation: noisyLetters(130, 0.2)},
    settings: {epochs: 1, seed, batchSize: 1, learningRate: 1},
    test: noisyLetters(130, 0.7),
    known: {command: () => undefined, machine: "here"}
  };
}

describe("trainForest(request)", () => {
  it("learns an alphabet of 26 classes", async () => {
    const {about, probabilities, history} = await trainRun(request());
    const right = Array.from({length: 130}, (_, i) => {
      const row = probabilities!.subarray(i * 26, (i + 1) * 26);
      return row.indexOf(Math.max(...row)) === (i * 7) % 26;
    });
    expect(right.filter(Boolean).length).toBeGreaterThanOrEqual(120);
    expect(about).toMatchObject({
      kind: "forest",
      title: "Random forest",
      hyperparameters: {trees: 200, pixelsTried: 28}
    });
    expect(history).toEqual([]);
  });

  it("grows the same trees for the same seed, and others for another", async () => {
    const grow = (seed: number) =>
      growForest(noisyLetters(78, 0.1), {classes: 26, trees: 3, random: randomLcg(seed), tried: 28, minSplit: 2});
    const [a, b, c] = [await grow(1), await grow(1), await grow(2)];
    expect(a).toEqual(b);
    expect(a).not.toEqual(c);
  });

  it("stops when it is told to", async () => {
    const stopping = new AbortController();
    let turns = 0;
    const turn = () => {
      if (++turns === 3) stopping.abort(new Error("stopped by the test"));
      return Promise.resolve();
    };
    await expect(trainForest(request(), {signal: stopping.signal, turn})).rejects.toThrow("stopped by the test");
    expect(turns).toBe(3);
  });
});
