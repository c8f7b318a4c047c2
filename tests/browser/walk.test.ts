import type {Locator, Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

/** Resolves to the text of the step whose heading contains *title*. */
const step = (page: Page, title: string): Locator =>
  page.locator(".walk-step", {has: page.getByRole("heading", {name: title})});
const textOf = async (place: Locator) => (await place.innerText()).replaceAll("\u00a0", " ");

/** Resolves to the numbers of the table "All 784 numbers", which is opened. */
async function numbersOf(page: Page): Promise<number[]> {
  const details = page.getByTestId("walk-pixels").locator("details");
  if (!(await details.evaluate((element) => (element as HTMLDetailsElement).open)))
    await details.locator("summary").click();
  await expect.poll(() => details.locator("td").count()).toBe(784);
  const cells = await details.locator("td").allInnerTexts();
  return cells.map((text) => Number(text.trim() || 0));
}

/** Resolves to the class with the highest probability in the table of scores, and the sum of all probabilities in percent. */
async function scoresOf(page: Page): Promise<{best: string; sum: number}> {
  const rows = await page
    .getByTestId("walk-scores")
    .locator("tbody tr")
    .evaluateAll((all) => all.map((row) => [...row.children].map((cell) => (cell as HTMLElement).innerText)));
  const shares = rows.map(([name, , share]) => [name!, parseFloat(share!)] as const);
  const [best] = [...shares].sort((a, b) => b[1] - a[1])[0]!;
  return {best, sum: shares.reduce((total, [, share]) => total + share, 0)};
}

/** Draws the *digit*, waits until the page follows it, and checks that all steps tell of it, and the same. */
async function expectFollowed(page: Page, digit: string): Promise<{dark: number; answer: string}> {
  await drawByMouse(page, PLAIN[digit]!);
  const answer = page.locator(".walk-answer");
  await expect.poll(() => textOf(answer)).toContain(`Read as ${digit}`);
  await page.getByTestId("walk-scores").scrollIntoViewIfNeeded();
  await expect.poll(async () => (await scoresOf(page)).best).toBe(digit);
  expect((await scoresOf(page)).sum).toBeCloseTo(100, 0);

  const points = /is (\d+) strokes? of (\d+) points/.exec(await textOf(step(page, "1. Ink")))!;
  expect(Number(points[1])).toBe(PLAIN[digit]!.length);
  expect(Number(points[2])).toBe(await step(page, "1. Ink").locator("circle").count());

  const numbers = await numbersOf(page);
  expect(numbers).toHaveLength(784);
  const said = /has (\d+) dark pixels \(above 127\), (\d+) lighter ones, and (\d+) that are 0/.exec(
    await textOf(step(page, "4. 784"))
  )!;
  expect(said.slice(1).map(Number)).toEqual([
    numbers.filter((value) => value > 127).length,
    numbers.filter((value) => value > 0 && value < 128).length,
    numbers.filter((value) => value === 0).length
  ]);

  const confidence = /confidence of (?:more than )?([\d.]+) %/.exec(await textOf(answer))![1]!;
  expect(await textOf(step(page, "7. From scores"))).toContain(`${confidence} %`);
  const sum = /products (−?\d+\.\d+), plus bias (−?\d+\.\d+), makes (−?\d+\.\d+)/.exec(
    await textOf(page.getByTestId("walk-unit"))
  )!;
  const [products, bias, total] = sum.slice(1).map((text) => Number(text.replace("−", "-")));
  expect(Math.abs(products! + bias! - total!)).toBeLessThan(0.02);
  return {dark: Number(said[1]), answer: await textOf(answer)};
}

describe("the walk", () => {
  test("follows an example, then what is drawn, through every step, whose numbers agree", async () => {
    const {page, problems} = await visit(site, "walk");
    expect(await textOf(page.locator(".walk-answer"))).toContain("the page follows an example");
    expect(await textOf(step(page, "1. Ink"))).toMatch(/The example.* is 1 stroke of \d+ points/);
    const two = await expectFollowed(page, "2");
    await page
      .locator(".walk-pad")
      .getByRole("button", {name: /^Clear/})
      .click();
    expect(await textOf(page.locator(".walk-answer"))).toContain("the page follows an example");
    const zero = await expectFollowed(page, "0");
    expect(zero.answer).not.toBe(two.answer);
    expect(zero.dark).not.toBe(two.dark);
    expect(problems).toEqual([]);
  });

  test("reacts to temperature, to another label, another unit and another epoch", async () => {
    const {page, problems} = await visit(site, "walk");
    const scores = page.getByTestId("walk-scores");
    await scores.scrollIntoViewIfNeeded();
    await expect.poll(async () => (await scoresOf(page)).best).toBe("3");
    const most = () => textOf(scores.locator("[data-most] td").last());
    const before = parseFloat(await most());
    await scores.getByRole("slider", {name: "Temperature"}).fill("3");
    expect(parseFloat(await most())).toBeLessThan(before);
    expect((await scoresOf(page)).sum).toBeCloseTo(100, 0);

    const gradient = page.getByTestId("walk-step");
    await gradient.getByRole("combobox").selectOption("8");
    const [, from, to] = /probability of 8 from (?:less than )?([\d.]+) % to (?:less than )?([\d.]+) %/.exec(
      await textOf(gradient)
    )!;
    await gradient.getByRole("slider", {name: "Learning rate"}).fill("-1");
    const [, , higher] = /probability of 8 from (?:less than )?([\d.]+) % to (?:more than )?([\d.]+) %/.exec(
      await textOf(gradient)
    )!;
    expect(Number(to)).toBeGreaterThanOrEqual(Number(from));
    expect(Number(higher)).toBeGreaterThan(Number(to));

    const unit = page.getByTestId("walk-unit");
    const equation = await textOf(unit.locator(".walk-equation"));
    await unit.getByRole("slider", {name: "Unit"}).fill("0");
    expect(await textOf(unit.locator(".walk-equation"))).not.toBe(equation);

    const curves = page.getByTestId("walk-curves");
    await curves.getByRole("slider", {name: "Epoch"}).fill("1");
    expect(await textOf(curves)).toContain("After epoch 1: training loss");
    expect(problems).toEqual([]);
  });

  test("follows one digit of a number, another one when that is chosen, and compares it with training images", async () => {
    const {page, problems} = await visit(site, "walk");
    await page.getByRole("button", {name: "Example: 2047"}).click();
    await expect.poll(() => textOf(page.locator(".walk-answer"))).toBe("Read as 2047. The page follows the 2.");
    const found = page.getByTestId("walk-found");
    expect(await found.locator("rect").count()).toBe(4);
    await found.getByRole("button", {name: "7"}).click();
    await expect.poll(() => textOf(page.locator(".walk-answer"))).toBe("Read as 2047. The page follows the 7.");
    await expect.poll(async () => (await scoresOf(page)).best).toBe("7");
    const alike = page.getByTestId("walk-alike");
    await alike.scrollIntoViewIfNeeded();
    await expect.poll(() => alike.locator("li").count()).toBe(8);
    const names = await alike.locator("li").allInnerTexts();
    const [, times, label] = /(\d) (?:is|are) labeled (\w)/.exec(await textOf(alike))!;
    expect(names.filter((name) => name.trim() === label)).toHaveLength(Number(times));
    await page.getByTestId("walk-trust").scrollIntoViewIfNeeded();
    await expect.poll(() => page.getByTestId("walk-trust").locator("[data-most]").count()).toBe(1);
    expect(problems).toEqual([]);
  });

  test("follows the drawing of another page, and keeps it when the page is loaded anew", async () => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["2"]!);
    await readAnswer(page, 1);
    await page.goto(`${site.url}walk`, {waitUntil: "networkidle"});
    await expect.poll(() => textOf(page.locator(".walk-answer"))).toContain("Read as 2");
    await page.reload({waitUntil: "networkidle"});
    await expect.poll(() => textOf(page.locator(".walk-answer"))).toContain("Read as 2");
    expect(await textOf(step(page, "4. 784"))).toContain("Your 2 has");
    expect(problems).toEqual([]);
  });

  test("reads a pixel by mouse and by keyboard, as the table has it", async () => {
    const {page} = await visit(site, "walk");
    const numbers = await numbersOf(page);
    const grid = page.getByRole("application");
    await grid.focus();
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("ArrowRight");
    const read = async () =>
      /Row (\d+), column (\d+): (\d+) of 255/
        .exec(await textOf(page.locator(".pixel-output")))!
        .slice(1)
        .map(Number);
    const [row, column, value] = await read();
    expect([row, column, value]).toEqual([14, 16, numbers[13 * 28 + 15]]);
    const box = (await grid.boundingBox())!;
    await page.mouse.move(box.x + (10.5 * box.width) / 28, box.y + (8.5 * box.height) / 28);
    expect(await read()).toEqual([9, 11, numbers[8 * 28 + 10]]);
  });
});

