import {describe, expect, it} from "vitest";
import {solveSvm} from "../../../loaders/libsvm/solveSvm.js";
import {trainRun, type RunRequest} from "../../../src/training/trainRun.js";
import {LETTERS, slantedLetters} from "./slanted.js";

const request = (model: string): RunRequest => ({
  model,
  classes: [...LETTERS, "z"], // of which there is no image
  data: {training: slantedLetters(100, 0.1), validation: slantedLetters(50, 0.2)},
  settings: {epochs: 1, seed: 1, batchSize: 1, learningRate: 1},
  test: slantedLetters(100, 0.3),
  known: {command: () => undefined, machine: "here"}
});

describe("trainSvm(request, {solveSvm})", () => {
  it("learns any alphabet, also from images set upright and where a class has no images", async () => {
    const {about, probabilities} = await trainRun(request("svm-deskewed"), {solveSvm});
    expect(about).toMatchObject({kind: "svm", title: "Support vector machine, deskewed"});
    const rows = Array.from({length: 100}, (_, i) => probabilities!.subarray(i * 6, (i + 1) * 6));
    const right = rows.filter((row, i) => row.indexOf(Math.max(...row)) === (i * 3) % 5);
    expect(right.length).toBeGreaterThan(85);
    expect(rows.every((row) => row[5] === 0)).toBe(true);
  });

  it("says so where there is no libsvm, or one class only", async () => {
    await expect(trainRun(request("svm"))).rejects.toThrow(
      new RangeError("expected libsvm, which npm run train has, got none in this browser")
    );
    const {data, ...rest} = request("svm");
    const training = {...data.training, labels: new Uint8Array(100).fill(2)};
    const alone = trainRun({...rest, data: {...data, training}}, {solveSvm});
    await expect(alone).rejects.toThrow("expected training images of two classes or more, got one");
  });
});
