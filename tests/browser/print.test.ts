import type {Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {openSite, seeAll, visit, type OpenSite, type Visit} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A page of A4 with margins of 1 cm is 190 mm wide: 718 px of 96 to the inch. */
const PAPER = {viewport: {width: 718, height: 1000}};

/** Opens a page, does with it what is wanted, and shows it as it is printed. */
async function visitOnPaper(
  path: string,
  act: (page: Page) => Promise<unknown> = () => Promise.resolve()
): Promise<Visit> {
  const visited = await visit(site, path, PAPER);
  await seeAll(visited.page);
  await act(visited.page);
  await visited.page.emulateMedia({media: "print"});
  return visited;
}

const isVisible = (page: Page, selector: string) => page.locator(selector).first().isVisible();

/** What nobody can use on paper. */
const CONTROLS = ".toolbar button, .chart-tools, .table-tools, .map-tools, #observablehq-header nav, input[type=file]";

test.each([
  "draw",
  "data",
  "training",
  "train",
  "evaluation?run=cnn&with=ann",
  "preprocessing",
  "open-run",
  "runs",
  "runs/cnn-pen"
])("/%s prints without controls, and no wider than the paper", async (path) => {
  const {page} = await visitOnPaper(path);
  for (const control of await page.locator(CONTROLS).all()) expect(await control.isVisible()).toBe(false);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
  expect(await isVisible(page, "h1")).toBe(true);
  await page.context().close();
});

test("the two runs' agreement, the matrix and the images are printed, in their shades", async () => {
  const {page} = await visitOnPaper("evaluation?run=cnn&with=ann", (page) =>
    page.locator(".agreement button").first().waitFor()
  );
  expect(await isVisible(page, ".agreement button")).toBe(true); // the counts stand in buttons
  for (const selector of [".cell", ".digit-button .tile"]) expect(await isVisible(page, selector)).toBe(true);
  const adjust = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate((element) => getComputedStyle(element).printColorAdjust);
  for (const selector of [".cell", ".tile"]) expect(await adjust(selector)).toBe("exact"); // else browsers drop backgrounds
  await page.context().close();
});

test("of a choice the data page prints what was chosen, and of a list all of it", async () => {
  const {page} = await visitOnPaper("data?trait=Slant");
  const choices = page.locator('[data-name="traits"] .radio-choice label:has(input)');
  expect(await choices.count()).toBeGreaterThan(3);
  const visible = await choices.evaluateAll((all) =>
    all.filter((label) => label.checkVisibility()).map((d) => d.textContent)
  );
  expect(visible.map((text) => text.trim())).toEqual(["Slant"]);
  const lists = page.locator(".doubtful-list, .duplicate-list");
  for (const list of await lists.all()) {
    expect(await list.evaluate((element) => element.scrollHeight - element.clientHeight)).toBeLessThanOrEqual(1);
  }
  expect(await isVisible(page, ".doubtful-list .tile, .duplicate-list .tile")).toBe(true);
  await page.context().close();
});

test("the training page prints no field without its value", async () => {
  const {page} = await visitOnPaper("training");
  expect(await page.locator("main").innerText()).not.toMatch(/Epochs\s+to\s/);
  await page.context().close();
});