describe("a term", () => {
  const note = (page: Page) => page.locator(".term-note");

  test("is explained by keyboard, by mouse, and by a tap; Escape and anything elsewhere close it", async () => {
    const {page, problems} = await visit(site, "walk");
    const term = page.getByRole("button", {name: "ReLU", exact: true});
    await term.focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => textOf(note(page))).toContain("turns a negative one into 0");
    expect(await term.getAttribute("aria-expanded")).toBe("true");
    await page.keyboard.press("Escape");
    expect(await note(page).count()).toBe(0);
    await term.hover();
    await note(page).waitFor();
    await note(page).hover();
    await page.waitForTimeout(400);
    expect(await note(page).count()).toBe(1);
    await page.mouse.move(5, 5);
    await expect.poll(() => note(page).count()).toBe(0);
    await term.click();
    await note(page).waitFor();
    await page.getByRole("heading", {name: "5. What a unit"}).click();
    expect(await note(page).count()).toBe(0);
    expect(problems).toEqual([]);
  });

  test("is a target of 24 px, 32 for a finger, keeps the lines of its sentence, and its note stays in the window", async () => {
    for (const [width, hasTouch, least] of [
      [1280, false, 24],
      [320, true, 32]
    ] as const) {
      const {page} = await visit(site, "walk", {viewport: {width, height: 700}, hasTouch, isMobile: hasTouch});
      const term = page.getByRole("button", {name: "ReLU", exact: true});
      const box = (await term.boundingBox())!;
      expect(Math.min(box.width, box.height)).toBeGreaterThanOrEqual(least);
      const heights = () =>
        step(page, "5. What a unit")
          .locator("p")
          .first()
          .evaluate((p) => p.clientHeight);
      const before = await heights();
      await term.evaluate((element) => element.replaceWith(element.textContent));
      expect(await heights()).toBe(before);
      const other = page.getByRole("button", {name: "feature map", exact: true});
      await (hasTouch ? other.tap() : other.click());
      const shown = (await note(page).boundingBox())!;
      expect(shown.x).toBeGreaterThanOrEqual(0);
      expect(shown.x + shown.width).toBeLessThanOrEqual(width);
    }
  });

  test("is in the glossary, in the order of the alphabet, with its source", async () => {
    const {page} = await visit(site, "walk#glossary");
    const terms = await page.locator(".glossary dt").allInnerTexts();
    expect(terms.length).toBeGreaterThan(50);
    expect(terms).toEqual(
      [...terms].sort((a, b) => a.localeCompare(b, "en", {sensitivity: "base", ignorePunctuation: true}))
    );
    expect(await page.locator("#term-f1").innerText()).toContain("2 · precision · recall ÷ (precision + recall)");
    expect(await page.locator("#term-calibration a").getAttribute("href")).toBe("https://arxiv.org/abs/1706.04599");
  });
});
