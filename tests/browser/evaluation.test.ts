import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {csvParseRows} from "d3";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const filesOf = (run: string) => join(DIST, "_file", "data", "runs", run);

/** The answers of a run, read without any of the project's code: truth, answer, and whether its image is on the site. */
function readAnswers(run: string): {label: number; answer: number; shown: boolean}[] {
  const [, ...rows] = csvParseRows(readFileSync(join(filesOf(run), "predictions.csv"), "utf8").trim());
  const images = readFileSync(join(filesOf(run), "images.bin"));
  return rows.map((row, i) => {
    const probabilities = row.slice(2).map(Number);
    const answer = probabilities.indexOf(Math.max(...probabilities));
    return {label: Number(row[1]), answer, shown: images.readInt32LE(4 * i) >= 0};
  });
}

/** The run of this site whose images it has, or else the first. */
async function chooseRun(page: Page): Promise<string> {
  const runs = await page
    .locator('[data-testid="run"] option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  const complete = runs.find((run) => readAnswers(run).every(({shown}) => shown));
  const run = complete ?? runs[0]!;
  await page.getByTestId("run").selectOption(run);
  return run;
}

test("a site that shows the sample has the images behind a run's answers, but for what differs between machines", async () => {
  const data = join(DIST, "_file", "data");
  const summary = readdirSync(data).find((name) => /^dataset\..*json$/.test(name))!;
  const {synthetic} = JSON.parse(readFileSync(join(data, summary), "utf8")) as {synthetic: boolean};
  const {page} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  const shown = answers.filter((answer) => answer.shown).length;
  if (synthetic) expect(shown / answers.length).toBeGreaterThan(0.95);
  else expect(shown).toBeGreaterThan(0);
  await page.context().close();
});

test("a cell of the confusion matrix opens exactly the images that the predictions say", async () => {
  const {page, problems} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  for (const [label, predicted] of [
    [4, 9],
    [3, 5],
    [7, 7]
  ] as const) {
    const expected = answers.filter((d) => d.label === label && d.answer === predicted);
    const cell = page.getByRole("button", {name: new RegExp(`images of ${label} read as ${predicted}$`)});
    expect(await cell.innerText()).toBe(expected.length.toLocaleString("en-US"));
    await cell.click();
    const opened = page.getByTestId("opened");
    await opened
      .getByRole("heading", {name: `${label} read as ${predicted}: ${expected.length.toLocaleString("en-US")} image`})
      .waitFor();
    const seen = await opened.locator(".digit-button").count();
    if (expected.length <= 20) expect(seen).toBe(expected.length);
    else expect(seen).toBeGreaterThan(20); // only the visible rows are in the document
    for (const name of await opened.locator(".digit-button").evaluateAll((all) => all.map((e) => e.ariaLabel))) {
      expect(name).toContain(`${label} read as ${predicted}`);
    }
  }
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the images of a cell are pictures with ink, not empty tiles", async () => {
  const {page} = await visit(site, "evaluation");
  await chooseRun(page);
  await page.getByRole("button", {name: /images of 7 read as 7$/}).click();
  const tile = page.getByTestId("opened").locator(".tile:not(.tile-missing)").first();
  await tile.waitFor();
  const url = await tile.evaluate((element) => getComputedStyle(element).backgroundImage.slice(5, -2));
  expect((await page.request.get(url)).headers()["content-type"]).toBe("image/png");
  await page.context().close();
});

test("a cell is opened by keyboard: arrows move, Enter opens", async () => {
  const {page} = await visit(site, "evaluation");
  await chooseRun(page);
  const cell = page.getByRole("button", {name: /images of 0 read as 0$/});
  await cell.click();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await page
    .getByTestId("opened")
    .getByRole("heading", {name: /^1 read as 1:/})
    .waitFor();
  await page.context().close();
});

test("an image that the site has not is said to be missing, with the command that brings it", async () => {
  const {page} = await visit(site, "evaluation");
  const runs = await page
    .locator('[data-testid="run"] option')
    .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
  for (const run of runs) {
    await page.getByTestId("run").selectOption(run);
    await page.locator(".numbers .number-value").first().waitFor();
    const complete = readAnswers(run).every(({shown}) => shown);
    const note = page.getByTestId("images-note");
    await expect.poll(() => note.count()).toBe(complete ? 0 : 1);
    if (!complete) expect(await note.innerText()).toMatch(/npm/);
  }
  await page.context().close();
});

test("the cells show counts or shares of the row, and the open cell stays open", async () => {
  const {page} = await visit(site, "evaluation");
  const answers = readAnswers(await chooseRun(page));
  const row = answers.filter(({label}) => label === 7);
  const cell = page.getByRole("button", {name: /images of 7 read as 7$/});
  await cell.click();
  await page.getByLabel("% of the row").check();
  const share = row.filter(({answer}) => answer === 7).length / row.length;
  expect(await cell.innerText()).toBe((100 * share).toFixed(1));
  expect(await cell.getAttribute("aria-pressed")).toBe("true");
  await page.context().close();
});

test("the chosen run is kept in the address", async () => {
  const {page} = await visit(site, "evaluation");
  const options = page.locator('[data-testid="run"] option');
  const last = (await options.last().getAttribute("value"))!;
  await page.getByTestId("run").selectOption(last);
  expect(new URL(page.url()).searchParams.get("run")).toBe(last);
  await page.reload({waitUntil: "networkidle"});
  expect(await page.getByTestId("run").inputValue()).toBe(last);
  await page.context().close();
});
