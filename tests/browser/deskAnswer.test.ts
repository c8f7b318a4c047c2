import {readFile} from "node:fs/promises";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {parseDrawings} from "../../src/characters/parseDrawings.js";
import {correction, correctionOf, dataOf, drawByMouse, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const SOON = {timeout: 15_000};

/** Returns the parts of *selectors* that a visitor sees now as a whole: in the window, and nothing over their middle. */
function seenNow(page: Page, selectors: readonly string[]): Promise<string[]> {
  return page.evaluate(
    (all) =>
      all.filter((selector) => {
        const element = document.querySelector(selector)!;
        const {left, top, right, bottom, width, height} = element.getBoundingClientRect();
        const isInside = left > -1 && top > -1 && right < innerWidth + 1 && bottom < innerHeight + 1;
        const hit = document.elementFromPoint(left + width / 2, top + height / 2);
        return width > 0 && height > 0 && isInside && hit !== null && (element.contains(hit) || hit.contains(element));
      }),
    selectors
  );
}

const textOf = async (page: Page) => (await dataOf(page.getByTestId("answer"))).text;
const output = (page: Page) => page.locator("output.answer");

describe("while a stroke is being drawn", () => {
  test.each([
    [320, 568, 100],
    [320, 568, 200],
    [390, 844, 100],
    [390, 844, 200],
    [740, 360, 100],
    [740, 360, 200],
    [768, 1024, 100],
    [1280, 900, 100]
  ])(
    "the answer, how sure it is, and the surface are all seen: %i × %i px, text at %i percent",
    async (width, height, percent) => {
      const {page, problems} = await visit(site, "draw", {viewport: {width, height}});
      await page.addStyleTag({content: `html {font-size: ${percent}%}`});
      await page.getByTestId("ink").scrollIntoViewIfNeeded();
      const {x, y, width: side} = (await page.getByTestId("ink").boundingBox())!;
      const [first, ...rest] = PLAIN["7"]![0]!.map(([u, v]) => [x + u * side, y + v * side] as const);
      await page.mouse.move(...first!);
      await page.mouse.down();
      for (const place of rest) await page.mouse.move(...place, {steps: 3});
      await expect.poll(() => textOf(page), SOON).toBe("7"); // the pen is still down
      const parts = [".answer-digit", ".answer-words", ".ink-surface"];
      expect(await seenNow(page, parts)).toEqual(parts);
      await page.mouse.up();
      expect(problems).toEqual([]);
    }
  );

  test.each([
    [320, 568, 100],
    [390, 844, 200],
    [740, 360, 100],
    [768, 1024, 100]
  ])("or entered by keyboard: %i × %i px, text at %i percent", async (width, height, percent) => {
    const {page, problems} = await visit(site, "draw", {viewport: {width, height}});
    await page.addStyleTag({content: `html {font-size: ${percent}%}`});
    await page.getByText("Enter a digit by keyboard").focus();
    for (const key of ["Enter", "Tab", "PageUp", "Enter"]) await page.keyboard.press(key);
    for (let i = 0; i < 14; ++i) await page.keyboard.press("ArrowDown");
    await expect.poll(() => textOf(page), SOON).toBe("1");
    const parts = [".answer-digit", ".answer-words", '[role="gridcell"]:focus'];
    expect(await seenNow(page, parts)).toEqual(parts);
    expect(problems).toEqual([]);
  });
});

describe("before there is an answer", () => {
  const NEEDING = [
    ".desk .bars",
    ".steps",
    '[data-testid="correct"]',
    '[data-testid="why"]',
    '[data-testid="comparison"]'
  ];
  const shown = async (page: Page) => {
    const seen = await Promise.all(NEEDING.map((selector) => page.locator(selector).first().isVisible()));
    return NEEDING.filter((_, i) => seen[i]);
  };

  test.each([390, 1280])(
    "nothing that needs one shows; examples stand in its place and load by one tap: %i px",
    async (width) => {
      const {page, problems} = await visit(site, "draw", {viewport: {width, height: 844}});
      expect(await shown(page)).toEqual([]);
      expect(await page.locator(".answer-place .examples button:visible").count()).toBe(10);
      await page.locator(".answer-place").getByRole("button", {name: "Example: 7 with a bar"}).click();
      expect((await readAnswer(page, 2)).text).toBe("7");
      expect(await shown(page)).toEqual(NEEDING);
      expect(await page.locator(".answer-place .examples").isVisible()).toBe(false);
      await page.getByTestId("clear").click();
      expect(await shown(page)).toEqual([]);
      expect(await page.locator(".answer-place .examples").isVisible()).toBe(true);
      expect(problems).toEqual([]);
    }
  );

  test("who tries examples by keyboard goes on where the last one was", async () => {
    const {page} = await visit(site, "draw");
    await page.locator(".answer-place").getByRole("button", {name: "Example: 3", exact: true}).focus();
    await page.keyboard.press("Enter");
    expect((await readAnswer(page, 1)).text).toBe("3");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    expect((await readAnswer(page, 2)).text).toBe("7");
  });

  test.each([390, 1280])("nothing jumps when it comes: %i px", async (width) => {
    const observe = `window.shifts = []; new PerformanceObserver((list) => {
      for (const {value, hadRecentInput} of list.getEntries()) if (!hadRecentInput) shifts.push(value);
    }).observe({type: "layout-shift", buffered: true});`;
    const {page} = await visit(site, "draw", {viewport: {width, height: 844}}, observe);
    await page.getByTestId("ink").scrollIntoViewIfNeeded();
    await drawByMouse(page, writeNumber("2047"));
    await readAnswer(page, 5);
    await page.waitForTimeout(1500); // until it is in the history
    const total = await page.evaluate(() =>
      (globalThis as unknown as {shifts: number[]}).shifts.reduce((a, b) => a + b, 0)
    );
    expect(total).toBeLessThanOrEqual(0.05);
  });
});

describe("one tap", () => {
  test("corrects the answer, is announced and kept, and a second one takes it back", async () => {
    const {page, problems} = await visit(site, "draw", {viewport: {width: 390, height: 844}, hasTouch: true});
    await drawByMouse(page, PLAIN["3"]!);
    expect((await readAnswer(page, 1)).text).toBe("3");
    const row = page.getByTestId("correct");
    expect(await row.getByRole("button").allInnerTexts()).toHaveLength(11);
    expect(await row.locator("[data-read]").innerText()).toMatch(/^3\s+read$/);
    for (const box of await row.getByRole("button").all()) {
      const {width, height} = (await box.boundingBox())!;
      expect(Math.min(width, height)).toBeGreaterThanOrEqual(44);
    }
    await correction(page, "8").tap();
    expect(await textOf(page)).toBe("8");
    expect(await output(page).innerText()).toMatch(/^8\s*Corrected by you; read as 3$/); // a live region
    expect(await row.locator("legend").innerText()).toBe("Correct answer: 8, read as 3");
    await expect.poll(() => page.locator(".drawing-words").innerText(), SOON).toMatch(/^Corrected to 8; read as 3:/);
    await correction(page, "8").tap();
    expect(await textOf(page)).toBe("3");
    expect(await correctionOf(page)).toBeUndefined();
    await expect.poll(() => page.locator(".drawing-words").innerText(), SOON).toMatch(/^Read as 3:/);
    expect(problems).toEqual([]);
  });

  test("says that one of several is not a digit; the history and its file know it", async () => {
    const {page, problems} = await visit(site, "draw");
    const strokes = writeNumber("204");
    await drawByMouse(page, strokes);
    await readAnswer(page, strokes.length);
    await page.getByRole("group", {name: "Digits read"}).getByRole("button").nth(1).click();
    await correction(page, "Not a digit").click();
    expect(await textOf(page)).toBe("2?4");
    expect(await page.getByTestId("correct").locator("legend").innerText()).toBe(
      "Digit 2 of 3: not a digit, read as 0"
    );
    expect(await page.locator(".desk-answer .bars").isVisible()).toBe(false);
    await expect
      .poll(() => page.locator(".drawing-words").innerText(), SOON)
      .toMatch(/^Corrected to 2\?4; read as 204:/);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: "Strokes (JSON)"}).click()
    ]);
    const [drawing] = parseDrawings(await readFile(await download.path(), "utf8"), "drawings.json");
    expect(drawing!.lines.flat().map(({read, noDigit}) => [read, noDigit])).toEqual([
      [2, undefined],
      [0, true],
      [4, undefined]
    ]);
    await page.getByTestId("undo").click(); // as any other step
    expect(await textOf(page)).toBe("204");
    expect(problems).toEqual([]);
  });

  test("says that a lone drawing is none, in words and without a digit in large", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    await correction(page, "Not a digit").click();
    expect(await output(page).innerText()).toBe("You say: not a digit. Read as 7");
    expect(await page.locator(".answer-digit").isVisible()).toBe(false);
    await correction(page, "Not a digit").click();
    expect(await page.locator(".answer-digit").innerText()).toBe("7");
  });
});

describe("the comparison", () => {
  test("opens with the three runs that tell most, says first whether they agree, and asks below", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["2"]!);
    await readAnswer(page, 1);
    const comparison = page.getByTestId("comparison");
    await comparison.locator("summary").click();
    await expect.poll(() => comparison.locator(".compared-finding").innerText(), SOON).toBe("All 3 also read 2.");
    const rows = await comparison
      .locator("tr[data-run]")
      .evaluateAll((all) => all.map((row) => row.getAttribute("data-run")));
    expect(rows.sort()).toEqual(["ann-documents", "cnn", "committee"]);
    const tops = await Promise.all(
      [".compared-finding", "table", ".compared-runs"].map(
        async (part) => (await comparison.locator(part).boundingBox())!.y
      )
    );
    expect([...tops].sort((a, b) => a - b)).toEqual(tops);
    expect(new URL(page.url()).search).toBe(""); // nobody chose them
    expect(problems).toEqual([]);
  });
});
