import {cpSync, mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import type * as Runs from "../../../loaders/runs/runs.js";
import type * as SiteRuns from "../../../loaders/runs/siteRuns.js";

// Run folders as people's tools left them, with what is right of each in the README beside them.

const TRIALS = process.env.HANDSCOPE_TEST_DATA && join(process.env.HANDSCOPE_TEST_DATA, "trials", "runs");

describe.runIf(TRIALS)("the runs of the trials", () => {
  let home: string;
  let described: SiteRuns.SiteRuns;
  let readLog: typeof Runs.readLog;

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), "handscope-run-trials-"));
    cpSync(TRIALS!, home, {recursive: true});
    vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
    const siteRuns = await import("../../../loaders/runs/siteRuns.js");
    described = await siteRuns.describeRuns({splits: {}});
    ({readLog} = await import("../../../loaders/runs/runs.js"));
  });

  afterAll(() => {
    vi.unstubAllEnvs();
    rmSync(home, {recursive: true, force: true});
  });

  const problemsOf = (name: string) => {
    const run = described.runs.find((one) => one.name === name);
    return run?.problems ?? described.broken.filter((one) => one.name === name).map(({error}) => error);
  };

  it.each([
    ["acc", 5],
    ["binary", 5],
    ["categorical", 5],
    ["sparse", 5],
    ["lr", 5],
    ["semicolon", 5],
    ["header-twice", 10],
    ["restart0", 10],
    ["val-sparse-empty", 10],
    ["val-sparse-nan", 10]
  ])("%s: the curve has %i consecutive epochs", async (name, epochs) => {
    const history = await readLog(name);
    expect(problemsOf(name)).toEqual([]);
    expect(history.map(({epoch}) => epoch)).toEqual(Array.from({length: epochs}, (_, i) => i));
    // 0.9, 0.91 … and 1, 1/2, 1/3 …, once or twice
    history.forEach(({loss, accuracy}, i) => {
      const k = name === "header-twice" || name === "restart0" ? i % 5 : i;
      expect([loss, accuracy]).toEqual([expect.closeTo(1 / (k + 1), 5), expect.closeTo(0.9 + k / 100, 5)]);
    });
  });

  it("lr: the learning rate is there", async () => {
    const history = await readLog("lr");
    expect(history.map((record) => record.learning_rate)).toEqual([0.001, 0.001, 0.001, 0.001, 0.001]);
  });

  it("p-semicolon: the answers are there", () => {
    expect(described.runs.find(({name}) => name === "p-semicolon")).toMatchObject({problems: [], evaluation: {n: 50}});
  });

  it("m-keras3: works", () => {
    expect(described.runs.find(({name}) => name === "m-keras3")).toMatchObject({problems: [], hasModel: true});
  });

  it.each([
    ["m-graph", /got a graph model, which has no layers \(.*tensorflowjs_converter --input_format=keras /],
    ["m-h5", /got a Keras model in HDF5 \(.*tensorflowjs_converter --input_format=keras model\.h5 /],
    ["m-keras-file", /got a Keras 3 archive \(.*tensorflowjs_converter --input_format=keras_keras model\.keras /],
    ["m-root", /expected the model at model\/model\.json \(move it there with its weights\), got it at model\.json/]
  ])("%s: named as what it is, with the way out, and not offered for drawing", (name, message) => {
    expect(problemsOf(name)).toEqual([expect.stringMatching(message)]);
    expect(described.runs.find((one) => one.name === name)?.hasModel ?? false).toBe(false);
  });

  it.each([
    ["acc-above-1", /accuracy from 0 to 1, got "1.5"/],
    ["negative-loss", /loss as a number from 0, got "-3"/],
    ["loss-inf", /loss as a finite number, got "inf"/],
    ["header-only", /a row for each epoch, got a header alone/]
  ])("%s: a named problem", (name, message) => {
    expect(problemsOf(name)).toEqual([expect.stringMatching(message)]);
  });
});
