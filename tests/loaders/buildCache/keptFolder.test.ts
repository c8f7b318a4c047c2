import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, expect, test} from "vitest";
import {keptFolder} from "../../../loaders/buildCache/keptFolder.js";

let dir: string;
let made: number;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-folder-"));
  made = 0;
});
afterEach(() => rmSync(dir, {recursive: true}));

const fill = (key: string) =>
  keptFolder({folder: join(dir, "bundles"), key, stamp: join(dir, "cache", "stamp.json")}, async () => {
    ++made;
    mkdirSync(join(dir, "bundles"), {recursive: true});
    writeFileSync(join(dir, "bundles", "worker.js"), key);
  });

test("keptFolder() makes a folder once, and anew after another key, or where a file was changed, added or lost", async () => {
  await fill("a");
  await fill("a");
  expect(made).toBe(1);
  await fill("b");
  expect(made).toBe(2);
  writeFileSync(join(dir, "bundles", "worker.js"), "changed");
  await fill("b");
  expect(made).toBe(3);
  writeFileSync(join(dir, "bundles", "other.js"), "");
  await fill("b");
  expect(made).toBe(4);
  rmSync(join(dir, "bundles"), {recursive: true});
  await fill("b");
  expect(made).toBe(5);
});
