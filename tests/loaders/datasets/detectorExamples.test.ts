import {rm} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {detectorExamples, GENERATED} from "../../../loaders/datasets/detectorExamples.js";
import {SHAPED_MARKS} from "../../../src/pen/marks.js";
import {makePenFolder} from "./penFolder.js";

let folder: string;

beforeAll(async () => void (folder = await makePenFolder()));
afterAll(() => rm(folder, {recursive: true}));

describe("detectorExamples(training, folder, seed)", () => {
  it("makes digits (raw, on pages, by pen), marks, others, and the digits of the validation writers", async () => {
    const training = {length: 20, images: new Uint8Array(20 * 784).fill(200), labels: new Uint8Array(20)};
    const tenth = {pairs: 300, scribbles: 300, pictures: 150, marks: 60};
    const {digits, marks, others, validation} = await detectorExamples(training, folder, 1, tenth);
    // Of ten writers in each of two collections, five are for training and two for validation.
    expect([digits.length / 784, validation.length / 784]).toEqual([20 + 20 + 2 * 5, 2 * 2]);
    // The letter of each training writer four times, the pairs, the scribbles, and the ink of the pictures; few are blank.
    expect(others.length / 784).toBeGreaterThan(4 * 5 + 300 + 300 + 75);
    for (const mark of SHAPED_MARKS) expect(marks![mark].length / 784).toBe(60);
  });

  it("generates 3,000 pairs, 3,000 scribbles, 1,500 pictures and 600 marks of each kind by default", () => {
    expect(GENERATED).toEqual({pairs: 3000, scribbles: 3000, pictures: 1500, marks: 600});
  });
});
