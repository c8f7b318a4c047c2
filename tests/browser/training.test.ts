import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {csvParse} from "d3-dsv";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, expect, test} from "vitest";
import {ROOT} from "../../loaders/paths.js";
import {wheelTo} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const RUNS = join(ROOT, "data", "runs");
const ablations = readdirSync(RUNS).filter((name) => name.startsWith("ablation-"));
const history = (run: string) => csvParse(readFileSync(join(RUNS, run, "history.csv"), "utf8"));

const names = (page: Page) => page.locator(".training-runs tbody th a").allInnerTexts();
const chosen = (page: Page) =>
  page.locator(".training-runs tbody input:checked").evaluateAll((all) => all.map((box) => box.ariaLabel));

test("the training page opens on three runs, the best first; ablations are behind one button, and are found and chosen", async () => {
  const {page, problems} = await visit(site, "training");
  expect(await page.locator("h1").innerText()).toBe("Training");
  const said = await page.locator(".training-finding").innerText();
  expect(said.replaceAll("\u00a0", " ")).toMatch(
    /^cnn is the most accurate of \d+ runs: 99\.56 % of 10,000 test images/
  );
  expect(await chosen(page)).toEqual(["cnn", "blstm", "ann-documents"]);
  const percents = await page.locator(".training-runs tbody tr td:nth-child(2)").allInnerTexts();
  const accuracies = percents.map((text) => parseFloat(text));
  expect(accuracies.length).toBeGreaterThan(4);
  expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a));

  const fold = page.getByRole("button", {name: `${ablations.length} ablations of ann`});
  const isAblation = (name: string) => name.startsWith("ablation-");
  expect((await names(page)).filter(isAblation)).toEqual([]);
  await page.getByLabel("Search: Choose runs").fill("no distortion");
  await expect.poll(() => names(page)).toEqual(["ablation-no-distortion"]);
  await page.getByLabel("Search: Choose runs").fill("");
  await fold.click();
  await expect.poll(async () => (await names(page)).filter(isAblation).length).toBe(ablations.length);
  await page.getByLabel("ablation-all", {exact: true}).check();
  await expect.poll(() => page.locator(".epoch-figures tbody th").allInnerTexts()).toContain("ablation-all");
  await page.reload();
  await expect.poll(() => chosen(page)).toContain("ablation-all"); // a chosen run is never hidden
  await fold.click();
  await expect.poll(async () => (await names(page)).filter(isAblation)).toEqual([]);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("one tooltip says the epoch and each run's values, by mouse, keys and finger; the same epoch is marked in both charts", async () => {
  const {page, problems} = await visit(site, "training?runs.chosen=ann,ann-documents", {hasTouch: true});
  const tips = page.locator(".curve-tip:visible");
  const frame = (metric: string) => page.locator(`[data-name="${metric}"] .curve-frame`);
  const rowOf = (run: string, epoch: number) => {
    const {val_loss, val_accuracy} = history(run)[epoch - 1] ?? {};
    if (val_loss === undefined) return `${run} – –`;
    return `${run} ${Number(val_loss).toFixed(4)} ${(100 * Number(val_accuracy)).toFixed(2)} %`;
  };
  const expected = (epoch: number) => [
    `Epoch ${epoch} loss accuracy`,
    rowOf("ann", epoch),
    rowOf("ann-documents", epoch)
  ];
  const said = async () => (await tips.locator("tr").allInnerTexts()).map((text) => text.replace(/\s+/g, " ").trim());
  const marks = () => page.locator("line.crosshair").evaluateAll((all) => all.map((line) => line.getAttribute("x1")));
  const epochNow = async () => Number(await page.getByLabel("Epoch", {exact: true}).inputValue());
  expect(await tips.count()).toBe(0);

  await wheelTo(page, frame("loss"));
  const box = (await frame("loss").boundingBox())!;
  await page.mouse.move(box.x + 80, box.y + box.height / 2);
  await expect.poll(() => tips.count()).toBe(1);
  expect(await said()).toEqual(expected(await epochNow()));
  expect(new Set((await marks()).slice(0, 2)).size).toBe(1); // both charts are equally wide

  await page.mouse.move(box.x + 80, box.y - 40);
  await expect.poll(() => tips.count()).toBe(0);
  await frame("accuracy").focus();
  await page.keyboard.press("Home");
  for (let i = 0; i < 6; ++i) await page.keyboard.press("ArrowRight");
  await expect.poll(said).toEqual(expected(7));
  expect(await tips.count()).toBe(1);
  expect(await frame("accuracy").locator(".curve-tip").count()).toBe(1);
  expect(await frame("accuracy").getAttribute("aria-valuetext")).toMatch(/^Epoch 7\. ann: loss 0\./);
  expect(await page.locator('[data-name="loss"] .crosshair-dots circle').count()).toBe(2);
  await page.keyboard.press("End");
  await expect.poll(epochNow).toBe(200); // the documents' network was trained for 20
  expect(await said()).toEqual(expected(200));
  await page.keyboard.press("Escape");
  await expect.poll(() => tips.count()).toBe(0);

  await page.touchscreen.tap(box.x + 120, box.y + box.height / 2);
  await expect.poll(() => frame("loss").locator(".curve-tip").count()).toBe(1);
  expect(await said()).toEqual(expected(await epochNow()));
  expect(problems).toEqual([]);
  await page.context().close();
});

test("a learning rate that never changes is a sentence; one that does is a chart; how verdicts are decided is folded", async () => {
  const {page} = await visit(site, "training?runs.chosen=ann-documents");
  expect(await page.locator('[data-name="learning-rate"]').count()).toBe(0);
  expect(await page.getByText("Learning rate: 0.001 in every epoch.").isVisible()).toBe(true);
  const rule = page.getByText("the last tenth of the epochs still lowered the validation loss");
  expect(await rule.isVisible()).toBe(false);
  await page.getByText("How verdicts are decided").click();
  expect(await rule.isVisible()).toBe(true);
  await page.getByLabel("ann", {exact: true}).check();
  await page.locator('[data-name="learning-rate"] svg').first().waitFor();
  expect(await page.getByText("in every epoch.").count()).toBe(0);
  await page.context().close();
});
