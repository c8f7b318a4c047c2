import {readFile} from "node:fs/promises";
import type {BrowserContext, Download, Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {pixelCsvParser} from "../../loaders/datasets/layouts/pixelCsv.js";
import {imageAt} from "../../src/characters/digits.js";
import {textOf, type KeptDrawing} from "../../src/characters/drawings.js";
import {parseDrawings} from "../../src/characters/parseDrawings.js";
import type {Stroke} from "../../src/pen/pen.js";
import {rasterizeStrokes} from "../../src/pen/strokes.js";
import {drawByMouse, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** Longer than a drawing waits for more ink, and than its answer takes. */
const WHILE = {timeout: 10_000};

const items = (page: Page) => page.locator("li.drawing");
const summaryOf = (page: Page) => page.getByTestId("history-summary").innerText();
const placeOf = (page: Page) => page.getByTestId("history-place").innerText();
const statusOf = (page: Page) => page.locator(".history").getByRole("status").innerText();

/** Draws and waits until the drawing is in the history; with *clear* the surface is empty then. */
async function draw(page: Page, strokes: readonly Stroke[], {clear = true} = {}): Promise<void> {
  const before = await items(page).count();
  await drawByMouse(page, strokes);
  await readAnswer(page, strokes.length);
  if (clear) await page.getByTestId("clear").click();
  await expect.poll(() => items(page).count(), WHILE).toBe(before + 1);
}

/** Returns the digits of an item as its choices show them. */
function digitsOf(page: Page, i: number): Promise<string> {
  return items(page)
    .nth(i)
    .locator("select")
    .evaluateAll((choices) => choices.map((choice) => (choice as HTMLSelectElement).value).join(""));
}

async function save(page: Page, click: () => Promise<void>): Promise<Download> {
  const [download] = await Promise.all([page.waitForEvent("download"), click()]);
  return download;
}

async function saveDrawings(page: Page): Promise<KeptDrawing[]> {
  const download = await save(page, () => page.getByRole("button", {name: "Strokes (JSON)"}).click());
  expect(download.suggestedFilename()).toBe("handscope-drawings.json");
  return parseDrawings(await readFile(await download.path(), "utf8"), "handscope-drawings.json");
}

/** Returns a second page in the same browser, as of a later visit. */
async function visitAgain(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  await page.goto(`${site.url}draw`, {waitUntil: "networkidle"});
  return page;
}

describe("the history of the drawing page", () => {
  test("says what to do while there is nothing in it", async () => {
    const {page, problems} = await visit(site, "draw");
    expect(await page.locator(".history-none").innerText()).toMatch(/^Draw a digit above/);
    expect(await summaryOf(page)).toBe("No drawings yet");
    for (const name of ["Strokes (JSON)", "Kaggle CSV", "Delete all"]) {
      expect(await page.getByRole("button", {name}).isDisabled()).toBe(true);
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("keeps a drawing a while after its last ink, as the same one until the surface is cleared", async () => {
    const {page, problems} = await visit(site, "draw");
    const [one, ...rest] = writeNumber("104");
    await draw(page, [one!], {clear: false});
    expect(await digitsOf(page, 0)).toBe("1");
    await drawByMouse(page, rest);
    await expect.poll(() => digitsOf(page, 0), WHILE).toBe("104");
    expect(await items(page).count()).toBe(1);
    await page.getByTestId("clear").click();
    await draw(page, PLAIN["7"]!);
    expect([await digitsOf(page, 0), await digitsOf(page, 1)]).toEqual(["7", "104"]);
    expect(await summaryOf(page)).toBe("2 drawings · 4 digits · none corrected");
    expect(await items(page).nth(1).innerText()).toMatch(/Read as 104: .*% sure, \S+/);
    await page.getByTestId("undo").click(); // the surface is cleared no more: this is the same drawing again
    await readAnswer(page, 1);
    await page.waitForTimeout(1000);
    expect(await items(page).count()).toBe(2);
    const later = await visitAgain(page.context());
    expect([await digitsOf(later, 0), await digitsOf(later, 1)]).toEqual(["7", "104"]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("keeps what was drawn when the page is hidden", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["2"]!);
    await readAnswer(page, 1);
    await page.evaluate(() => {
      Object.defineProperty(document, "hidden", {value: true});
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await expect.poll(() => items(page).count(), {timeout: 500}).toBe(1);
    await page.context().close();
  });

  test("is corrected by keyboard, says so, counts it, and takes a correction back", async () => {
    const {page} = await visit(site, "draw");
    await draw(page, writeNumber("14"));
    const second = items(page).first().locator("select").nth(1);
    expect(await second.getAttribute("aria-label")).toMatch(/^Digit 2 of 2, read as 4, .*% sure$/);
    await second.focus();
    await page.keyboard.press("9");
    await expect.poll(() => summaryOf(page)).toBe("1 drawing · 2 digits · 1 corrected, 50 % read right");
    expect(await second.evaluate((element) => document.activeElement === element)).toBe(true);
    expect(await second.getAttribute("aria-label")).toMatch(/, corrected$/);
    expect(await items(page).first().innerText()).toContain("Corrected to 19; read as 14:");
    expect(await statusOf(page)).toBe("Corrected to 19.");
    const later = await visitAgain(page.context());
    expect(await digitsOf(later, 0)).toBe("19");
    await second.selectOption("4");
    await expect.poll(() => summaryOf(page)).toBe("1 drawing · 2 digits · none corrected");
    await page.context().close();
  });

  test("brings a drawing back to the surface, where it goes on as the same one with its corrections", async () => {
    const {page} = await visit(site, "draw");
    const [one, ...four] = writeNumber("14");
    await draw(page, [one!]);
    await items(page).first().locator("select").selectOption("7");
    await draw(page, PLAIN["3"]!);
    await page.getByRole("button", {name: "Open 7 on the surface"}).click();
    expect((await readAnswer(page, 1)).text).toBe("1");
    expect(await page.getByTestId("ink").evaluate((ink) => ink.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
    await drawByMouse(page, four); // the surface is in sight
    await expect.poll(() => digitsOf(page, 1), WHILE).toBe("74");
    expect(await items(page).count()).toBe(2);
    await page.context().close();
  });

  test("deletes one, brings it back, and deletes all only when asked twice", async () => {
    const {page} = await visit(site, "draw");
    await draw(page, PLAIN["7"]!);
    await draw(page, PLAIN["3"]!);
    await page.getByRole("button", {name: "Delete 7"}).click();
    await expect.poll(() => items(page).count()).toBe(1);
    expect(await statusOf(page)).toBe("7 is deleted.");
    expect(await (await visitAgain(page.context())).locator("li.drawing").count()).toBe(1);
    const undo = page.locator(".history").getByRole("button", {name: "Undo"});
    expect(await undo.evaluate((element) => document.activeElement === element)).toBe(true);
    await page.keyboard.press("Enter");
    await expect.poll(() => items(page).count()).toBe(2);
    expect([await digitsOf(page, 0), await digitsOf(page, 1)]).toEqual(["3", "7"]);

    const forget = page.getByTestId("forget-all");
    await forget.click();
    expect(await forget.innerText()).toBe("Delete all drawings?");
    await page.keyboard.press("Escape");
    expect(await forget.innerText()).toBe("Delete all");
    await forget.click();
    await forget.click();
    await expect.poll(() => items(page).count()).toBe(0);
    expect(await statusOf(page)).toBe("All drawings are deleted.");
    await page.waitForTimeout(1000); // nothing comes back
    expect(await (await visitAgain(page.context())).locator("li.drawing").count()).toBe(0);
    await page.context().close();
  });

  test("deletes what is on the surface too, until there is new ink", async () => {
    const {page} = await visit(site, "draw");
    await draw(page, PLAIN["7"]!);
    await drawByMouse(page, PLAIN["1"]!);
    await readAnswer(page, 1);
    const forget = page.getByTestId("forget-all");
    await forget.click();
    await forget.click();
    await page.waitForTimeout(1500);
    expect(await items(page).count()).toBe(0);
    await page.context().close();
  });
});

describe("what the history exports", () => {
  test("is a PNG as drawn, the strokes as drawn, and Kaggle's rows; the strokes come back elsewhere", async () => {
    const {page, problems} = await visit(site, "draw");
    const strokes = writeNumber("14");
    await draw(page, strokes);
    await items(page).first().locator("select").nth(1).selectOption("9");

    const png = await save(page, () => page.getByRole("button", {name: "Save 19 as PNG"}).click());
    expect(png.suggestedFilename()).toBe("handscope-19.png");
    const {data, info} = await sharp(await png.path())
      .greyscale()
      .raw()
      .toBuffer({resolveWithObject: true});
    expect([info.width, info.height]).toEqual([560, 560]);
    const at = ([x, y]: readonly [number, number]) => data[Math.round(560 * y) * 560 + Math.round(560 * x)];
    expect(strokes.flat().map(at)).toEqual(strokes.flat().map(() => 0));
    expect([at([0.9, 0.9]), at([0.5, 0.02])]).toEqual([255, 255]);

    const [drawing] = await saveDrawings(page);
    expect(textOf(drawing!)).toBe("19");
    expect(drawing!.strokes.map((stroke) => stroke.length)).toEqual(strokes.map((stroke) => stroke.length));
    const far = drawing!.strokes.flat().map(([x, y], i) => {
      const [u, v] = strokes.flat()[i]!;
      return Math.max(Math.abs(x - u), Math.abs(y - v));
    });
    expect(Math.max(...far)).toBeLessThan(1 / 400); // a pixel of the surface

    const csv = await save(page, () => page.getByRole("button", {name: "Kaggle CSV"}).click());
    const parser = pixelCsvParser("digits.csv");
    parser.push(await readFile(await csv.path()));
    const digits = parser.end();
    expect([...digits.labels!]).toEqual([1, 9]);
    drawing!.lines[0]!.forEach(({image}, i) => expect([...imageAt(digits, i)]).toEqual([...image]));
    expect(problems).toEqual([]);

    const other = await visit(site, "draw");
    const file = {name: "mine.json", mimeType: "application/json", buffer: Buffer.from("label,pixel0")};
    const choose = other.page.getByLabel("Import drawings (JSON)");
    await choose.setInputFiles(file);
    await expect
      .poll(() => statusOf(other.page))
      .toBe("“mine.json” can’t be imported: expected drawings as JSON, got something else, or a text that ends early.");
    const json = await save(page, () => page.getByRole("button", {name: "Strokes (JSON)"}).click());
    const buffer = await readFile(await json.path());
    await choose.setInputFiles({...file, buffer});
    await expect.poll(() => statusOf(other.page)).toBe("1 imported.");
    expect(await saveDrawings(other.page)).toEqual([drawing]);
    await choose.setInputFiles({...file, buffer});
    await expect.poll(() => statusOf(other.page)).toBe("0 imported; 1 were here already.");
    expect(other.problems).toEqual([]);
    await page.context().close();
    await other.page.context().close();
  });

  test("of a photo has the digits as the network saw them, and no strokes", async () => {
    const {page} = await visit(site, "draw");
    const {width, height, data} = rasterizeStrokes(PLAIN["3"]!)!;
    const buffer = await sharp(Buffer.from(data.map((ink) => 235 - (ink * 200) / 255)), {
      raw: {width, height, channels: 1}
    })
      .extend({top: 40, left: 60, bottom: 50, right: 60, background: {r: 235, g: 235, b: 235}})
      .png()
      .toBuffer();
    await page.getByTestId("upload").setInputFiles({name: "three.png", mimeType: "image/png", buffer});
    await readAnswer(page, 0);
    await expect.poll(() => items(page).count(), WHILE).toBe(1);
    expect(await page.getByRole("button", {name: /^Open/}).count()).toBe(0);
    const [drawing] = await saveDrawings(page);
    expect([textOf(drawing!), drawing!.strokes]).toEqual(["3", []]);
    const png = await save(page, () => page.getByRole("button", {name: "Save 3 as PNG"}).click());
    const enlarged = sharp(await png.path()).greyscale();
    const {width: side, height: other} = await enlarged.metadata();
    expect([side, other]).toEqual([280, 280]);
    const small = await enlarged.resize(28, 28, {kernel: "nearest"}).raw().toBuffer();
    const {image} = drawing!.lines[0]![0]!;
    expect(Math.max(...small.map((level, p) => Math.abs(255 - level - image[p]!)))).toBeLessThan(2);
    await page.context().close();
  });
});

describe("where the history keeps drawings", () => {
  /** Resolves to how many drawings are in the browser's storage. */
  const stored = (page: Page) =>
    page.evaluate(
      () =>
        new Promise<number>((resolve, reject) => {
          const request = indexedDB.open("handscope");
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const count = request.result.transaction("drawings").objectStore("drawings").count();
            count.onsuccess = () => resolve(count.result);
          };
        })
    );

  test("is this device, or where the switch is off this visit alone: the stored ones are deleted", async () => {
    const {page} = await visit(site, "draw");
    await draw(page, PLAIN["7"]!);
    expect(await placeOf(page)).toBe("The last 200 are kept in this browser, and sent nowhere.");
    expect(await stored(page)).toBe(1);
    const keep = page.getByLabel("Keep on this device");
    await keep.uncheck();
    await page.getByRole("button", {name: "Delete it"}).click();
    await expect.poll(() => placeOf(page)).toBe("Not kept: they are gone once you leave this page.");
    expect(await stored(page)).toBe(0);
    await draw(page, PLAIN["3"]!);
    expect(await items(page).count()).toBe(2);
    expect(await stored(page)).toBe(0);

    const later = await visitAgain(page.context());
    expect(await items(later).count()).toBe(0);
    expect(await later.getByLabel("Keep on this device").isChecked()).toBe(false);
    await later.close();

    await keep.check(); // what is still here is kept after all
    await expect.poll(() => placeOf(page)).toMatch(/^The last 200 are kept/);
    expect(await stored(page)).toBe(2);
    expect(await items(await visitAgain(page.context())).count()).toBe(2);
    await page.context().close();
  });

  test("follows the switch of another tab", async () => {
    const {page} = await visit(site, "draw");
    const other = await visitAgain(page.context());
    await other.getByLabel("Keep on this device").uncheck();
    await expect.poll(() => placeOf(other)).toMatch(/^Not kept/);
    await page.bringToFront();
    await draw(page, PLAIN["7"]!);
    expect(await stored(page)).toBe(0);
    expect(await placeOf(page)).toMatch(/^Not kept/);
    await page.context().close();
  });

  test.each([
    ["can't be opened", 'IDBFactory.prototype.open = () => { throw new DOMException("", "SecurityError"); }'],
    ["is full", 'IDBObjectStore.prototype.put = () => { throw new DOMException("", "QuotaExceededError"); }']
  ] as const)("is memory where storage %s, and it says so", async (_, breakStorage) => {
    const context = await site.browser.newContext();
    await context.addInitScript({content: breakStorage});
    const page = await visitAgain(context);
    await draw(page, PLAIN["7"]!);
    await draw(page, PLAIN["3"]!);
    expect(await placeOf(page)).toMatch(/^This browser has no room to keep them/);
    await items(page).first().locator("select").selectOption("8");
    await expect.poll(() => summaryOf(page)).toBe("2 drawings · 2 digits · 1 corrected, 50 % read right");
    await page.getByTestId("forget-all").click();
    await page.getByTestId("forget-all").click();
    await expect.poll(() => items(page).count()).toBe(0);
    await context.close();
  });

  test("has room for the newest 200, of which twelve are shown until more are asked for", async () => {
    const {page} = await visit(site, "draw");
    await draw(page, PLAIN["7"]!);
    const [one] = await saveDrawings(page);
    const drawings = Array.from({length: 205}, (_, i) => {
      const at = new Date(Date.UTC(2020, 0, 1, 0, i)).toISOString();
      const lines = [[{...one!.lines[0]![0]!, image: [...one!.lines[0]![0]!.image]}]];
      return {...one!, id: `imported-${i}`, at, lines};
    });
    const buffer = Buffer.from(JSON.stringify({name: "handscope drawings", version: 1, drawings}));
    await page
      .getByLabel("Import drawings (JSON)")
      .setInputFiles({name: "many.json", mimeType: "application/json", buffer});
    await expect.poll(() => statusOf(page), {timeout: 20_000}).toBe("205 imported; the newest 200 are kept.");
    expect(await summaryOf(page)).toBe("200 drawings · 200 digits · none corrected");
    expect(await stored(page)).toBe(200);
    expect(await items(page).count()).toBe(12);
    await page.getByRole("button", {name: "Show 12 more of 200"}).click();
    await expect.poll(() => items(page).count()).toBe(24);
    await page.context().close();
  });
});

describe("how the history looks", () => {
  test.each([1280, 375])("fits a window of %i px, and moves nothing when a drawing comes", async (width) => {
    const {page} = await visit(site, "draw", {viewport: {width, height: 900}});
    await draw(page, PLAIN["7"]!);
    await page.evaluate(() => {
      const shifts = ((window as unknown as {shifts: number[]}).shifts = []) as number[];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries() as (PerformanceEntry & {value: number; hadRecentInput: boolean})[]) {
          if (!entry.hadRecentInput) shifts.push(entry.value);
        }
      }).observe({type: "layout-shift"});
    });
    await page.getByTestId("ink").scrollIntoViewIfNeeded();
    await draw(page, writeNumber("2047"), {clear: false});
    await page.waitForTimeout(300);
    const shifts = await page.evaluate(() => (window as unknown as {shifts: number[]}).shifts);
    expect(shifts.reduce((sum, value) => sum + value, 0)).toBeLessThan(0.02);
    expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});
