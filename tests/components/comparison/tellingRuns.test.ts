import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {tellingRuns} from "../../../src/components/comparison/tellingRuns.js";
import type {DeskRun} from "../../../src/stats/deskRuns.js";

const run = (name: string, model: string, accuracy?: number, classes = DIGITS): DeskRun => ({
  name,
  title: name,
  kind: "network",
  classes,
  unsureBelow: 0,
  noDigitBelow: 0,
  model,
  ...(accuracy === undefined ? {} : {accuracy})
});

const desk = run("cnn-pen", "cnn", 0.9944);
const RUNS = [
  desk,
  run("ann-documents-seed-2", "ann", 0.9767),
  run("ann-documents", "ann", 0.9745),
  run("ann", "ann", 0.9927),
  run("cnn", "cnn", 0.9956),
  run("az", "cnn", 0.999, [..."ABCDEFGHIJ"])
];

describe("tellingRuns(runs, desk)", () => {
  it("are the best, the documents' network and the best of another architecture, without the desk's own", () => {
    expect(tellingRuns(RUNS, desk)).toEqual(["cnn", "ann-documents", "ann"]);
  });

  it("are followed by the next most accurate where one of these is missing", () => {
    const others = RUNS.filter(({name}) => name !== "ann-documents");
    expect(tellingRuns(others, desk)).toEqual(["cnn", "ann", "ann-documents-seed-2"]);
    expect(tellingRuns(RUNS, RUNS[4])).toEqual(["cnn-pen", "ann-documents", "ann"]);
  });

  it("are of the desk's classes alone, and as many as there are", () => {
    expect(tellingRuns(RUNS, RUNS[5])).toEqual([]);
    expect(tellingRuns([desk, run("other", "cnn")], desk)).toEqual(["other"]);
    expect(tellingRuns(RUNS, undefined)).toEqual([]);
  });
});
