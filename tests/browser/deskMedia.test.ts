import type {Locator, Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {drawByMouse, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** Returns the colors of an element as it is seen, each as "r g b", with the share of its pixels that have it, in [0, 1]. */
async function colorsOf(element: Locator): Promise<Map<string, number>> {
  const {data, info} = await sharp(await element.screenshot())
    .removeAlpha()
    .raw()
    .toBuffer({resolveWithObject: true});
  const n = info.width * info.height;
  const counts = new Map<string, number>();
  for (let i = 0; i < n; ++i) {
    const color = data.subarray(3 * i, 3 * i + 3).join(" ");
    counts.set(color, (counts.get(color) ?? 0) + 1 / n);
  }
  return counts;
}

/** Returns the most frequent color of an element. */
async function mainColor(element: Locator): Promise<string> {
  return [...(await colorsOf(element))].sort(([, a], [, b]) => b - a)[0]![0];
}

/** Returns the share of an element that is darker than half, in [0, 1]. */
async function darkShare(element: Locator): Promise<number> {
  const data = await sharp(await element.screenshot())
    .greyscale()
    .raw()
    .toBuffer();
  return data.filter((level) => level < 128).length / data.length;
}

const CONTROLS = ["undo", "redo", "clear", "eraser", "pen-width", "back", "keep-drawings", "forget-all"];

async function expectNoControls(page: Page): Promise<void> {
  for (const id of CONTROLS) expect(await page.getByTestId(id).isVisible(), id).toBe(false);
  for (const words of [
    "Choose…",
    "Draw a digit",
    "Enter a digit by keyboard",
    "Compare runs on this drawing",
    "Import drawings (JSON)"
  ]) {
    expect(await page.locator("main").getByText(words, {exact: true}).isVisible(), words).toBe(false);
  }
}

describe("on paper", () => {
  test.each(["light", "dark"] as const)(
    "there is the drawing in black, its answer and its bars, and no control: %s",
    async (colorScheme) => {
      const {page} = await visit(site, "draw", {colorScheme});
      await drawByMouse(page, writeNumber("14"));
      await readAnswer(page, 3);
      await page.mouse.move(0, 0);
      await page.emulateMedia({media: "print", colorScheme});
      const ink = page.locator(".ink-paper");
      await expect.poll(() => darkShare(ink)).toBeGreaterThan(0.01);
      expect(await darkShare(ink)).toBeLessThan(0.2);
      expect(await page.locator(".answer-digit").isVisible()).toBe(true);
      const bars = page.locator(".desk-answer .bars");
      expect(await bars.isVisible()).toBe(true);
      const longest = bars.locator("[data-most] .bar-fill");
      expect(await mainColor(longest)).not.toBe(await mainColor(bars));
      await expectNoControls(page);
      await page.context().close();
    }
  );

  test("there is a photo with its answer", async () => {
    const {page} = await visit(site, "draw");
    const buffer = await photograph(PLAIN["7"]!).png().toBuffer();
    const [chooser] = await Promise.all([
      page.waitForEvent("filechooser"),
      page.getByText("Choose…", {exact: true}).click()
    ]);
    await chooser.setFiles({name: "seven.png", mimeType: "image/png", buffer});
    expect((await readAnswer(page, 0)).text).toBe("7");
    await page.emulateMedia({media: "print"});
    expect(await darkShare(page.getByTestId("photo").locator("canvas"))).toBeGreaterThan(0.01);
    expect(await page.locator(".answer-digit").isVisible()).toBe(true);
    await expectNoControls(page);
    await page.context().close();
  });

  test("a drawing in chalk is printed in black", async () => {
    const {page} = await visit(site, "draw", {colorScheme: "dark"});
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    // The brightest of its ink while the browser prints.
    const brightest = await page.evaluate(() => {
      dispatchEvent(new Event("beforeprint"));
      const canvas = document.querySelector<HTMLCanvasElement>("[data-testid=ink]")!;
      const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      dispatchEvent(new Event("afterprint"));
      return data.reduce((most, level, i) => (i % 4 === 0 && data[i + 3]! > 250 ? Math.max(most, level) : most), 0);
    });
    expect(brightest).toBeLessThan(64);
    const shown = await page.getByTestId("ink").evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return data.reduce((most, level, i) => (i % 4 === 0 && data[i + 3]! > 250 ? Math.max(most, level) : most), 0);
    });
    expect(shown).toBeGreaterThan(200);
    await page.context().close();
  });
});

describe("in the system's forced colors", () => {
  test.each(["light", "dark"] as const)(
    "bars, pens, the chosen digit and the cells can be seen: %s",
    async (colorScheme) => {
      const {page} = await visit(site, "draw", {forcedColors: "active", colorScheme});
      await drawByMouse(page, writeNumber("14"));
      await readAnswer(page, 3);
      await page.mouse.move(0, 0);
      const page0 = await mainColor(page.locator("h1"));

      const rows = page.locator(".desk-answer .bars li");
      const longest = page.locator(".desk-answer .bars li[data-most]");
      expect(await mainColor(longest.locator(".bar-track"))).not.toBe(page0);
      const other = rows.filter({hasNot: page.locator("[data-most]")}).first();
      expect((await colorsOf(other.locator(".bar-track"))).size, "the track has an outline").toBeGreaterThan(1);

      const pens = page.getByTestId("pen-width").locator("label");
      const painted: number[] = [];
      for (const pen of await pens.all()) {
        const back = await mainColor(pen);
        painted.push(1 - (await colorsOf(pen)).get(back)!);
      }
      for (const share of painted) expect(share).toBeGreaterThan(0.01);
      const backs = await Promise.all((await pens.all()).map(mainColor));
      expect(backs[1], "the width that is chosen").not.toBe(backs[0]);

      const digits = page.getByRole("group", {name: "Digits read"}).getByRole("button");
      const [first, second] = [await mainColor(digits.nth(0)), await mainColor(digits.nth(1))];
      expect(first, "the digit that is chosen").not.toBe(second);

      await page.getByText("Enter a digit by keyboard").click();
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      await page.keyboard.press("ArrowDown");
      await page.keyboard.press("ArrowDown");
      const inked = page.locator('[role="gridcell"][aria-label$=": ink"]');
      const blank = page.locator('[role="gridcell"][aria-label$=": blank"]').first();
      expect(await mainColor(inked)).not.toBe(await mainColor(blank));
      await page.context().close();
    }
  );
});

describe("what doesn’t look like a digit", () => {
  test.each(["", "draw"])("has no digit in large and no full bar: /%s", async (path) => {
    const {page} = await visit(site, path);
    await drawByMouse(page, [[[0.5, 0.6]]]); // a dot
    await page.locator('[data-testid="answer"][data-doubt="no-digit"]').waitFor();
    expect(await page.locator(".answer-digit").isVisible()).toBe(false);
    expect(await page.locator(".answer-words").innerText()).toMatch(/^Doesn’t look like a digit/);
    if (path) {
      const widths = await page
        .locator(".desk-answer .bar-track")
        .evaluateAll((tracks) =>
          tracks.map(
            (track) => track.firstElementChild!.getBoundingClientRect().width / track.getBoundingClientRect().width
          )
        );
      expect(Math.max(...widths)).toBeLessThan(0.5);
    }
    await page.context().close();
  });
});
