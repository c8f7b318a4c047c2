import {describe, expect, it} from "vitest";
import {timeRun, type Recognize} from "../../../src/components/duel/timeRun.js";
import {answerOf} from "./read.js";

const INK = {strokes: [[[0, 0] as const]]};

/** Returns what answers in these times, one after another, and the subjects that it was asked about. */
function clock(...times: readonly {all: number; detector?: number}[]): {asked: unknown[]; recognize: Recognize} {
  const asked: unknown[] = [];
  const recognize: Recognize = (_, subject) => {
    const {all, detector} = times[Math.min(asked.length, times.length - 1)]!;
    asked.push(subject);
    return Promise.resolve({
      ...answerOf("7"),
      milliseconds: all,
      ...(detector === undefined ? {} : {detectorMilliseconds: detector})
    });
  };
  return {asked, recognize};
}

describe("timeRun(recognize, run, subject)", () => {
  it("takes the median of five answers after the first, each read anew", async () => {
    const {asked, recognize} = clock({all: 50}, {all: 3}, {all: 1}, {all: 9}, {all: 2}, {all: 4});
    expect((await timeRun(recognize, "cnn", INK))?.milliseconds).toBe(3);
    expect(asked).toEqual(new Array(6).fill({...INK, anew: true}));
  });

  it("leaves out the time of another run's detector", async () => {
    const {recognize} = clock({all: 5, detector: 4});
    expect((await timeRun(recognize, "cnn", INK))?.milliseconds).toBe(1);
  });

  it("asks a slow system only once more", async () => {
    const {asked, recognize} = clock({all: 3000}, {all: 700});
    expect((await timeRun(recognize, "tesseract", INK))?.milliseconds).toBe(700);
    expect(asked).toHaveLength(2);
  });

  it("does not take one answer that was held up for the time", async () => {
    const {asked, recognize} = clock({all: 37}, {all: 182}, {all: 1.5}, {all: 1.4});
    expect((await timeRun(recognize, "committee", INK))?.milliseconds).toBe(1.5);
    expect(asked).toHaveLength(4);
  });

  it("asks as often before as it is told", async () => {
    const {asked, recognize} = clock({all: 700});
    await timeRun(recognize, "cnn", INK, 4);
    expect(asked).toHaveLength(5);
  });

  it("is null for no ink", async () => {
    expect(await timeRun(() => Promise.resolve(null), "cnn", INK)).toBeNull();
  });
});
