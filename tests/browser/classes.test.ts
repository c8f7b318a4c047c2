import {readFile} from "node:fs/promises";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findViolations} from "./accessibility.js";
import {correction, correctionOf, dataOf, drawByMouse, readAnswer, writeNumber} from "./hand.js";
import {EMNIST, FASHION, inClasses, LETTERS} from "./otherClasses.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const A_TO_J = LETTERS.slice(0, 10);
const answerOf = (page: Page) => dataOf(page.getByTestId("answer"));
const labels = (page: Page) => page.locator(".desk-answer .bars .bar-label").allInnerTexts();

/** Draws a 4, which a run of A to J takes for its fifth class. */
async function drawFour(page: Page): Promise<void> {
  const strokes = writeNumber("4");
  await drawByMouse(page, strokes);
  await readAnswer(page, strokes.length);
}

describe("a run of letters on the drawing page", () => {
  test("asks for letters, reads them, and explains them", async () => {
    const {page, problems} = await visit(site, "draw", {}, inClasses(A_TO_J));
    expect(await page.locator(".answer-words").innerText()).toBe("Draw a letter from A to J.");
    expect(await page.getByRole("heading", {level: 1}).innerText()).toBe("Draw a letter");
    expect(await page.locator(".ink-hint").innerText()).toBe("Draw a letter");
    expect(await page.getByTestId("ink").getAttribute("aria-label")).toBe("Surface to draw letters on");
    expect(await page.locator(".examples:visible").count()).toBe(0); // they are digits
    expect(await page.locator(".cell-entry summary").innerText()).toBe("Enter a letter by keyboard");
    await drawFour(page);
    expect((await answerOf(page)).text).toBe("E");
    expect(await page.locator(".answer-digit").innerText()).toBe("E");
    expect(await labels(page)).toEqual(A_TO_J);
    expect(await page.locator(".desk-answer .bars [data-most] .bar-label").innerText()).toBe("E");
    expect(await page.locator(".steps canvas").last().getAttribute("aria-label")).toBe(
      "What the network sees, read as E"
    );
    await page.getByTestId("why").locator("summary").first().click();
    await expect.poll(() => page.locator(".why-sentence").innerText()).toMatch(/ an E/);
    expect(await page.getByTestId("why").locator("summary").first().innerText()).toBe("Why an E?");
    await page.getByRole("button", {name: "Why not a J?"}).click();
    await expect.poll(() => page.locator(".why-sentence").innerText()).toMatch(/ a J/);
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
  });

  test("is corrected among its classes; the drawing is kept, exported and imported with them", async () => {
    const {page, problems} = await visit(site, "draw", {}, inClasses(A_TO_J));
    await drawFour(page);
    const offered = await page.getByTestId("correct").locator("button:visible").allInnerTexts();
    expect(offered.map((text) => text.split("\n")[0])).toEqual([...A_TO_J, "Not a letter", "Split"]);
    await correction(page, "H").click();
    await expect.poll(async () => (await answerOf(page)).text).toBe("H");
    await expect
      .poll(() => page.getByTestId("history-summary").innerText())
      .toMatch(/^1 drawing · 1 letter · 1 corrected/);
    const saved = async (name: string) => {
      const download = page.waitForEvent("download");
      await page.getByRole("button", {name}).click();
      const file = await download;
      return {name: file.suggestedFilename(), path: await file.path()};
    };
    const csv = await saved("Kaggle CSV");
    expect(csv.name).toBe("handscope-letters.csv");
    expect((await readFile(csv.path, "utf8")).split("\n")[1]).toMatch(/^H(,\d+){784}$/);
    const json = await saved("Strokes (JSON)");
    const text = await readFile(json.path, "utf8");
    expect(JSON.parse(text)).toMatchObject({
      version: 2,
      drawings: [{classes: A_TO_J, lines: [[{read: 4, corrected: 7}]]}]
    });

    await page.getByTestId("forget-all").click();
    await page.getByTestId("forget-all").click();
    await expect.poll(() => page.getByTestId("history-summary").innerText()).toBe("No drawings yet");
    const importing = page.locator('.history input[type="file"]');
    const give = (content: string) =>
      importing.setInputFiles({name: "mine.json", mimeType: "application/json", buffer: Buffer.from(content)});
    await give(text.replace('"read":4', '"read":10'));
    await expect
      .poll(() => page.locator(".history-status").innerText())
      .toMatch(/can’t be imported: expected drawings\.0\.lines\.0\.0\.read as a whole number from 0 to 9, got 10/);
    await give(text);
    await expect.poll(() => page.locator(".drawing-words").innerText()).toMatch(/^Corrected to H; read as E: /);
    expect(
      await page
        .getByLabel(/^Letter, read as E/)
        .locator("option:checked")
        .innerText()
    ).toBe("H");
    expect(problems).toEqual([]);
  });

  test("stands beside a run of digits: each answers in its own classes, and corrections do not cross", async () => {
    const {page, problems} = await visit(site, "draw", {}, inClasses(A_TO_J, {runs: (name) => name === "ann"}));
    expect(await page.locator(".examples:visible").count()).toBe(1);
    await drawFour(page);
    expect((await answerOf(page)).text).toBe("4");
    await correction(page, "9").click();
    await expect.poll(async () => (await answerOf(page)).text).toBe("9");
    await page.getByTestId("model").selectOption("ann");
    await expect.poll(async () => (await answerOf(page)).text).toBe("E"); // it knows no 9
    expect(await page.locator(".examples:visible").count()).toBe(0);
    await page.getByTestId("model").selectOption("cnn-pen");
    await expect.poll(async () => (await answerOf(page)).text).toBe("9");
    expect(await correctionOf(page)).toBe("9");
    await correction(page, "9").click();
    const comparison = page.getByTestId("comparison");
    await comparison.locator("summary").click();
    await comparison.getByRole("button", {name: "None"}).click();
    await comparison.locator('input[value="ann"]').check();
    const row = comparison.locator('[data-run="ann"]');
    await expect.poll(() => row.locator(".compared-text").innerText()).toMatch(/^E\s+knows A–J$/);
    expect(await comparison.locator(".compared-finding").innerText()).toBe("ann knows A–J: E.");
    expect(problems).toEqual([]);
  });

  test("shows of 62 classes the likeliest, and names fit", async () => {
    for (const [classes, viewport] of [
      [EMNIST, 320],
      [FASHION, 320],
      [EMNIST, 1280]
    ] as const) {
      // prettier-ignore
      const {page, problems} = await visit(site, "draw", {viewport: {width: viewport, height: 800}}, inClasses(classes));
      await drawFour(page);
      expect((await answerOf(page)).text).toBe(classes[4]);
      const shown = await labels(page);
      if (classes === EMNIST) expect([shown.length, shown.at(-1)]).toEqual([11, "52 others"]);
      else expect(shown).toEqual([...FASHION]);
      if (classes === EMNIST) {
        expect(await page.getByTestId("correct").locator(".correction-classes button").count()).toBe(6);
        await page.getByTestId("correct-other").selectOption({label: "q"});
        await expect.poll(async () => (await answerOf(page)).text).toBe("q");
        expect(await correctionOf(page)).toBe("q");
        await correction(page, "q").click();
      }
      const groups = await page.getByTestId("correct-other").locator("optgroup").evaluateAll((all) => all.map((one) => (one as HTMLOptGroupElement).label)); // prettier-ignore
      expect(groups).toEqual(classes === EMNIST ? ["Digits", "Capitals", "Small letters"] : []);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(viewport);
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });
});

describe("a data set of letters on the data page", () => {
  test.each([["light"], ["dark"]] as const)(
    "is named, counted, filtered and shown as such, in the %s",
    async (colorScheme) => {
      const {page, problems} = await visit(site, "data?digit=Q", {colorScheme}, inClasses(LETTERS));
      await seeAll(page);
      expect(await page.getByRole("heading", {level: 1}).innerText()).toBe("The letters");
      expect(await page.getByRole("heading", {name: "The typical letter"}).count()).toBe(1);
      expect(await page.locator(".typical canvas").count()).toBe(3 * 26);
      const values = page.getByRole("group", {name: "Letter", exact: true}).getByRole("button");
      expect(await values.allInnerTexts()).toEqual(["not", ...LETTERS]);
      expect(await values.and(page.locator("[aria-pressed=true]")).allInnerTexts()).toEqual(["Q"]); // as the address says
      const names = page.locator(".digit-grid .digit-button");
      await expect.poll(() => names.first().getAttribute("aria-label")).toMatch(/^Q: /);
      const count = await page.getByTestId("grid-count").innerText();
      await values.filter({hasText: /^B$/}).click();
      await values.filter({hasText: /^Q$/}).click();
      await expect.poll(() => names.first().getAttribute("aria-label")).toMatch(/^B: /);
      expect(page.url()).toContain("digit=B");
      expect(count).toMatch(/^[\d,]+ of [\d,]+ images/);
      expect(await page.locator(".map-legend li").allInnerTexts()).toEqual([...LETTERS]);
      expect(new Set(await page.locator(".map-legend span").evaluateAll((all) => all.map((one) => getComputedStyle(one).backgroundColor))).size).toBe(26); // prettier-ignore
      await names.first().click();
      await expect.poll(() => page.locator(".digit-detail h3").innerText()).toMatch(/^B/);
      const text = (await page.locator("main").innerText()).replaceAll("digit-recognizer", ""); // Kaggle's
      expect(text).not.toMatch(/\bdigits?\b/i);
      expect(await findViolations(page)).toEqual([]);
      expect(problems).toEqual([]);
    }
  );

  test("stays readable at 62 classes and at names, whatever the width", async () => {
    for (const [classes, width] of [
      [EMNIST, 320],
      [EMNIST, 1280],
      [FASHION, 320]
    ] as const) {
      // prettier-ignore
      const {page, problems} = await visit(site, "data", {viewport: {width, height: 900}}, inClasses(classes));
      await seeAll(page);
      expect(await page.locator(".map-legend li").count()).toBe(classes.length);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
      expect(await overlapping(page)).toEqual([]);
      expect(problems).toEqual([]);
      await page.context().close();
    }
  });

  /** Returns the ticks along the classes' axis that lie over their neighbors. */
  function overlapping(page: Page): Promise<string[]> {
    return page.evaluate(() => {
      const ticks = [...document.querySelectorAll('svg.plot [aria-label="x-axis tick label"] text')];
      const boxes = ticks.map((tick) => ({text: tick.textContent ?? "", ...tick.getBoundingClientRect().toJSON()}));
      return boxes.flatMap((a, i) =>
        boxes
          .slice(i + 1)
          .filter((b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1)
          .map((b) => `${a.text} ${b.text}`)
      );
    });
  }
});

describe("letters elsewhere", () => {
  test("go through the preprocessing as letters", async () => {
    const {page, problems} = await visit(site, "preprocessing", {}, inClasses(A_TO_J));
    await seeAll(page);
    await expect
      .poll(() => page.getByTestId("step-answers").locator("tbody strong").first().innerText())
      .toMatch(/^[A-J]$/);
    expect(problems).toEqual([]);
  });

  test("are what the overview speaks of", async () => {
    const {page, problems} = await visit(site, "", {}, inClasses(A_TO_J));
    expect(await page.locator(".hero-intro p").innerText()).toMatch(/^Draw a letter and watch/);
    expect(await page.getByRole("navigation", {name: "Where to go"}).innerText()).toMatch(/[\d,]+ letters/);
    expect(problems).toEqual([]);
  });
});
