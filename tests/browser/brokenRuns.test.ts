import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {predictionsCsv} from "../loaders/runs/handmadeRun.js";
import {openSiteOfRuns, type RunFolders, type SiteOfRuns} from "./siteOfRuns.js";

/** The pages of the site, and what is put into the address of a run's page: these have pages in the site that was built. */
const PAGES = ["", "draw", "data", "preprocessing", "training", "evaluation"];

/** As Keras's CSVLogger writes it where nothing is validated, https://keras.io/api/callbacks/csv_logger/ */
const KERAS = "epoch,accuracy,loss\n0,0.91,0.31\n1,0.96,0.13\n2,0.975,0.085\n";
const ANSWERS = [
  [3, 3],
  [1, 7],
  [4, 4],
  [1, 1]
] as const;

/** Run folders by name, all names of runs that the site has a page for. */
const FOLDERS: RunFolders = {
  ann: {"history.csv": KERAS, "predictions.csv": predictionsCsv(ANSWERS)},
  cnn: {"history.csv": "epoch,loss\n0,1\n", "predictions.csv": predictionsCsv(ANSWERS)},
  "ablation-all": {"history.csv": KERAS, "predictions.csv": predictionsCsv([[12, 3]])},
  "ann-sample": {"run.json": '{"title": "No predictions", "model": "ann"}', "history.csv": KERAS},
  "ann-documents": {"run.json": "{", "predictions.csv": predictionsCsv(ANSWERS)},
  "ann-documents-seed-2": {"predictions.csv": `${predictionsCsv(ANSWERS)}\n4,3,0.5,0.1,0,0,0,0,0,0,0,0`},
  "ann-documents-seed-3": {}
};

let site: SiteOfRuns;
beforeAll(async () => void (site = await openSiteOfRuns(FOLDERS)));
afterAll(() => site.close());

const errorsOf = (page: Page) => page.locator(".observablehq--error").allInnerTexts();

describe("a site with runs that are not whole", () => {
  test.each([...PAGES, ...Object.keys(FOLDERS).map((name) => `runs/${name}`)])("has a page /%s", async (path) => {
    const {page, problems} = await site.visit(path);
    expect(await errorsOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|null|\[object/);
    await page.context().close();
  });

  test("lists all of them on the training page, with a sentence on what is wrong", async () => {
    const {page} = await site.visit("training");
    const lines = (await page.locator("main .error-line").allInnerTexts()).join("\n");
    for (const sentence of [
      "ablation-all/predictions.csv:2: expected a label from 0 to 9",
      "ann-documents/run.json: expected JSON",
      "ann-documents-seed-2",
      "ann-documents-seed-3: expected run.json, history.csv, predictions.csv or model/model.json, got none of these",
      "cnn/history.csv:1: expected the columns epoch,loss,accuracy, got none named accuracy"
    ]) {
      expect(lines).toContain(sentence);
    }
    await page.context().close();
  });

  test("shows of a run from Keras its curves and its figures, and that it has no more", async () => {
    const {page} = await site.visit("runs/ann");
    expect(await page.getByTestId("epoch").locator("tbody tr").innerText()).toMatch(/0\.0850\s+–\s+0\.9750\s+–/);
    expect(await page.getByText("75 %", {exact: true}).count()).toBeGreaterThan(0); // 3 of 4
    expect(await page.getByText("No model.").count()).toBe(1);
    await page.context().close();
  });
});

describe("a site without any run", () => {
  test.each(PAGES)("has a page /%s", async (path) => {
    const {page, problems} = await site.visit(path, true);
    expect(await errorsOf(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("says on the pages of runs how to make one", async () => {
    for (const path of ["training", "evaluation"]) {
      const {page} = await site.visit(path, true);
      expect(await page.getByTestId("empty").first().innerText()).toContain("npm run train");
      await page.context().close();
    }
  });
});
