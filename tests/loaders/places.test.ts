import {existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {checkPlaces} from "../../loaders/places.js";
import {refusal} from "./refusal.js";

let home: string;
beforeAll(() => (home = mkdtempSync(join(tmpdir(), "handscope-places-"))));
afterAll(() => rmSync(home, {recursive: true}));

test("checkPlaces(places) creates the folders, leaves nothing in them, and accepts enough room", async () => {
  await checkPlaces([[join(home, "a", "b"), 0]]);
  expect(readdirSync(join(home, "a", "b"))).toEqual([]);
});

test("checkPlaces(places) names a folder on a disk with too little room", async () => {
  expect(await refusal(checkPlaces([[home, 2 ** 40]]))).toMatch(
    new RegExp(`^${home}: expected 1099511627776 MB of free disk, got \\d+ MB \\(free some\\)$`)
  );
});

test("checkPlaces(places) rejects with the system's error if a file is in the way", async () => {
  writeFileSync(join(home, "file"), "");
  await expect(checkPlaces([[join(home, "file", "below"), 0]])).rejects.toMatchObject({code: "ENOTDIR"});
  expect(existsSync(join(home, "file", "below"))).toBe(false);
});
