import {readFileSync} from "node:fs";
import {csvParse} from "d3-dsv";
import {afterAll, beforeAll, expect, test} from "vitest";
import {GROWTH} from "../../loaders/paths.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const rows = csvParse(readFileSync(GROWTH, "utf8"));

/** Returns the lines of what begins with *what*, by *by*, of a *quantity*. */
const linesOf = (what: string, by: string, quantity: string) =>
  rows.filter((row) => row.what!.startsWith(what) && row.by === by && row.quantity === quantity);

test.each([
  ["epoch-by-images", "epoch", "images", "seconds"],
  ["epoch-by-parameters", "epoch", "parameters", "seconds"],
  ["build-time-by-images", "build", "images", "seconds"],
  ["build-memory-by-images", "build", "images", "MB"],
  ["build-time-by-runs", "build", "runs", "seconds"],
  ["build-memory-by-runs", "build", "runs", "MB"],
  ["pages-by-images", "/", "images", "kB"],
  ["pages-by-runs", "/", "runs", "kB"]
])("%s shows each measurement of the file, and its exponent in the title", async (name, what, by, quantity) => {
  const {page, problems} = await visit(site, "growth");
  const card = page.locator(`[data-name="${name}"]`);
  await card.scrollIntoViewIfNeeded();
  const measured = linesOf(what, by, quantity).filter(({value}) => value);
  expect(await card.locator("svg path[transform]").count()).toBe(measured.length);
  expect(await card.getByRole("heading").innerText()).toMatch(/× \S+.*exponent −?\d\.\d\d ± \d\.\d\d/);
  await card.getByRole("button", {name: /^Table/}).click();
  expect(await card.locator("tbody tr").count()).toBe(linesOf(what, by, quantity).length);
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the table has every measurement, and the page says on which machine and when", async () => {
  const {page, problems} = await visit(site, "growth");
  await seeAll(page);
  await page.getByText("All measurements as a table").click();
  expect(await page.locator("#table tbody tr").count()).toBe(rows.length);
  const {machine, measured} = rows[0]!;
  await page.locator("main p").getByText(machine!).first().waitFor();
  await page.locator("main p").getByText(measured!).first().waitFor();
  expect(problems).toEqual([]);
  await page.context().close();
});

test("the page of the training leads to it", async () => {
  const {page} = await visit(site, "training");
  await page.getByRole("link", {name: "Growth", exact: true}).click();
  await page.getByRole("heading", {level: 1, name: "Growth"}).waitFor();
  await page.context().close();
});
