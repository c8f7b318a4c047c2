import type {Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {drawByMouse, drawByTouch, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

interface Rect {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Returns where the elements are in the window now, in CSS pixels, by their selectors. */
function placesOf(page: Page, selectors: readonly string[]): Promise<Rect[]> {
  return page.evaluate(
    (all) =>
      all.map((selector) => {
        const {left, top, right, bottom} = document.querySelector(selector)!.getBoundingClientRect();
        return {left, top, right, bottom};
      }),
    selectors
  );
}

/** Expects an element to be in the window as a whole, and nothing to lie over its middle. */
async function expectInView(page: Page, selector: string): Promise<void> {
  const {width, height} = page.viewportSize()!;
  const [place] = await placesOf(page, [selector]);
  // Half a pixel is lost to rounding.
  expect(Math.min(place!.left, place!.top), selector).toBeGreaterThan(-0.5);
  expect(place!.right, selector).toBeLessThan(width + 0.5);
  expect(place!.bottom, selector).toBeLessThan(height + 0.5);
  const isOnTop = await page.locator(selector).evaluate((element) => {
    const {left, top, width, height} = element.getBoundingClientRect();
    const seen = document.elementFromPoint(left + width / 2, top + height / 2);
    return seen !== null && (element === seen || element.contains(seen) || seen.contains(element));
  });
  expect(isOnTop, `${selector} is on top`).toBe(true);
}

/** Enlarges all text as the browser's setting does. */
async function enlargeText(page: Page, percent: number): Promise<void> {
  await page.addStyleTag({content: `html {font-size: ${percent}%}`});
}

async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const [shown, whole] = await page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  expect(whole).toBeLessThanOrEqual(shown);
}

/** Opens all that is folded on the desk. */
async function openAll(page: Page): Promise<void> {
  for (const summary of await page.locator(".desk summary").all()) await summary.click();
}

describe("the columns of the drawing page", () => {
  test.each([
    ["1, on a phone", 390, 844, 100, 1],
    ["2, at 744 px", 744, 1133, 100, 2],
    ["2, at 768 px", 768, 1024, 100, 2],
    ["2, at 820 px", 820, 1180, 100, 2],
    ["2, on a phone turned", 844, 390, 100, 2],
    ["2, at 1280 px and a zoom of 150 %", 853, 600, 100, 2],
    ["2, at 1024 px", 1024, 768, 100, 2],
    ["3, at 1280 px", 1280, 900, 100, 3],
    ["3, at 1920 px", 1920, 1080, 100, 3],
    ["1, at 1024 px and text of 200 %", 1024, 768, 200, 1],
    ["2, at 1920 px and text of 200 %", 1920, 1080, 200, 2]
  ])("are %s, each wide enough for what is in it", async (_, width, height, percent, columns) => {
    const {page, problems} = await visit(site, "draw", {viewport: {width, height}});
    await enlargeText(page, percent);
    await drawByMouse(page, PLAIN["4"]!);
    await readAnswer(page, 2);
    await openAll(page);
    const selectors = [".ink-paper", ".desk-answer .bars", ".desk-details"];
    const places = await placesOf(page, selectors);
    const [surface, bars, details] = places as [Rect, Rect, Rect];
    const rem = (16 * percent) / 100;
    for (const {left, right} of places) expect(right - left).toBeGreaterThanOrEqual(Math.min(14 * rem, width - 80));
    const isBeside = (one: Rect, other: Rect) => one.right <= other.left && other.top < one.bottom;
    expect(isBeside(surface, bars)).toBe(columns > 1);
    expect(isBeside(bars, details)).toBe(columns > 2);
    await expectNoSidewaysScroll(page);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test.each([
    [320, 568, 100],
    [320, 568, 200],
    [390, 844, 200],
    [768, 1024, 200]
  ])("never scroll sideways: %i × %i px, text of %i percent", async (width, height, percent) => {
    for (const path of ["", "draw"]) {
      const {page} = await visit(site, path, {viewport: {width, height}});
      await enlargeText(page, percent);
      await drawByMouse(page, PLAIN["4"]!);
      await readAnswer(page, 2);
      if (path) {
        await openAll(page);
        await page.locator("li.drawing").waitFor();
      }
      await expectNoSidewaysScroll(page);
      await page.context().close();
    }
  });
});

describe("while one draws, the answer", () => {
  test.each(
    ["", "draw"].flatMap((path) =>
      [
        [390, 844],
        [320, 568],
        [844, 390],
        [1280, 900]
      ].map(([width, height]) => [path, width!, height!] as const)
    )
  )("is in view with the surface: /%s, %i × %i px", async (path, width, height) => {
    const isTouch = Math.min(width, height) < 500;
    const options = {viewport: {width, height}, hasTouch: isTouch, isMobile: isTouch};
    const {page, problems} = await visit(site, path, options);
    await (isTouch ? drawByTouch : drawByMouse)(page, PLAIN["7"]!);
    expect((await readAnswer(page, 1)).text).toBe("7");
    await expectInView(page, ".ink-surface");
    await expectInView(page, ".answer-digit");
    await expectInView(page, ".answer-words");
    const [answer, surface] = await placesOf(page, [".answer-digit", ".ink-surface"]);
    expect(answer!.bottom <= surface!.top || answer!.left >= surface!.right, "beside or above").toBe(true);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("moves nothing when it comes, changes or is a long number", async () => {
    const {page} = await visit(site, "draw", {viewport: {width: 320, height: 568}});
    await page.getByTestId("ink").scrollIntoViewIfNeeded();
    const top = async () => (await placesOf(page, [".ink-paper"]))[0]!.top;
    const before = await top();
    for (const i of [0, 1, 2, 3, 4, 5, 6, 7, 8]) {
      await drawByMouse(page, [
        [
          [0.08 + i / 10, 0.3],
          [0.08 + i / 10, 0.7]
        ]
      ]);
      await readAnswer(page, i + 1);
      expect(await top()).toBe(before);
    }
    await expectInView(page, ".answer-digit");
    await expectNoSidewaysScroll(page);
    await page.context().close();
  });

  test.each([
    [390, 844],
    [320, 568],
    [844, 390],
    [1280, 900]
  ])("is in view where a digit is entered by keyboard, too: %i × %i px", async (width, height) => {
    const {page, problems} = await visit(site, "draw", {viewport: {width, height}});
    const summary = page.getByText("Enter a digit by keyboard");
    await summary.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 14; ++i) await page.keyboard.press("ArrowDown");
    expect((await readAnswer(page, 0)).text).toBe("1");
    await expectInView(page, ".answer-digit");
    await expectInView(page, '[role="gridcell"]:focus');
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("while there is nothing to correct", () => {
  const TOOLS = ["correct", "split", "join-before", "join-after"];

  /** Expects no tool that corrects a digit to be there for anybody, and keys to do nothing. */
  async function expectNoTools(page: Page): Promise<void> {
    for (const tool of TOOLS) expect(await page.getByTestId(tool).isVisible(), tool).toBe(false);
    expect(await page.getByRole("group", {name: "Divide this digit differently"}).count()).toBe(0);
    for (const key of ["Escape", "Control+z", "Control+Shift+Z", "Control+y", "e", "Delete"]) {
      await page.keyboard.press(key);
    }
    expect(await page.locator(".answer-digit").innerText()).toBe("");
  }

  test("no tool is shown: before any ink, after Escape, after a photo of nothing", async () => {
    const {page, problems} = await visit(site, "draw");
    await expectNoTools(page);
    await drawByMouse(page, PLAIN["4"]!);
    await readAnswer(page, 2);
    expect(await page.getByTestId("split").isVisible()).toBe(true);
    await page.keyboard.press("Escape");
    for (const tool of TOOLS) expect(await page.getByTestId(tool).isVisible(), tool).toBe(false);
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByText("Choose…", {exact: true}).click()
    ]);
    const blank = await sharp({create: {width: 90, height: 90, channels: 3, background: "white"}})
      .png()
      .toBuffer();
    await chooser.setFiles({name: "blank.png", mimeType: "image/png", buffer: blank});
    await page.getByText("No ink found.").waitFor();
    for (const tool of TOOLS) expect(await page.getByTestId(tool).isVisible(), tool).toBe(false);
    await page.keyboard.press("Escape");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
