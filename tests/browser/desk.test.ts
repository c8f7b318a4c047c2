import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import type {DrawingDesk} from "../../src/components/desk/deskOptions.js";
import {EXAMPLES} from "../../src/components/desk/examples.js";
import type {Point, Stroke} from "../../src/pen/pen.js";
import {findViolations} from "./accessibility.js";
import {correction, correctionOf, dataOf, drawByMouse, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {photograph} from "./photograph.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** A busy machine may take a while to load a model. */
const SOON = {timeout: 15_000};

const DEFAULT_RUN = "cnn-pen";

/** A 1 at the right of a number. */
const ONE_MORE: Stroke = [
  [0.9, 0.18],
  [0.9, 0.3],
  [0.9, 0.42]
];

const textOf = async (page: Page) => (await dataOf(page.getByTestId("answer"))).text;
const bigText = (page: Page) => page.locator(".answer-digit").innerText();
const digits = (page: Page) => page.getByRole("group", {name: "Digits read"}).getByRole("button");
const frames = (page: Page) => page.locator(".ink-box, .photo-box").count();

/** Draws a number and waits for its answer. */
async function drawNumber(page: Page, number: string): Promise<void> {
  const strokes = writeNumber(number);
  await drawByMouse(page, strokes);
  expect((await readAnswer(page, strokes.length)).text).toBe(number);
}

/** Gives the desk a photo of a number, 0.6 of the photo high. */
async function givePhoto(page: Page, number: string): Promise<void> {
  const strokes = writeNumber(number).map((stroke) =>
    stroke.map(([x, y]): Point => [2.5 * x - 0.95, 2.5 * (y - 0.3) + 0.5])
  );
  const buffer = await photograph(strokes, {width: 800, height: 400}).png().toBuffer();
  await page.getByTestId("upload").setInputFiles({name: "number.png", mimeType: "image/png", buffer});
  await expect.poll(async () => (await readAnswer(page, 0)).text).toBe(number);
}

/** Returns the pictures of the steps as they are now, as data URLs; fails where one is blank. */
async function readSteps(page: Page): Promise<string[]> {
  const steps = await page.locator(".steps canvas").evaluateAll((elements) =>
    (elements as HTMLCanvasElement[]).map((canvas) => {
      const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
      return {url: canvas.toDataURL(), painted: data.filter((value, i) => i % 4 === 3 && value > 128).length};
    })
  );
  expect(steps).toHaveLength(3);
  for (const {painted} of steps) expect(painted).toBeGreaterThan(20);
  return steps.map(({url}) => url);
}

/** Expects digit *i* of a number to be the one that is chosen, and shown in detail. */
async function expectChosen(page: Page, i: number, digit: string): Promise<void> {
  const pressed = await digits(page).evaluateAll((all) => all.map((one) => one.getAttribute("aria-pressed")));
  expect(pressed.indexOf("true")).toBe(i);
  expect(pressed.filter((one) => one === "true")).toHaveLength(1);
  const bars = page.locator(".desk-answer .bars li");
  expect(await bars.locator(".bar-value").allInnerTexts()).toEqual(
    Array.from({length: 10}, () => expect.stringMatching(/^([<>]?\d+ %)$/))
  );
  expect(await page.locator(".desk-answer .bars li[data-most] .bar-label").innerText()).toBe(digit);
  const seen = page.locator('[aria-label^="What the network sees"]');
  expect(await seen.getAttribute("aria-label")).toBe(`What the network sees, read as ${digit}`);
}

/** Resolves once as many digits are read. */
async function expectDigits(page: Page, n: number): Promise<void> {
  await expect.poll(() => digits(page).count()).toBe(n);
  expect((await textOf(page)).replace(" ", "")).toHaveLength(n);
  expect(await frames(page)).toBe(n);
}

describe("what a digit of a number really is", () => {
  test("can be said, and taken back: the answer, its button and the history keep it", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawNumber(page, "2047");
    const four = digits(page).nth(2);
    const kept = () =>
      page
        .locator("li.drawing select")
        .evaluateAll((all) => all.map((one) => (one as HTMLSelectElement).value).join(""));
    await four.click();
    expect(await page.getByTestId("correct").locator("legend").innerText()).toBe(
      "Digit 3 of 4: 4. Wrong? Tap another."
    );
    expect(await correction(page, "4").innerText()).toMatch(/^4\s+read$/);
    expect(await correctionOf(page)).toBeUndefined();
    for (const other of ["9", "1"]) {
      await correction(page, other).click();
      expect(await bigText(page)).toBe(`20${other}7`);
      expect(await textOf(page)).toBe(`20${other}7`);
      expect(await four.getAttribute("aria-label")).toBe(`${other}, was 4, corrected`);
      expect(await four.getAttribute("aria-pressed")).toBe("true");
      await expect.poll(kept, SOON).toBe(`20${other}7`);
    }
    expect(await page.locator(".drawing-words").innerText()).toMatch(/^Corrected to 2017; read as 2047: /);

    await drawByMouse(page, [ONE_MORE]); // more ink leaves it
    await readAnswer(page, 6);
    expect(await bigText(page)).toBe("20171");
    await four.click();
    expect(await correctionOf(page)).toBe("1");
    await correction(page, "1").click(); // a second tap takes it back
    expect(await bigText(page)).toBe("20471");
    expect(await four.getAttribute("aria-label")).toMatch(/^4, .+ % sure$/);
    await expect.poll(kept, SOON).toBe("20471");
    expect(await page.locator("li.drawing").count()).toBe(1);

    await page.getByTestId("clear").click();
    await drawNumber(page, "2047"); // of new ink nothing was said
    expect(await bigText(page)).toBe("2047");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("the digits of a number", () => {
  test("are joined and split as the visitor says, whatever is drawn then", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawNumber(page, "147"); // a 1, two strokes of a 4, a 7
    await digits(page).nth(0).click();
    expect(await page.getByTestId("join-before").isVisible()).toBe(false);
    expect(await page.getByTestId("split").isVisible()).toBe(false); // it is one stroke
    await page.getByTestId("join-after").click();
    await expectDigits(page, 2);
    expect(await textOf(page)).toMatch(/^\d7$/);
    await drawByMouse(page, [ONE_MORE]);
    await readAnswer(page, 5);
    await expectDigits(page, 3);
    expect(await textOf(page)).toMatch(/^\d71$/);

    await digits(page).nth(0).click();
    await page.getByTestId("split").click();
    await expectDigits(page, 4);
    expect(await textOf(page)).toBe("1471");

    await digits(page).nth(3).click();
    expect(await page.getByTestId("join-after").isVisible()).toBe(false);
    await page.getByTestId("join-before").click();
    await expectDigits(page, 3);
    expect(await textOf(page)).toMatch(/^14\d$/);

    for (let i = 0; i < 4; ++i) await page.getByTestId("undo").click(); // the join, the split, the 1, the other join
    await readAnswer(page, 4);
    expect(await textOf(page)).toBe("147");
    await digits(page).nth(1).click();
    await page.getByTestId("split").click();
    await expectDigits(page, 4);
    expect(await textOf(page)).toMatch(/^1\d\d7$/);
    await page.getByTestId("model").selectOption("cnn"); // another run is told, too
    await page.locator('[data-testid="answer"]:not([data-state="thinking"])').waitFor();
    await expectDigits(page, 4);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("are shown in detail one by one, with their steps to the network", async () => {
    const {page} = await visit(site, "draw");
    await drawNumber(page, "204");
    const steps: string[] = [];
    for (const [i, digit] of Array.from("204").entries()) {
      await digits(page).nth(i).click();
      await expectChosen(page, i, digit);
      expect(await page.locator(".ink-box[data-chosen]").count()).toBe(1);
      steps.push(...(await readSteps(page)));
    }
    expect(new Set(steps).size).toBe(9);
    await page.context().close();
  });
});

describe("the digits of a photo", () => {
  test("are chosen by their frames, shown in detail, joined, split and corrected", async () => {
    const {page, problems} = await visit(site, "draw");
    await givePhoto(page, "204");
    const steps: string[] = [];
    for (const [i, digit] of Array.from("204").entries()) {
      await page.locator(".photo-box").nth(i).click();
      await expectChosen(page, i, digit);
      steps.push(...(await readSteps(page)));
    }
    expect(new Set(steps).size).toBe(9);

    await page.getByTestId("join-before").click();
    await expectDigits(page, 2);
    expect(await textOf(page)).toMatch(/^2\d$/);
    await correction(page, "8").click(); // what was joined stays chosen
    expect(await bigText(page)).toBe("28");
    await page.getByTestId("split").click();
    await expectDigits(page, 3);
    expect(await bigText(page)).toBe("204");
    await digits(page).nth(2).click();
    await page.getByTestId("split").click();
    await expectDigits(page, 4);
    expect(await textOf(page)).toMatch(/^20\d\d$/);

    await digits(page).nth(0).click();
    await page.getByTestId("join-after").click();
    await expectDigits(page, 3); // the 4 is still split
    expect(await textOf(page)).toMatch(/^\d\d\d$/);
    await givePhoto(page, "204"); // nothing was said of another photo
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("are joined with any other, by their frames or by keyboard, and split again", async () => {
    const {page, problems} = await visit(site, "draw");
    await givePhoto(page, "204");
    await page.locator(".photo-box").nth(2).click();
    const join = page.getByTestId("join-any");
    await join.click();
    expect(await page.locator(".digit-tools").getByRole("status").innerText()).toBe("Choose the other digit.");
    await page.locator(".photo-box").nth(0).click();
    await expectDigits(page, 2);
    await page.getByTestId("split").click(); // what was joined stays chosen
    await expectDigits(page, 3);
    await expect.poll(() => textOf(page)).toBe("204");

    await digits(page).nth(0).focus();
    await page.keyboard.press("Enter");
    await join.focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Escape"); // not meant
    expect(await join.getAttribute("aria-pressed")).toBe("false");
    await join.press("Enter");
    await digits(page).nth(2).focus();
    await page.keyboard.press("Enter");
    await expectDigits(page, 2);
    await page.keyboard.press("Control+z");
    await expectDigits(page, 3);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("the examples", () => {
  test("come to the surface, and are read", async () => {
    const {page, problems} = await visit(site, "draw");
    const valueOf = () => page.locator(".desk").evaluate((desk) => (desk as DrawingDesk).value);
    for (const {kind, title, strokes} of EXAMPLES) {
      await page.getByRole("button", {name: `Example: ${title}`, exact: true}).click();
      // The answer of the example before may be about as many strokes.
      await expect.poll(() => valueOf()).toEqual(strokes);
      await page.locator('[data-testid="answer"]:not([data-state="thinking"])').waitFor();
      const {state, text} = await readAnswer(page, strokes.length);
      if (kind !== "ambiguous") expect(state, title).toBe("answered");
      else expect(state, title).toBe("unsure");
      if (/^\d+$/.test(title)) expect(text).toBe(title);
    }
    await page.getByTestId("undo").click(); // what was there before comes back
    expect(await valueOf()).toEqual(EXAMPLES.at(-2)!.strokes);
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("the address of the page", () => {
  const penWidth = (page: Page) => page.getByTestId("pen-width").getByRole("radio", {name: "Thick"});
  const compared = (page: Page) =>
    page.getByTestId("comparison").evaluate((element) => (element as unknown as {value: string[]}).value);

  test("keeps the run, the pen's width and what is compared", async () => {
    const {page, problems} = await visit(site, "draw");
    expect(new URL(page.url()).search).toBe("");
    await page.getByTestId("model").selectOption("ann");
    await penWidth(page).check({force: true});
    await drawNumber(page, "2");
    await page.getByTestId("comparison").locator("summary").click();
    await page.getByTestId("comparison").getByRole("button", {name: "None"}).click();
    for (const run of ["cnn", "ann"]) await page.getByTestId("comparison").locator(`input[value="${run}"]`).check();
    const kept = () => Object.fromEntries(new URL(page.url()).searchParams);
    await expect.poll(() => kept().compare?.split(",").sort()).toEqual(["ann", "cnn"]);
    await page.reload({waitUntil: "networkidle"});
    expect(await page.getByTestId("model").inputValue()).toBe("ann");
    expect(await penWidth(page).isChecked()).toBe(true);
    expect((await compared(page)).sort()).toEqual(["ann", "cnn"]);
    expect(await page.getByTestId("comparison").getAttribute("open")).not.toBeNull();
    expect((await readAnswer(page, 1)).text).toBe("2"); // the drawing is there again
    await page.getByTestId("clear").click();
    await drawNumber(page, "2");
    await page.getByTestId("comparison").getByRole("button", {name: "None"}).click();
    await expect.poll(kept).not.toHaveProperty("compare");

    await page.goto(`${site.url}draw?run=no-such-run&pen=huge&compare=nobody,cnn`, {waitUntil: "networkidle"});
    expect(await page.getByTestId("model").inputValue()).toBe(DEFAULT_RUN);
    expect(await page.getByTestId("pen-width").getByRole("radio", {name: "Medium"}).isChecked()).toBe(true);
    expect(await compared(page)).toEqual(["cnn"]);
    expect((await readAnswer(page, 1)).text).toBe("2");
    await page.getByTestId("clear").click();
    await drawByMouse(page, PLAIN["7"]!);
    expect((await readAnswer(page, 1)).text).toBe("7");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

describe("the page with everything open", () => {
  const open = (details: Locator) => details.locator("summary").click();

  test("has nothing for axe to find, and fits, in light and dark, wide and on a phone", async () => {
    const {page, problems} = await visit(site, "draw");
    await open(page.locator(".cell-entry"));
    await drawNumber(page, "2047");
    await open(page.getByTestId("comparison"));
    await digits(page).nth(2).click();
    await open(page.getByTestId("why"));
    await expect.poll(() => page.locator(".why-sentence").innerText(), SOON).toMatch(/for a 4/);
    await page.getByRole("button", {name: "Why not a 9?"}).click();
    await expect.poll(() => page.locator(".why-sentence").innerText(), SOON).toMatch(/against a 9/);
    await expect.poll(() => page.locator("tr[data-run]:not([data-state=waiting])").count(), SOON).toBe(3);
    await expect.poll(() => page.locator("li.drawing").count(), SOON).toBe(1);
    await correction(page, "9").click();
    await page.locator('.why-body[aria-busy="false"]').waitFor(); // what is about to be replaced is pale
    for (const colorScheme of ["light", "dark"] as const) {
      for (const width of [1280, 375]) {
        await page.emulateMedia({colorScheme});
        await page.setViewportSize({width, height: 900});
        expect(await findViolations(page), `${colorScheme}, ${width}`).toEqual([]);
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      }
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });
});
