import {statSync} from "node:fs";
import {join} from "node:path";
import {beforeAll, describe, expect, it} from "vitest";
import {describeRivals, type Rival} from "../../../loaders/runs/rivals.js";
import {describeRuns} from "../../../loaders/runs/siteRuns.js";
import {describeSystems} from "../../../loaders/runs/systems.js";
import {RUNS} from "../../../loaders/paths.js";

let rivals: Rival[];
const NO_IMAGES = {splits: {}};
beforeAll(async () => {
  rivals = await describeRivals(await describeSystems(NO_IMAGES), await describeRuns(NO_IMAGES));
});

const rival = (name: string) => rivals.find((one) => one.name === name)!;
const sizeOf = (run: string, ...files: string[]) =>
  files.reduce((sum, file) => sum + statSync(join(RUNS, run, "model", file)).size, 0);

describe("describeRivals()", () => {
  it("has every system of the site that has a model, once, with its family", async () => {
    const {systems} = await describeSystems({splits: {}});
    const expected = systems.filter(({hasModel}) => hasModel).map(({run, family}) => [run, family]);
    expect(rivals.map(({name, family}) => [name, family]).sort()).toEqual(expected.sort());
    expect(rivals.length).toBeGreaterThanOrEqual(19);
  });

  it("lists the fastest first", () => {
    const times = rivals.map(({milliseconds = Infinity}) => milliseconds);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
  });

  it("says what a browser loads for each, and which are loaded only when wanted", () => {
    expect(rival("rules").bytes).toBe(sizeOf("rules", "rules.json"));
    expect(rival("forest").bytes).toBe(sizeOf("forest", "forest.bin"));
    expect(rivals.filter(({isHeavy}) => isHeavy).map(({name}) => name)).toEqual(["tesseract"]);
    expect(rival("tesseract").bytes).toBeGreaterThan(4e6); // its program and its language's data
  });
});
