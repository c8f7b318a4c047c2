import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import type {DatasetSummary} from "../../loaders/summary.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const folder = join(DIST, "_file", "data");
const file = (pattern: RegExp) =>
  readFileSync(
    join(
      folder,
      readdirSync(folder).find((name) => pattern.test(name))!
    )
  );
const {splits, provenance, skew, duplicates} = JSON.parse(file(/^dataset\..*json$/).toString()) as DatasetSummary;
const total = splits.reduce((sum, {n}) => sum + n, 0);
const labels = file(/^digits\..*bin$/).subarray(0, total);

test("the grid shows as many images as a filter keeps, and opens the one that is chosen", async () => {
  const {page, problems} = await visit(site, "data");
  const count = page.getByTestId("grid-count");
  expect(await count.innerText()).toContain(`${total.toLocaleString("en-US")} images`);
  await page.getByLabel("Split", {exact: true}).selectOption({label: "test"});
  await page.getByLabel("Digit", {exact: true}).selectOption({label: "3"});
  const offset = total - splits.at(-1)!.n;
  const threes = labels.subarray(offset).filter((label) => label === 3).length;
  await expect.poll(() => count.innerText()).toContain(`${threes.toLocaleString("en-US")} images`);
  const first = page.locator(".digit-button").first();
  await expect.poll(() => first.getAttribute("aria-label")).toMatch(/^3: test image \d+/);
  await first.click();
  expect(await page.locator(".digit-card figcaption").innerText()).toBe(await first.getAttribute("aria-label"));
  await page.keyboard.press("End");
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("data-position"));
  await expect.poll(focused).toBe(String(threes - 1));
  expect(problems).toEqual([]);
  await page.context().close();
});

test("only the visible rows of a grid of thousands are in the document", async () => {
  const {page} = await visit(site, "data");
  expect(await page.locator(".digit-button").count()).toBeLessThan(400);
  await page.context().close();
});

test("the card says where the digits come from, and the page what became of their files", async () => {
  const {page, problems} = await visit(site, "data");
  const card = page.getByTestId("provenance");
  const said = Object.fromEntries(
    await card
      .locator("> div")
      .evaluateAll((rows) =>
        rows.map((row) => [row.querySelector("dt")!.innerText, row.querySelector("dd")!.innerText])
      )
  ) as Record<string, string>;
  expect(said).toMatchObject({Layout: provenance.layout, "SHA-256": provenance.sha256});
  for (const {split, n} of splits) expect(said.Images).toContain(`${n.toLocaleString("en-US")} ${split}`);
  const sizes = page.getByRole("img", {name: "Width and height of the source images"});
  expect(await sizes.locator("circle").count()).toBe(provenance.pictures?.sizes.length ?? 0);
  const dots = page.getByRole("img", {name: "How far each split is from the first"});
  expect(await dots.locator("path[transform]").count()).toBeGreaterThanOrEqual(skew.length);
  const agreeing = duplicates.pairs.filter(({labels}) => labels?.[0] === labels?.[1]);
  expect(await page.locator(".duplicate-list li").count()).toBe(agreeing.length + duplicates.conflictingPairs.length);
  expect(problems).toEqual([]);
  await page.context().close();
});
