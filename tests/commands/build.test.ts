import {mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {runHandscope} from "./runHandscope.js";

let runs: string;
beforeAll(() => {
  runs = mkdtempSync(join(tmpdir(), "handscope-strict-"));
  mkdirSync(join(runs, "broken"));
  writeFileSync(join(runs, "broken", "history.csv"), "epoch,loss\n0,1\n");
  mkdirSync(join(runs, "empty"));
});
afterAll(() => rmSync(runs, {recursive: true}));

test("npm run build -- --strict names every damaged run, and leaves the site unchanged", async () => {
  const made = statSync(DIST).mtimeMs;
  const {code, stderr} = await runHandscope("build", ["--strict"], {HANDSCOPE_RUNS: runs}, "source");
  expect(code).toBe(1);
  expect(stderr).toContain("broken/history.csv:1: expected the columns epoch,loss,accuracy");
  expect(stderr).toContain("empty: expected run.json, history.csv, predictions.csv or model/model.json");
  expect(stderr.trim().split("\n").at(-1)).toBe(`handscope: ${runs}: expected runs that are whole, got 2 that are not`);
  expect(statSync(DIST).mtimeMs).toBe(made);
});
