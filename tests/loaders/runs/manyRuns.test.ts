import {cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
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

/** At most so many bytes of `data/runs.json` are about one run, however many classes and epochs it has: a class is four. */
const MAX_BYTES = 4 * CLASSES.length + 1000;

/** What a trainer may write into run.json without end: nothing that a list of runs shows. */
const ENDLESS = "x".repeat(5000);

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
    const about = {
      title: `Run ${i}`,
      model: "m",
      classes: CLASSES,
      command: `npm run train -- ${ENDLESS}`,
      machine: ENDLESS,
      dataset: {name: "d", train: 10, files: [ENDLESS]},
      notes: ENDLESS,
      hyperparameters: {epochs: EPOCHS, seed: i}
    };
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
    expect(await siteRuns.listPages()).toHaveLength(RUNS);
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

  it("reads no run's files but those of the run that is asked for", async () => {
    const opened: string[] = [];
    for (const name of ["run-003", "run-004"]) {
      const files = await siteRuns.publishRun(name, {splits: {}});
      opened.push(...Object.keys(files).map((file) => `${name}/${file}`));
      expect(Buffer.from(files["predictions.csv"]!).toString()).toBe(predictionsCsv(2 + (Number(name.slice(4)) % 7)));
    }
    expect(opened).toHaveLength(8);
    expect(parsed).toHaveLength(RUNS);
  });

  it("makes their pages from the one that Framework built, and writes the files of each into a folder of its own", async () => {
    const site = join(cache, "site");
    mkdirSync(join(site, "runs"), {recursive: true});
    writeFileSync(join(site, "runs", "_any_.html"), '<script>const name = "_any_"; show("_any_");</script>');
    const {writeRunFiles, writeRunPages} = await import("../../../loaders/site/runPages.js");
    await writeRunPages(site);
    await writeRunFiles(join(site, "files"), {splits: {}});
    expect(readdirSync(join(site, "runs")).sort()).toEqual(names.map((name) => `${name}.html`));
    const page = readFileSync(join(site, "runs", "run-123.html"), "utf8");
    expect(page).toBe('<script>const name = "run-123"; show("run-123");</script>');
    expect(readdirSync(join(site, "files"))).toEqual(names);
    expect(readdirSync(join(site, "files", "run-123")).sort()).toEqual([
      "history.json",
      "images.bin",
      "predictions.csv",
      "run.json"
    ]);
    expect(parsed).toHaveLength(RUNS);
  });

  it("refuses a page that does not say which run it is about: all would be of one", async () => {
    const site = join(cache, "nameless");
    mkdirSync(join(site, "runs"), {recursive: true});
    writeFileSync(join(site, "runs", "_any_.html"), "<p>A run</p>");
    const {writeRunPages} = await import("../../../loaders/site/runPages.js");
    await expect(writeRunPages(site)).rejects.toThrow("does not name its run");
  });

  it("reads the answers of 40 of them to find labels in doubt, and says how many it leaves out", async () => {
    const {countUnread} = await import("../../../loaders/runs/testAnswers.js");
    expect(await countUnread(CLASSES)).toBe(RUNS - 40);
    expect(await countUnread(["A", "B"])).toBe(0);
  });

  it("publishes the epochs of each, and all that is known of how it was made, in files of its own", async () => {
    const files = await siteRuns.publishRun("run-007", {splits: {}});
    const about = JSON.parse(Buffer.from(files["run.json"]!).toString()) as {machine: string; title: string};
    expect([about.title, about.machine]).toEqual(["Run 7", ENDLESS]);
    const history = JSON.parse(Buffer.from(files["history.json"]!).toString()) as {epoch: number; val_loss: number}[];
    expect(history).toHaveLength(EPOCHS);
    expect(history[1]).toMatchObject({epoch: 1, val_loss: 0.333333});
  });

  it("reads a run again whose files have changed", async () => {
    const before = parsed.length;
    writeFileSync(join(home, "run-000", "predictions.csv"), predictionsCsv(1));
    const changed = JSON.stringify({title: "Changed", model: "m", classes: CLASSES});
    writeFileSync(join(home, "run-001", "run.json"), changed);
    expect((await describedRun("run-000")).listed.evaluation?.correct).toBe(0);
    expect((await describedRun("run-001")).listed.about.title).toBe("Changed");
    await describedRun("run-002");
    expect(parsed).toHaveLength(before + 2);
  });

  it("reads a copy of a run no more than the run: they differ in nothing but the name", async () => {
    const before = parsed.length;
    for (const copy of ["copy-a", "copy-b"]) cpSync(join(home, "run-002"), join(home, copy), {recursive: true});
    const [first, second] = [await describedRun("copy-a"), await describedRun("copy-b")];
    expect([first.listed.name, second.listed.name]).toEqual(["copy-a", "copy-b"]);
    expect(second).toEqual({...first, listed: {...first.listed, name: "copy-b"}});
    expect(parsed.length - before).toBeLessThanOrEqual(1);
  });
});
