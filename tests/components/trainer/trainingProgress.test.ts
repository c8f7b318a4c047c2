import {describe, expect, it} from "vitest";
import {stopwatch, timeLeft} from "../../../src/components/trainer/trainingProgress.js";

describe("stopwatch(start)", () => {
  it("leaves out the time between a pause and going on, also while paused", () => {
    const watch = stopwatch(1000);
    expect(watch.elapsed(1500)).toBe(500);
    watch.pause(2000);
    expect([watch.isRunning, watch.elapsed(9000)]).toEqual([false, 1000]);
    watch.resume(10_000);
    watch.resume(11_000); // it goes on already
    expect([watch.isRunning, watch.elapsed(10_250)]).toEqual([true, 1250]);
  });
});

describe("timeLeft(share, elapsed)", () => {
  it("takes the rest to go as fast as what is done", () => {
    expect(timeLeft(0.25, 4000)).toBe("about 12 s left");
    expect(timeLeft(0.1, 60_000)).toBe("about 9 min left");
    expect(timeLeft(0.99, 10_000)).toBe("less than a second left");
  });

  it("says nothing in the first second, or before anything is done", () => {
    expect(timeLeft(0.5, 900)).toBe("");
    expect(timeLeft(0, 5000)).toBe("");
  });
});
