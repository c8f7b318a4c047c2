import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {chooseFiles, dragFiles} from "./giveFiles.js";
import {openSite, visit, type OpenSite} from "./visit.js";

/** As Keras's CSVLogger writes it: https://keras.io/api/callbacks/csv_logger/ */
const LOG = "epoch,accuracy,loss,val_accuracy,val_loss\n0,0.5,1.5,0.6,1.25\n1,0.7,0.75,0.8,0.625\n";

let site: OpenSite;
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "handscope-open-run-"));
  writeFileSync(join(folder, "history.csv"), LOG);
  site = await openSite();
});
afterAll(async () => {
  await site.close();
  rmSync(folder, {recursive: true});
});

const card = (page: Page) => page.locator(".open-run");

async function expectOpened(page: Page): Promise<void> {
  await page.getByText("0.6250", {exact: false}).first().waitFor(); // the lowest validation loss of the log
}

test("files chosen with the visible control open as a run, and the chooser stays", async () => {
  const {page, problems} = await visit(site, "open-run");
  await chooseFiles(page, page.getByLabel("Files of a run"), join(folder, "history.csv"));
  await expectOpened(page);
  expect(await card(page).isVisible()).toBe(true);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a folder chosen with the visible control opens as a run", async () => {
  const {page, problems} = await visit(site, "open-run");
  await chooseFiles(page, page.getByLabel("A folder of a run"), folder);
  await expectOpened(page);
  expect(problems).toEqual([]);
  await page.context().close();
});

test.each(["a file", "a folder"])("%s dropped on the visible card opens as a run", async (what) => {
  const {page, problems} = await visit(site, "open-run");
  const path = what === "a folder" ? folder : join(folder, "history.csv");
  await dragFiles(page, [path], card(page), {isDropped: false});
  await page.locator(".open-run[data-drop]").waitFor(); // the card shows that files can be dropped
  await dragFiles(page, [path], card(page));
  await expectOpened(page);
  expect(await page.locator(".open-run[data-drop]").count()).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a file dropped beside the card does not make the browser leave the page", async () => {
  const {page} = await visit(site, "open-run");
  await dragFiles(page, [join(folder, "history.csv")], page.locator("h1"));
  await page.waitForTimeout(300);
  expect(new URL(page.url()).pathname).toMatch(/\/open-run$/);
  expect(await card(page).isVisible()).toBe(true);
  await page.context().close();
});

test("a run of one epoch is told of in words and charts that need no second one", async () => {
  const {page, problems} = await visit(site, "open-run");
  const log = LOG.split("\n").slice(0, 2).join("\n"); // 0.6 right, a loss of 1.25
  const epochs = "index,label,1\n0,7,1\n1,4,9\n2,4,9\n3,9,9\n";
  const text = (name: string, content: string) => ({name, mimeType: "text/csv", buffer: Buffer.from(content)});
  await chooseFiles(page, page.getByLabel("Files of a run"), [text("history.csv", log), text("epochs.csv", epochs)]);
  const card = (name: string) => page.locator(`[data-name="${name}"]`);
  expect(await card("loss").locator("h2").innerText()).toBe("Validation loss after one epoch: 1.2500");
  await expect.poll(() => card("loss").locator("svg circle, svg path[transform]").count()).toBeGreaterThanOrEqual(2);
  expect((await card("loss").locator("svg text").allTextContents()).filter((tick) => tick === "2")).toEqual([]);
  expect(await card("by-epoch").locator("h2").innerText()).toBe(
    "Most frequent confusion: 4 → 9, 2 images after epoch 1"
  );
  expect(await page.locator("main").innerText()).not.toMatch(/after each epoch|11 after|1 times|Smoothing/);
  expect(await page.getByRole("slider").count()).toBe(0); // there is nothing to choose among
  expect(problems).toEqual([]);
  await page.context().close();
});

test("with no run chosen, the training page keeps its cards and says what to do", async () => {
  const {page, problems} = await visit(site, "training?runs.chosen=");
  await page.getByText("Choose a run in the table above.").waitFor();
  await expect.poll(() => page.locator(".chart-card:visible").count()).toBeGreaterThan(0);
  await page.locator(".table").first().getByRole("checkbox").first().check();
  const verdicts = page.getByRole("heading", {name: /^(Diverged|Unfinished|Overfit|Underfit|Well fit): /});
  await verdicts.waitFor();
  await page.locator(".table").first().getByRole("checkbox").first().uncheck();
  await expect.poll(() => verdicts.count()).toBe(0);
  expect(problems).toEqual([]);
  await page.context().close();
});
