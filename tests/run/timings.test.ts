import {describe, expect, it} from "vitest";
import {parseTimings} from "../../src/run/timings.js";

const TIMINGS = {
  machine: "2 × CPU",
  measured: "2026-11-30T04:00:00.000Z",
  n: 500,
  runs: {cnn: {alone: 1.5, batched: 0.5}}
};

describe("parseTimings(text, source)", () => {
  it("reads what the command writes", () => {
    expect(parseTimings(JSON.stringify(TIMINGS), "timings.json")).toEqual(TIMINGS);
  });

  it.each([
    ["{", "timings.json"],
    [JSON.stringify({...TIMINGS, n: 0}), "timings.json"],
    [JSON.stringify({...TIMINGS, runs: {cnn: {alone: -1, batched: 1}}}), "runs.cnn.alone"]
  ])("refuses %s, naming the file and the field", (text, named) => {
    expect(() => parseTimings(text, "timings.json")).toThrow(named);
    expect(() => parseTimings(text, "timings.json")).toThrow("timings.json");
  });
});
