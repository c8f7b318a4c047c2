import {mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import type * as Described from "../../../loaders/runs/describedRun.js";
import type * as SiteRuns from "../../../loaders/runs/siteRuns.js";
import type * as ParsePredictions from "../../../src/run/predictions.js";

// A site of 300 runs of 62 classes, written by hand.

const RUNS = 300;
const CLASSES = Array.from({length: 62}, (_, i) => String.fromCharCode(i < 10 ? 48 + i : i < 36 ? 55 + i : 61 + i));
const IMAGES = 124;
const EPOCHS = 40;

/** At most so many bytes of `data/runs.json` are about one run, however many classes and epochs it has. */
const MAX_BYTES = 3000;

let home: string;
let cache: string;
let siteRuns: typeof SiteRuns;
let describedRun: typeof Described.describedRun;
const parsed: string[] = [];

/** Returns the answers of a run that reads every *k*th image as the next class, and 62 probabilities of each. */
function predictionsCsv(k: number): string {
  const rows = Array.from({length: IMAGES}, (_, i) => {
    const answer = (i + Number(i % k === 0)) % 62;
    return [i, CLASSES[i % 62], ...CLASSES.map((_name, c) => (c === answer ? 0.9 : c === (answer + 1) % 62 ? 0.1 : 0))];
  });
  return `index,label,${CLASSES.map((_, c) => `p${c}`).join()}\n${rows.map((row) => row.join()).join("\n")}\n`;
}

const names = Array.from({length: RUNS}, (_, i) => `run-${String(i).padStart(3, "0")}`);

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-many-runs-"));
  cache = mkdtempSync(join(tmpdir(), "handscope-many-cache-"));
  const history = Array.from(
    {length: EPOCHS},
    (_, i) => `${i},${1 / (i + 3)},${1 - 1 / (i + 3)},${1 / (i + 2)},0.5,0.001,12.5`
  );
  names.forEach((name, i) => {
    mkdirSync(join(home, name));
    const about = {title: `Run ${i}`, model: "m", classes: CLASSES, hyperparameters: {epochs: EPOCHS, seed: i}};
    writeFileSync(join(home, name, "run.json"), JSON.stringify(about));
    writeFileSync(join(home, name, "predictions.csv"), predictionsCsv(2 + (i % 7)));
    writeFileSync(
      join(home, name, "history.csv"),
      `epoch,loss,accuracy,val_loss,val_accuracy,learning_rate,seconds\n${history.join("\n")}\n`
    );
  });
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
  vi.stubEnv("HANDSCOPE_CACHE", cache);
  vi.resetModules();
  vi.doMock("../../../src/run/predictions.js", async (original) => {
    const module = await original<typeof ParsePredictions>();
    const parsePredictions: typeof module.parsePredictions = (text, source, classes) => {
      parsed.push(source);
      return module.parsePredictions(text, source, classes);
    };
    return {...module, parsePredictions};
  });
  siteRuns = await import("../../../loaders/runs/siteRuns.js");
  ({describedRun} = await import("../../../loaders/runs/describedRun.js"));
});

afterAll(() => {
  vi.doUnmock("../../../src/run/predictions.js");
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true, force: true});
  rmSync(cache, {recursive: true, force: true});
});

describe("a site of 300 runs", () => {
  it("reads the answers of each run once, whatever is made of them: pages, the list of runs, files", async () => {
    const {runs, broken} = await siteRuns.describeRuns({splits: {}});
    expect([runs.length, broken]).toEqual([RUNS, []]);
    expect(runs.flatMap(({problems}) => problems)).toEqual([]);
    expect(parsed).toHaveLength(RUNS);
    await siteRuns.describeRuns({splits: {}});
    for (const name of await siteRuns.listPages()) await siteRuns.runFiles(name);
    for (const name of names.slice(0, 20)) await siteRuns.publishRun(name, {splits: {}});
    expect(parsed).toHaveLength(RUNS);
    expect(new Set(parsed).size).toBe(RUNS);
  });

  it("lists each in few bytes, without its matrix and without its epochs", async () => {
    const described = await siteRuns.describeRuns({splits: {}});
    const bytes = Buffer.byteLength(JSON.stringify(described));
    expect(bytes / RUNS).toBeLessThan(MAX_BYTES);
    const [first] = described.runs;
    expect(first).toMatchObject({
      epochs: EPOCHS,
      bestEpoch: EPOCHS,
      classes: CLASSES,
      evaluation: {n: IMAGES, correct: 62}
    });
    expect(JSON.stringify(first)).not.toMatch(/confusion|val_loss/);
  });

  it("publishes the epochs of each in a file of its own", async () => {
    const files = await siteRuns.publishRun("run-007", {splits: {}});
    const history = JSON.parse(Buffer.from(files["history.json"]!).toString()) as {epoch: number; val_loss: number}[];
    expect(history).toHaveLength(EPOCHS);
    expect(history[1]).toMatchObject({epoch: 1, val_loss: 0.333333});
  });

  it("reads a run again whose files have changed", async () => {
    const before = parsed.length;
    writeFileSync(join(home, "run-000", "predictions.csv"), predictionsCsv(1));
    utimesSync(join(home, "run-001", "run.json"), new Date(), new Date(0));
    expect((await describedRun("run-000")).listed.evaluation?.correct).toBe(0);
    await describedRun("run-001");
    await describedRun("run-002");
    expect(parsed).toHaveLength(before + 2);
  });
});
