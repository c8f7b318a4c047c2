import {readFile} from "node:fs/promises";
import type {Locator, Page} from "playwright-core";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {correction, dataOf, drawByMouse, drawByTouch, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const SOON = {timeout: 15_000};

const bigText = (page: Page) => page.locator(".answer-digit").innerText();
const items = (page: Page) => page.locator("li.drawing");
const digits = (page: Page) => page.getByRole("group", {name: "Digits read"}).getByRole("button");
const press = (page: Page, name: string) => page.getByRole("button", {name}).first().click();

/** Chooses a file by the button that a visitor sees. */
async function choosePhoto(page: Page, name: string, buffer: Buffer): Promise<void> {
  const button = page.getByText("Choose…", {exact: true});
  const [chooser] = await Promise.all([page.waitForEvent("filechooser"), button.click()]);
  await chooser.setFiles({name, mimeType: "image/png", buffer});
}

/** Returns how much of an area of a picture is dark, in [0, 1]; *area* in fractions of its sides. */
async function darkShare(picture: Buffer, {at: [x, y], side}: {at: Point; side: number}): Promise<number> {
  const {width, height} = await sharp(picture).metadata();
  const area = {
    left: Math.round((x - side / 2) * width),
    top: Math.round((y - side / 2) * height),
    width: Math.round(side * width),
    height: Math.round(side * height)
  };
  const data = await sharp(picture).extract(area).greyscale().raw().toBuffer();
  return data.filter((level) => level < 128).length / data.length;
}

describe("undo and redo", () => {
  test("take back and bring back corrections, splits and joins, in order with the strokes", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, writeNumber("14"));
    await readAnswer(page, 3);
    await digits(page).nth(1).click();
    await correction(page, "9").click();
    expect(await bigText(page)).toBe("19");
    await digits(page).nth(1).click();
    await press(page, "Split");
    await expect.poll(() => digits(page).count()).toBe(3);
    const split = await bigText(page);
    await drawByMouse(page, [
      [
        [0.9, 0.18],
        [0.9, 0.42]
      ]
    ]);
    await readAnswer(page, 4);
    const longer = await bigText(page);
    expect(longer).toBe(`${split}1`);
    await digits(page).nth(0).click();
    await correction(page, "7").click();
    const corrected = `7${longer.slice(1)}`;
    expect(await bigText(page)).toBe(corrected);

    const texts = [corrected, longer, split, "19", "14"];
    for (const text of texts.slice(1)) {
      await press(page, "Undo");
      await expect.poll(() => bigText(page)).toBe(text);
    }
    for (const text of texts.slice(0, -1).reverse()) {
      await page.keyboard.press("Control+Shift+Z");
      await expect.poll(() => bigText(page)).toBe(text);
    }
    for (const text of texts.slice(1, 4)) {
      await page.keyboard.press("Control+z");
      await expect.poll(() => bigText(page)).toBe(text);
    }
    await drawByMouse(page, PLAIN["1"]!); // what was undone is gone
    await expect.poll(() => page.getByRole("button", {name: "Redo"}).first().isDisabled()).toBe(true);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("take back what was said of a photo, before the photo gives way to the drawing", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["1"]!);
    await readAnswer(page, 1);
    await choosePhoto(page, "seven.png", await photograph(PLAIN["7"]!).png().toBuffer());
    await readAnswer(page, 0);
    const steps = page.getByTestId("photo").getByRole("button", {name: /^(Undo|Redo)$/});
    expect(await steps.count()).toBe(0);
    await correction(page, "2").click();
    await expect.poll(() => bigText(page)).toBe("2");
    expect(await page.locator(".photo-box").innerText()).toBe("2");
    await steps.first().click();
    await expect.poll(() => bigText(page)).toBe("7");
    await page.keyboard.press("Control+y");
    await expect.poll(() => bigText(page)).toBe("2");
    await page.keyboard.press("Control+z");
    await expect.poll(() => bigText(page)).toBe("7");
    await page.keyboard.press("Control+z");
    expect((await readAnswer(page, 1)).text).toBe("1");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("one drawing", () => {
  /** Draws slowly enough for each movement to be kept in the history. */
  async function drawSlowly(page: Page, stroke: Stroke): Promise<void> {
    const {x, y, width} = (await page.getByTestId("ink").boundingBox())!;
    const [first, ...rest] = stroke.map(([u, v]) => [x + u * width, y + v * width] as const);
    await page.mouse.move(...first!);
    await page.mouse.down();
    for (const place of rest) {
      await page.mouse.move(...place);
      await page.waitForTimeout(950);
    }
    await page.mouse.up();
  }

  test("is one in the history, however slowly a part of it is erased, corrected or undone", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, writeNumber("14"));
    await readAnswer(page, 3);
    await expect.poll(() => items(page).count(), SOON).toBe(1);
    await press(page, "Eraser");
    const {top, bottom} = {top: 0.16, bottom: 0.5}; // of the 1, the first stroke
    const x = writeNumber("14")[0]![0]![0];
    const way = [0, 0.2, 0.4, 0.6, 0.8].map((share): Point => [x, top + share * (bottom - top)]);
    await drawSlowly(page, way);
    expect(await items(page).count()).toBe(1);
    await press(page, "Eraser");
    await press(page, "Undo");
    await page.waitForTimeout(950);
    await correction(page, "8").click();
    await page.waitForTimeout(950);
    expect(await items(page).count()).toBe(1);

    await press(page, "Clear"); // what follows is another
    await drawByMouse(page, PLAIN["7"]!);
    await expect.poll(() => items(page).count(), SOON).toBe(2);
    await page.getByRole("button", {name: "Example: 3", exact: true}).click(); // and what takes its place a third
    await expect.poll(() => items(page).count(), SOON).toBe(3);
    await press(page, "Undo");
    await page.waitForTimeout(950);
    expect(await items(page).count()).toBe(3);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("is one when it is entered slowly by keyboard", async () => {
    const {page} = await visit(site, "draw");
    await page.getByText("Enter a digit by keyboard").click();
    await page.keyboard.press("Tab");
    await page.keyboard.press("PageUp");
    await page.keyboard.press("Enter");
    for (let i = 0; i < 4; ++i) {
      for (let j = 0; j < 4; ++j) await page.keyboard.press("ArrowDown");
      await page.waitForTimeout(950);
    }
    expect(await items(page).count()).toBe(1);
    await page.context().close();
  });
});

describe("a tap", () => {
  const DOT: Stroke = [[0.5, 0.6]];

  test.each(["mouse", "touch"])("by %s paints a dot, on the surface, in the history and in the PNG", async (by) => {
    const isTouch = by === "touch";
    const {page, problems} = await visit(site, "draw", {hasTouch: isTouch});
    await (isTouch ? drawByTouch : drawByMouse)(page, [DOT]);
    await readAnswer(page, 1);
    await page.mouse.move(0, 0);
    const pen = 0.045; // of the surface's side
    const hasDot = async (picture: Buffer) => {
      // A disk fills π / 4 of the square around it.
      expect(await darkShare(picture, {at: DOT[0]!, side: pen})).toBeGreaterThan(0.6);
      expect(await darkShare(picture, {at: DOT[0]!, side: 3 * pen})).toBeLessThan(0.15);
    };
    await hasDot(await page.getByTestId("ink").screenshot());
    await items(page).waitFor();
    const thumbnail = items(page).locator("svg");
    await thumbnail.scrollIntoViewIfNeeded();
    expect(await darkShare(await thumbnail.screenshot(), {at: DOT[0]!, side: 2 * pen})).toBeGreaterThan(0.1);
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("button", {name: /^Save .* as PNG$/}).click()
    ]);
    await hasDot(await readFile(await download.path()));
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("stays painted when ink is added, and becomes a line when the pen goes on", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, [DOT]);
    await drawByMouse(page, [
      [
        [0.2, 0.2],
        [0.2, 0.2],
        [0.8, 0.2]
      ]
    ]);
    await readAnswer(page, 2);
    await page.mouse.move(0, 0);
    const picture = await page.getByTestId("ink").screenshot();
    expect(await darkShare(picture, {at: DOT[0]!, side: 0.045})).toBeGreaterThan(0.6);
    for (const x of [0.25, 0.5, 0.75]) {
      expect(await darkShare(picture, {at: [x, 0.2], side: 0.03})).toBeGreaterThan(0.9);
    }
    await page.context().close();
  });
});

describe("a photo that can't be read", () => {
  test("is said once, in place of the old answer, and the drawing is as it was", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, writeNumber("14"));
    await readAnswer(page, 3);
    const inkOf = () => page.getByTestId("ink").evaluate((canvas) => (canvas as HTMLCanvasElement).toDataURL());
    const before = await inkOf();
    await choosePhoto(page, "notes.png", Buffer.from("no picture"));
    const sentence = "“notes.png” is a text, whatever its name says.";
    await page.getByText(sentence).waitFor();
    expect((await page.locator("main").innerText()).split(sentence)).toHaveLength(2);
    const {state, text, confidence} = await dataOf(page.getByTestId("answer"));
    expect([state, text, confidence]).toEqual(["error", "", 0]);
    expect(await digits(page).count()).toBe(0);
    expect(await page.getByTestId("correct").isVisible()).toBe(false);
    expect(await page.locator(".desk-answer .bars").isVisible()).toBe(false);
    expect(await page.locator(".ink-box").count()).toBe(0);
    expect(await inkOf()).toBe(before);
    await drawByMouse(
      page,
      PLAIN["1"]!.map((stroke) => stroke.map(([x, y]): Point => [x + 0.4, y]))
    );
    expect((await readAnswer(page, 4)).text).toMatch(/^14/);
    await press(page, "Undo");
    expect((await readAnswer(page, 3)).text).toBe("14");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("turning off what keeps the drawings", () => {
  const keep = (page: Page): Locator => page.getByLabel("Keep on this device");

  /** Returns how many drawings a later visit finds. */
  async function countLater(page: Page): Promise<number> {
    const later = await page.context().newPage();
    await later.goto(`${site.url}draw`, {waitUntil: "networkidle"});
    const n = await items(later).count();
    await later.close();
    return n;
  }

  test("asks before anything is deleted; who keeps them, keeps them", async () => {
    const {page, problems} = await visit(site, "draw");
    await keep(page).click(); // nothing is kept yet: nothing to ask
    await expect.poll(() => page.getByText("Not kept: they are gone once you leave this page.").isVisible()).toBe(true);
    await keep(page).click();
    await drawByMouse(page, PLAIN["7"]!);
    await items(page).waitFor();

    for (const leave of ["Keep it", "Escape"]) {
      await keep(page).click();
      await page.getByText("Delete the drawing kept on this device?").waitFor();
      expect(await countLater(page)).toBe(1);
      await page.bringToFront();
      if (leave === "Escape") await page.keyboard.press("Escape");
      else await press(page, leave);
      expect(await keep(page).isChecked()).toBe(true);
      expect(await page.getByText("Delete the drawing kept on this device?").isVisible()).toBe(false);
      expect(await countLater(page)).toBe(1);
      await page.bringToFront();
    }
    await readAnswer(page, 1); // Escape did not clear the surface

    await keep(page).click();
    await press(page, "Delete it");
    await expect.poll(() => page.getByText("Not kept: they are gone once you leave this page.").isVisible()).toBe(true);
    expect(await keep(page).isChecked()).toBe(false);
    expect(await countLater(page)).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
