import {readFile} from "node:fs/promises";
import {csvParseRows} from "d3-dsv";
import type {Locator, Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {SHOWN} from "../../src/components/tables/tableState.js";
import {findViolations} from "./accessibility.js";
import {openSite, visit, type OpenSite} from "./visit.js";

const PHONE = {viewport: {width: 375, height: 700}};

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

async function downloadBy(page: Page, button: Locator): Promise<{name: string; text: string}> {
  const coming = page.waitForEvent("download");
  await button.click();
  const file = await coming;
  return {name: file.suggestedFilename(), text: await readFile(await file.path(), "utf8")};
}

/** The texts of a table's cells, its header first. */
function readTable(table: Locator): Promise<string[][]> {
  return table
    .locator("tr")
    .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText.trim())));
}

describe("a table", () => {
  const runs = (page: Page) => page.locator(".table").first();
  const column = async (page: Page, label: string) => {
    const [header, ...rows] = await readTable(runs(page));
    return rows.map((row) => row[header!.indexOf(label)]!);
  };

  test("sorts by keyboard, says so to screen readers, and keeps its order in the address", async () => {
    const {page, problems} = await visit(site, "training");
    const header = runs(page).getByRole("columnheader", {name: "Parameters"});
    await header.getByRole("button").focus();
    await page.keyboard.press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("descending");
    const numbers = (await column(page, "Parameters")).map((text) => Number(text.replaceAll(",", "")));
    expect(numbers).toEqual([...numbers].sort((a, b) => b - a));
    await page.keyboard.press("Enter");
    expect(await header.getAttribute("aria-sort")).toBe("ascending");
    const order = await column(page, "Run");
    await expect.poll(() => new URL(page.url()).searchParams.get("runs.sort")).toBe("Parameters");
    await page.reload({waitUntil: "networkidle"});
    expect(await column(page, "Run")).toEqual(order);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("shows the rows that have all words of a search, counts them, and keeps it in the address", async () => {
    const {page} = await visit(site, "training?runs.search=network");
    const all = await runs(page).locator(".table-count").innerText();
    const [, shown, total] = /^(\d+) of (\d+) rows$/.exec(all)!;
    const texts = await runs(page).locator("tbody tr").allInnerTexts();
    expect(texts).toHaveLength(Number(shown));
    for (const text of texts) expect(text.toLowerCase()).toContain("network");
    const search = runs(page).getByRole("searchbox");
    await search.fill("no such run");
    expect(await runs(page).locator("tbody tr").count()).toBe(0);
    expect(await runs(page).locator(".table-count").innerText()).toBe("No matches");
    await search.fill("");
    await runs(page)
      .getByRole("button", {name: /ablations of/})
      .click();
    expect(await runs(page).locator("tbody tr").count()).toBe(Number(total));
    await expect.poll(() => new URL(page.url()).searchParams.has("runs.search")).toBe(false);
    await page.context().close();
  });

  test("downloads the rows that it shows, in their order, as CSV in full precision", async () => {
    const {page} = await visit(site, "training?runs.search=mnist&runs.sort=-Accuracy");
    const {name, text} = await downloadBy(page, runs(page).getByRole("button", {name: "CSV"}));
    expect(name).toBe("runs.csv");
    const [header, ...rows] = csvParseRows(text);
    const field = (label: string) => rows.map((row) => row[header!.indexOf(label)]!);
    const names = (await column(page, "Run")).map((cell) => cell.split("\n"));
    expect(field("Run")).toEqual(names.map(([run]) => run));
    expect(field("Title")).toEqual(names.map(([, title]) => title));
    const shown = (await column(page, "Accuracy")).map((cell) => parseFloat(cell));
    field("Accuracy").forEach((accuracy, i) => expect(100 * Number(accuracy)).toBeCloseTo(shown[i]!, 1));
    const from = (await column(page, "95 % interval")).map((cell) => parseFloat(cell));
    field("95 % interval, from").forEach((low, i) => expect(100 * Number(low)).toBeCloseTo(from[i]!, 1));
    expect(field("Accuracy").some((accuracy) => accuracy.length > 5)).toBe(true);
    await page.context().close();
  });

  test("scrolls sideways in its own box on a phone, and its first column stays", async () => {
    const {page} = await visit(site, "training", PHONE);
    const box = runs(page).locator(".table-scroll");
    const left = () =>
      box
        .locator("tbody th")
        .first()
        .evaluate((cell) => cell.getBoundingClientRect().left);
    const before = await left();
    await box.evaluate((element) => (element.scrollLeft = 200));
    expect(await box.evaluate((element) => element.scrollLeft)).toBe(200);
    expect(await left()).toBe(before);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.context().close();
  });
});

describe.each(["data", "training"])("the charts of /%s", (path) => {
  test.each(["light", "dark"] as const)("download as SVG that needs nothing else, in the %s", async (colorScheme) => {
    const {page, problems} = await visit(site, path, {colorScheme});
    const cards = page.locator(".chart-card");
    expect(await cards.count()).toBeGreaterThan(0);
    for (const card of await cards.all()) {
      const {name, text} = await downloadBy(page, card.getByRole("button", {name: /^SVG/}));
      expect(name).toBe(`${await card.getAttribute("data-name")}.svg`);
      expect(text).not.toMatch(/var\(|class=|currentColor|color-mix|<style/);
      const root = await page.evaluate((file) => {
        const parsed = new DOMParser().parseFromString(file, "image/svg+xml").documentElement;
        const read = (attribute: string) => parsed.getAttribute(attribute);
        const title = parsed.querySelector("title")?.textContent;
        return {name: parsed.nodeName, xmlns: read("xmlns"), width: Number(read("width")), title};
      }, text);
      expect(root).toMatchObject({name: "svg", xmlns: "http://www.w3.org/2000/svg"});
      expect(root.title).toBe(await card.locator("h2").innerText());
      const picture = sharp(Buffer.from(text));
      expect((await picture.metadata()).width).toBe(root.width);
      const {channels, isOpaque} = await picture.stats();
      expect(isOpaque).toBe(true);
      expect(Math.max(...channels.map(({stdev}) => stdev))).toBeGreaterThan(5);
      if (colorScheme === "dark") expect(channels[0]!.mean).toBeLessThan(128);
      else expect(channels[0]!.mean).toBeGreaterThan(128);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("download the CSV that their tables show", async () => {
    const {page, problems} = await visit(site, path);
    for (const card of await page.locator(".chart-card").all()) {
      const name = (await card.getAttribute("data-name"))!;
      const toggle = card.getByRole("button", {name: /^Table/});
      expect(await toggle.getAttribute("aria-expanded")).toBe("false");
      await toggle.click();
      expect(await toggle.getAttribute("aria-expanded")).toBe("true");
      await expect.poll(() => new URL(page.url()).searchParams.get(`${name}.table`)).toBe("open");
      const {text} = await downloadBy(page, card.getByRole("button", {name: /^CSV:/}));
      const [header, ...rows] = csvParseRows(text);
      const [labels, ...cells] = await readTable(card.locator("table"));
      for (const label of labels!) expect(header!.some((field) => field.startsWith(label))).toBe(true);
      expect(cells).toHaveLength(Math.min(rows.length, SHOWN)); // a long table says that it shows its first rows
      cells.forEach((row, i) =>
        row.forEach((cell, column) => {
          const j = header!.indexOf(labels![column]!);
          if (j < 0) return; // an interval, which the file has as two columns
          if (cell === "–") return void expect(rows[i]![j]).toBe(""); // unknown
          const isPercent = cell.endsWith("%");
          const number = parseFloat(cell.replaceAll(",", "").replace("−", "-"));
          if (Number.isNaN(number) || rows[i]![j] === cell) expect(rows[i]![j]).toBe(cell);
          else {
            const decimals = /\.(\d+)/.exec(cell)?.[1]?.length ?? 0;
            expect((isPercent ? 100 : 1) * Number(rows[i]![j])).toBeCloseTo(number, decimals - 0.01);
          }
        })
      );
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("and their open tables leave axe nothing to find, and fit a phone", async () => {
    const {page} = await visit(site, path, PHONE);
    for (const toggle of await page.getByRole("button", {name: /^Table/}).all()) await toggle.click();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    expect(await findViolations(page)).toEqual([]);
    await page.context().close();
  });

  test("stay one image each to a screen reader when the pointer shows a tip", async () => {
    const {page} = await visit(site, path);
    for (const chart of await page.locator(".chart-card svg[role=img]").all()) {
      await chart.hover();
      expect(await chart.locator("g[aria-label]").count()).toBe(0);
    }
    await page.context().close();
  });

  test("are printed whole, without controls", async () => {
    const {page} = await visit(site, path, {viewport: {width: 718, height: 900}, colorScheme: "dark"});
    await page
      .getByRole("button", {name: /^Table/})
      .first()
      .click();
    await page.emulateMedia({media: "print"});
    for (const control of await page
      .locator(".chart-tools, .table-tools, header nav, #observablehq-header nav")
      .all()) {
      expect(await control.isVisible()).toBe(false);
    }
    const background = await page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
    expect(background).toBe("rgb(255, 255, 255)");
    for (const box of await page.locator(".table-scroll").all()) {
      const hidden = await box.evaluate((element) => element.scrollHeight - element.clientHeight);
      expect(hidden).toBeLessThanOrEqual(0);
    }
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(718);
    await page.context().close();
  });
});

test("the filters of the images live in the address; what is no choice there is passed over", async () => {
  const {page, problems} = await visit(site, "data?split=test&digit=x&order=most+ink");
  const values = (facet: string) => page.getByRole("group", {name: facet, exact: true}).getByRole("button");
  const chosen = (facet: string) => values(facet).and(page.locator("[aria-pressed=true]")).allInnerTexts();
  await values("Digit").first().waitFor();
  expect([await chosen("Split"), await chosen("Digit")]).toEqual([["test"], []]);
  expect(await page.getByLabel("Order", {exact: true}).inputValue()).toBe("most ink");
  await values("Digit").filter({hasText: "3"}).click();
  await expect.poll(() => new URL(page.url()).searchParams.get("digit")).toBe("3");
  expect(new URL(page.url()).searchParams.get("split")).toBe("test");
  await expect.poll(() => page.locator(".digit-button").first().getAttribute("aria-label")).toMatch(/^3: test image/);
  expect(problems).toEqual([]);
  await page.context().close();
});
