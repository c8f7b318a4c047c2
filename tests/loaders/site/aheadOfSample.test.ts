import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test, vi} from "vitest";
import {summaryAhead} from "../../../loaders/site/aheadOfSample.js";

// What is said of the sample before it is made is what is said of it once it is made, here of a small one.

const COUNTS = {train: 6, validation: 2, test: 2};

let dir: string;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), "handscope-ahead-"))));
afterAll(() => rmSync(dir, {recursive: true}));

test("summaryAhead() says of the sample what the front page shows of it", async () => {
  vi.stubEnv("HANDSCOPE_CACHE", join(dir, "cache")); // of each name, the project's own keeps one
  vi.resetModules();
  const {readDataset} = await import("../../../loaders/datasets/dataset.js");
  const {readDuplicates} = await import("../../../loaders/datasets/duplicates.js");
  const {makeSample} = await import("../../../loaders/datasets/sample.js");
  const {summarize} = await import("../../../loaders/datasets/summary.js");
  await makeSample(join(dir, "sample"), {counts: COUNTS});
  const dataset = await readDataset(join(dir, "sample"));
  const {name, title, source, license, synthetic, classes, splits, provenance} = summarize(
    dataset,
    await readDuplicates(dataset)
  );
  const ahead = summaryAhead(COUNTS);
  expect(ahead).toMatchObject({name, title, source, license, synthetic, classes, splits});
  expect(ahead.provenance).toMatchObject({layout: provenance.layout, division: provenance.division});
  expect(ahead.provenance.rejected).toEqual(provenance.rejected);
});
