import {appendFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import type {KeptDataset} from "../../../loaders/datasets/dataset.js";
import {builtPages, noteBuilt} from "../../../loaders/site/siteStamp.js";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-stamp-"));
  mkdirSync(join(dir, "dist", "runs"), {recursive: true});
  writeFileSync(join(dir, "dist", "index.html"), "home");
  writeFileSync(join(dir, "dist", "runs", "ann.html"), "ann");
});
afterEach(() => rmSync(dir, {recursive: true}));

const place = () => ({site: join(dir, "dist"), stamp: join(dir, "cache", "site.json")});

describe("builtPages(key)", () => {
  it("finds the site that was noted, under its key alone", async () => {
    expect(await builtPages("a", place())).toBeUndefined();
    await noteBuilt("a", 2, place());
    expect(await builtPages("a", place())).toBe(2);
    expect(await builtPages("b", place())).toBeUndefined();
  });

  it.each([
    ["was changed", () => appendFileSync(join(dir, "dist", "index.html"), "!")],
    ["was removed", () => rmSync(join(dir, "dist", "runs", "ann.html"))],
    ["was added", () => writeFileSync(join(dir, "dist", "draw.html"), "")],
    ["is missing with all others", () => rmSync(join(dir, "dist"), {recursive: true})]
  ])("finds none where a file %s", async (_, change) => {
    await noteBuilt("a", 2, place());
    change();
    expect(await builtPages("a", place())).toBeUndefined();
  });

  it("finds none by a note that is cut short", async () => {
    await noteBuilt("a", 2, place());
    writeFileSync(place().stamp, '{"key":"a","lis');
    expect(await builtPages("a", place())).toBeUndefined();
  });
});

describe("siteKey(digits)", () => {
  const digits = {
    entry: "/cache/sample-1",
    name: "sample",
    title: "Sample",
    about: {},
    files: []
  } as unknown as KeptDataset;

  it.each([
    ["a byte of a run", (): unknown => appendFileSync(join(dir, "home", "runs", "ann", "run.json"), " ")],
    ["a run more", () => mkdirWith("runs/cnn/run.json")],
    ["the runs' times", () => mkdirWith("runs/timings.json")],
    ["people's votes", () => mkdirWith("votes/mnist.json")],
    ["measurements of growth", () => mkdirWith("growth.csv")],
    ["the digits", () => ({...digits, entry: "/cache/sample-2"})],
    ["what is said of the digits", () => ({...digits, title: "Another sample"})]
  ])("differs by %s", async (_, change) => {
    mkdirWith("runs/ann/run.json");
    vi.stubEnv("HANDSCOPE_RUNS", join(dir, "home", "runs")); // loaders/paths.ts reads them when it is loaded
    vi.stubEnv("HANDSCOPE_VOTES", join(dir, "home", "votes"));
    vi.stubEnv("HANDSCOPE_GROWTH", join(dir, "home", "growth.csv"));
    vi.resetModules();
    const {siteKey} = await import("../../../loaders/site/siteStamp.js");
    const before = await siteKey(digits);
    mkdirWith("runs/.unfinished/run.json"); // a training under way
    expect(await siteKey(digits)).toBe(before);
    const changed = change();
    expect(await siteKey((changed as KeptDataset | undefined) ?? digits)).not.toBe(before);
  });

  function mkdirWith(path: string): void {
    mkdirSync(join(dir, "home", path, ".."), {recursive: true});
    writeFileSync(join(dir, "home", path), "{}");
  }
});
