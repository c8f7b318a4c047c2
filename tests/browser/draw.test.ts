import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {normalize} from "../../src/ink/image/grid.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {startBackend} from "../../src/readers/network/backend.js";
import {mostLikely} from "../../src/characters/mostLikely.js";
import {WASM} from "../../loaders/paths.js";
import {inspectRun, readClassifier} from "../../loaders/runs/runs.js";
import {dataOf, drawByMouse, drawByTouch, PLAIN, readAnswer, writeNumber} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const answerOf = (page: Page) => dataOf(page.getByTestId("answer"));

describe("the drawing page", () => {
  test("answers nothing to an empty surface", async () => {
    const {page} = await visit(site, "draw");
    expect(await answerOf(page)).toEqual({state: "empty", text: "", confidence: 0, strokes: 0});
    expect(await page.getByTestId("undo").isDisabled()).toBe(true);
    expect(await page.getByTestId("clear").isDisabled()).toBe(true);
    await page.context().close();
  });

  test.each(Object.entries(PLAIN))("reads a %s drawn with the mouse", async (digit, strokes) => {
    const {page, problems} = await visit(site, "draw");
    await drawByMouse(page, strokes);
    const answer = await readAnswer(page, strokes.length);
    expect(answer.text).toBe(digit);
    expect(answer.confidence).toBeGreaterThan(0.5);
    expect(await page.locator(".bars li").count()).toBe(10);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("reads digits drawn with a finger on a phone, and the page does not scroll under it", async () => {
    const {page, problems} = await visit(site, "draw", {
      viewport: {width: 375, height: 667},
      hasTouch: true,
      isMobile: true
    });
    for (const [digit, strokes] of Object.entries(PLAIN)) {
      await page.getByTestId("ink").scrollIntoViewIfNeeded();
      const before = await page.evaluate(() => scrollY);
      await drawByTouch(page, strokes);
      expect((await readAnswer(page, strokes.length)).text).toBe(digit);
      expect(await page.evaluate(() => scrollY)).toBe(before);
      await page.getByTestId("clear").tap();
      await expect.poll(async () => (await answerOf(page)).state).toBe("empty");
    }
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("reads a number, frames its digits, and shows how sure it is of each", async () => {
    const {page, problems} = await visit(site, "draw");
    const strokes = writeNumber("2047");
    await drawByMouse(page, strokes);
    const {text, confidence} = await readAnswer(page, strokes.length);
    expect(text).toBe("2047");
    const digits = page.getByRole("group", {name: "Digits read"}).getByRole("button");
    expect(await digits.allInnerTexts()).toEqual(["2", "0", "4", "7"].map((digit) => expect.stringContaining(digit)));
    expect(await page.locator(".ink-box").count()).toBe(4);
    for (const [i, digit] of Array.from("2047").entries()) {
      await digits.nth(i).click();
      expect(await digits.nth(i).getAttribute("aria-pressed")).toBe("true");
      expect(await page.locator(".bars li[data-most] .bar-label").innerText()).toBe(digit);
      expect(await page.locator('[aria-label^="What the network sees"]').getAttribute("aria-label")).toContain(digit);
    }
    expect(confidence).toBeGreaterThan(0.5);
    await page.getByTestId("clear").click();
    await expect.poll(() => page.locator(".ink-box").count()).toBe(0);
    expect(await digits.count()).toBe(0);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("answers while a stroke is still being drawn", async () => {
    const {page} = await visit(site, "draw");
    const box = (await page.getByTestId("ink").boundingBox())!;
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.2 * box.height);
    await page.mouse.down();
    await page.mouse.move(box.x + 0.5 * box.width, box.y + 0.8 * box.height, {steps: 10});
    expect((await readAnswer(page, 1)).text).toBe("1");
    await page.mouse.up();
    await page.context().close();
  });

  test("takes back, brings back and clears, by button and by keyboard", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["1"]!);
    await drawByMouse(page, [
      [
        [0.2, 0.2],
        [0.3, 0.3]
      ]
    ]);
    await readAnswer(page, 2);
    await page.getByTestId("undo").click();
    await readAnswer(page, 1);
    await page.getByTestId("redo").click();
    await readAnswer(page, 2);
    await page.keyboard.press("Control+z");
    await readAnswer(page, 1);
    await page.keyboard.press("Control+Shift+Z");
    await readAnswer(page, 2);
    await page.getByTestId("clear").click();
    expect((await answerOf(page)).state).toBe("empty");
    await page.getByTestId("undo").click(); // clearing can be taken back too
    await readAnswer(page, 2);
    await page.context().close();
  });

  test("keeps the drawing when the window changes its size", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    const inked = () =>
      page.getByTestId("ink").evaluate((element) => {
        const canvas = element as HTMLCanvasElement;
        const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.filter((value, i) => i % 4 === 3 && value > 128).length / (canvas.width * canvas.height);
      });
    const before = await inked();
    expect(before).toBeGreaterThan(0.02);
    await page.setViewportSize({width: 600, height: 900});
    await expect.poll(inked).toBeCloseTo(before, 2);
    expect((await answerOf(page)).text).toBe("7");
    await page.context().close();
  });

  test("answers as Node does, to within 1e-4, with every run", async () => {
    const {page} = await visit(site, "draw");
    await startBackend(WASM);
    const runs = await page
      .locator('[data-testid="model"] option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    expect(runs.length).toBeGreaterThan(0);
    // Whole pixels of the surface: the page then sees the same points as Node.
    const side = (await page.getByTestId("ink").boundingBox())!.width;
    const strokes = PLAIN["2"]!.map((stroke) =>
      stroke.map(([x, y]) => [Math.round(x * side) / side, Math.round(y * side) / side] as const)
    );
    await drawByMouse(page, strokes);
    for (const run of runs) {
      await page.getByTestId("model").selectOption(run);
      await expect.poll(async () => (await answerOf(page)).state).not.toBe("thinking");
      const classifier = await readClassifier(run);
      const {probabilities} = await classifier.classify(normalize(preprocessStrokes(strokes)!.image));
      const {text, confidence} = await readAnswer(page, 1);
      expect(text).toBe(String(mostLikely(probabilities, 0, probabilities.length)));
      expect(Math.abs(confidence - Math.max(...probabilities)), run).toBeLessThan(1e-4);
      classifier.dispose();
    }
    await page.context().close();
  });

  test("answers on the cpu backend where the wasm backend can't be loaded, with every network", async () => {
    const {page} = await visit(site, "draw");
    await page.context().route("**/*.wasm", (route) => route.abort());
    await drawByMouse(page, PLAIN["2"]!);
    const runs = await page
      .locator('[data-testid="model"] option')
      .evaluateAll((options) => options.map((option) => (option as HTMLOptionElement).value));
    for (const run of runs) {
      if ((await inspectRun(run)).run.about.kind !== undefined) continue; // no network
      await page.getByTestId("model").selectOption(run);
      await expect.poll(async () => (await answerOf(page)).state).not.toBe("thinking");
      expect((await readAnswer(page, 1)).text).toBe("2");
      await page.getByText(/^Read in \d+ ms, cpu/).waitFor();
    }
    await page.context().close();
  });

  test("leaves a User Timing measure for each answer", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["1"]!);
    await readAnswer(page, 1);
    const durations = await page.evaluate(() =>
      performance.getEntriesByName("recognize").map((entry) => entry.duration)
    );
    expect(durations.length).toBeGreaterThan(0);
    expect(durations.at(-1)).toBeLessThan(5000);
    await page.context().close();
  });
});
