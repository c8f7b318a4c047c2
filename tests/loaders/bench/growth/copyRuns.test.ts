import {mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, it} from "vitest";
import {copyRuns} from "../../../../loaders/bench/growth/copyRuns.js";

const dir = mkdtempSync(join(tmpdir(), "handscope-growth-"));
afterAll(() => rmSync(dir, {recursive: true}));
for (const name of ["a", "b", "c", "d", ".c.checkpoint"]) {
  mkdirSync(join(dir, "from", name), {recursive: true});
  writeFileSync(join(dir, "from", name, "run.json"), name);
}
writeFileSync(join(dir, "from", "timings.json"), "{}");

it("copies some runs, or all of them several times under other names, and nothing else", async () => {
  await copyRuns(join(dir, "from"), join(dir, "few"), 2);
  expect(readdirSync(join(dir, "few"))).toEqual(["a", "c"]);
  await copyRuns(join(dir, "from"), join(dir, "many"), 6);
  expect(readdirSync(join(dir, "many"))).toEqual(["a", "a-2", "b", "b-2", "c", "d"]);
  expect(readFileSync(join(dir, "many", "b-2", "run.json"), "utf8")).toBe("b");
});
