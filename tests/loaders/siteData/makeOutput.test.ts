import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {afterAll, beforeAll, describe, expect, it, vi} from "vitest";
import type * as MakeOutput from "../../../loaders/siteData/makeOutput.js";
import type {Input, Output} from "../../../loaders/siteData/output.js";

let dir: string;
let makeOutputs: typeof MakeOutput.makeOutputs;
beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "handscope-outputs-"));
  vi.stubEnv("HANDSCOPE_CACHE", dir); // loaders/paths.ts reads it when it is loaded
  vi.resetModules();
  ({makeOutputs} = await import("../../../loaders/siteData/makeOutput.js"));
});
afterAll(() => rmSync(dir, {recursive: true}));

let made: string[] = [];
const outputOf = (name: string, ...uses: Input[]): Output => ({
  name,
  module: fileURLToPath(new URL("../../../loaders/siteData/siteKeys.ts", import.meta.url)),
  uses,
  make: async () => Buffer.from(made.push(name).toString())
});
const OUTPUTS = [
  outputOf("labels.bin", "digits"),
  outputOf("list.json", "runs"),
  outputOf("both.json", "digits", "runs")
];

/** Returns the names of the outputs that are made anew where the inputs have these keys. */
async function madeWith(digits: string, runs: string): Promise<string[]> {
  made = [];
  const given: string[] = [];
  const key = (value: string) => async () => value;
  const keys = {digits: key(digits), runs: key(runs), "first reader": key(""), votes: key(""), growth: key("")};
  await makeOutputs(OUTPUTS, {parts: {} as never, keys}, {onMade: async ({name}) => void given.push(name)});
  expect(given).toEqual(OUTPUTS.map(({name}) => name)); // every one is handed on, whether it is made anew or not
  return made;
}

describe("makeOutputs(outputs, materials)", () => {
  it("makes what follows from a changed input, and nothing else", async () => {
    expect(await madeWith("digits 1", "runs 1")).toEqual(["labels.bin", "list.json", "both.json"]);
    expect(await madeWith("digits 1", "runs 1")).toEqual([]);
    expect(await madeWith("digits 1", "runs 2")).toEqual(["list.json", "both.json"]);
    expect(await madeWith("digits 2", "runs 2")).toEqual(["labels.bin", "both.json"]);
    expect(await madeWith("digits 1", "runs 1")).toEqual([]); // as before the change
  });
});
