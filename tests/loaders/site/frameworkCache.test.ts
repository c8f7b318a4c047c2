import {mkdtempSync, mkdirSync, readdirSync, readFileSync, rmSync, utimesSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {zipSync} from "fflate";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {forgetLoaded, prepareFrameworkCache, putLoaded} from "../../../loaders/site/frameworkCache.js";

let dir: string;
beforeEach(() => void (dir = mkdtempSync(join(tmpdir(), "handscope-framework-"))));
afterEach(() => rmSync(dir, {recursive: true}));

const read = (path: string) => readFileSync(join(dir, path), "utf8");
const zip = (files: Record<string, string>) =>
  zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, Buffer.from(text)])));

describe("putLoaded(name, bytes)", () => {
  it("leaves a file of the same bytes alone, with its time, and replaces another one", async () => {
    await putLoaded("runs.json", Buffer.from("one"), dir);
    utimesSync(join(dir, "runs.json"), 1000, 1000);
    await putLoaded("runs.json", Buffer.from("one"), dir);
    expect(statSync(join(dir, "runs.json")).mtimeMs).toBe(1_000_000);
    await putLoaded("runs.json", Buffer.from("two"), dir);
    expect(read("runs.json")).toBe("two");
  });

  it("lays the files of an archive beside it, without those of an earlier one", async () => {
    await putLoaded("atlas.zip", zip({"umap.bin": "old", "gone.bin": "old"}), dir);
    expect(read("atlas/umap.bin")).toBe("old");
    await putLoaded("atlas.zip", zip({"umap.bin": "new"}), dir);
    expect(readdirSync(join(dir, "atlas"))).toEqual(["umap.bin"]);
    expect(read("atlas/umap.bin")).toBe("new");
    rmSync(join(dir, "atlas"), {recursive: true});
    await putLoaded("atlas.zip", zip({"umap.bin": "new"}), dir);
    expect(read("atlas/umap.bin")).toBe("new");
  });
});

describe("forgetLoaded(names)", () => {
  it("removes all but the files named and the folders of archives among them", async () => {
    for (const name of ["runs.json", "atlas.zip", "old.json"]) writeFileSync(join(dir, name), "");
    for (const name of ["atlas", "runs"]) mkdirSync(join(dir, name));
    await forgetLoaded(["runs.json", "atlas.zip"], dir);
    expect(readdirSync(dir).sort()).toEqual(["atlas", "atlas.zip", "runs.json"]);
    await forgetLoaded([], dir);
    expect(readdirSync(dir)).toEqual([]);
    await forgetLoaded([], join(dir, "missing"));
  });
});

describe("prepareFrameworkCache()", () => {
  it("keeps bundled libraries and our data, and has Framework ask for no version of d3", async () => {
    for (const name of ["_node", "data", "_observablehq"]) mkdirSync(join(dir, name));
    await prepareFrameworkCache(dir);
    expect(readdirSync(dir).sort()).toEqual(["_node", "_npm", "data"]);
    expect(readdirSync(join(dir, "_npm"))).toContain("d3@0.0.0");
  });
});
