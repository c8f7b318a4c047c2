import {rm} from "node:fs/promises";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {detectorExamples} from "../../../loaders/datasets/detectorExamples.js";
import {SHAPED_MARKS} from "../../../src/pen/marks.js";
import {makePenFolder} from "./penFolder.js";

let folder: string;

beforeAll(async () => void (folder = await makePenFolder()));
afterAll(() => rm(folder, {recursive: true}));

describe("detectorExamples(training, folder, seed)", () => {
  it("has digits as they are, photographed and by pen; letters, pairs and pictures; each mark; the validation writers' digits", async () => {
    const training = {length: 20, images: new Uint8Array(20 * 784).fill(200), labels: new Uint8Array(20)};
    const {digits, marks, others, validation} = await detectorExamples(training, folder, 1);
    // Five of ten writers train, two validate; in two collections.
    expect([digits.length / 784, validation.length / 784]).toEqual([20 + 20 + 2 * 5, 2 * 2]);
    // Their letter four times, 3,000 pairs, 3,000 scribbles, and what is found in 1,500 pictures, of which few are blank.
    expect(others.length / 784).toBeGreaterThan(4 * 5 + 6000 + 750);
    for (const mark of SHAPED_MARKS) expect(marks![mark].length / 784).toBe(600);
  }, 120_000);
});
