import {appendFileSync, cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {RUNS} from "../../../loaders/paths.js";
import type {InputKeys} from "../../../loaders/siteData/inputKeys.js";

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-inputs-"));
  for (const name of ["nearest-mean", "rules"]) cpSync(join(RUNS, name), join(dir, "runs", name), {recursive: true});
  mkdirSync(join(dir, "digits"));
  writeFileSync(join(dir, "digits", "test.csv"), csv(1));
  writeFileSync(join(dir, "digits", "dataset.json"), '{"asIs":true}'); // they are no digits
  vi.stubEnv("HANDSCOPE_CACHE", join(dir, "cache")); // loaders/paths.ts reads them when it is loaded
  vi.stubEnv("HANDSCOPE_RUNS", join(dir, "runs"));
  vi.stubEnv("HANDSCOPE_VOTES", join(dir, "votes"));
  vi.stubEnv("HANDSCOPE_GROWTH", join(dir, "growth.csv"));
});
afterEach(() => rmSync(dir, {recursive: true}));

/** A table of twenty digits in the dialect of Kaggle's Digit Recognizer. */
function csv(level: number): string {
  const header = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
  const row = (_: unknown, i: number): string => [i % 10, ...Array.from({length: 784}, (__, p) => (p % 28 === i ? 200 + level : 0))].join(); // prettier-ignore
  return [header, ...Array.from({length: 20}, row)].join("\n");
}

async function keysNow(): Promise<Record<keyof InputKeys, string>> {
  vi.resetModules();
  const {inputKeys} = await import("../../../loaders/siteData/inputKeys.js");
  const keys = inputKeys(join(dir, "digits"));
  const names = ["digits", "runs", "first reader", "votes", "growth"] as const;
  const values = await Promise.all(names.map((name) => keys[name]()));
  return Object.fromEntries(names.map((name, i) => [name, values[i]!])) as Record<keyof InputKeys, string>;
}

describe("inputKeys(data)", () => {
  it.each([
    ["nothing", (): void => undefined, []],
    ["a pixel", () => writeFileSync(join(dir, "digits", "test.csv"), csv(2)), ["digits"]],
    [
      "the title of the digits",
      () => writeFileSync(join(dir, "digits", "dataset.json"), '{"asIs":true,"title":"Mine"}'),
      ["digits"]
    ],
    ["an option", () => writeFileSync(join(dir, "digits", "dataset.json"), '{"asIs":true,"skipBad":true}'), ["digits"]],
    [
      "the run that answers",
      () => appendFileSync(join(dir, "runs", "nearest-mean", "run.json"), "\n"),
      ["first reader", "runs"]
    ],
    ["a later run", () => appendFileSync(join(dir, "runs", "rules", "run.json"), "\n"), ["runs"]],
    [
      "a run that comes first",
      () => cpSync(join(dir, "runs", "rules"), join(dir, "runs", "a"), {recursive: true}),
      ["first reader", "runs"]
    ],
    [
      "people's votes",
      () => {
        mkdirSync(join(dir, "votes"));
        writeFileSync(join(dir, "votes", "mnist.json"), "[]");
      },
      ["votes"]
    ],
    ["measurements of growth", () => writeFileSync(join(dir, "growth.csv"), "what,by\n"), ["growth"]]
  ] as const)("differs after a change of %s where that is an input", async (_, change, differing) => {
    // prettier-ignore
    const before = await keysNow();
    change();
    const after = await keysNow();
    const names = Object.keys(before) as (keyof InputKeys)[];
    expect(names.filter((name) => after[name] !== before[name]).sort()).toEqual(differing);
  });
});
