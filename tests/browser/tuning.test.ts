import {randomLcg} from "d3-random";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {formatDrawings, type KeptDrawing} from "../../src/characters/drawings.js";
import {writeDigit} from "../../src/pen/handwriting.js";
import {preprocessStrokes} from "../../src/pen/strokes.js";
import {PLAIN, drawByMouse, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => {
  site = await openSite();
});
afterAll(() => site.close());

/** *n* drawings of a 7, each read as 1 and corrected to 7, as the page exports them. */
function corrected(n: number): string {
  const random = randomLcg(0.3);
  const drawings = Array.from({length: n}, (_, i): KeptDrawing => {
    const {image} = preprocessStrokes(writeDigit(7, random))!;
    return {
      id: `d${i}`,
      at: `2026-01-31T12:00:${10 + i}.000Z`,
      run: "cnn-pen",
      strokes: [],
      lines: [[{read: 1, confidence: 0.6, state: "answered", corrected: 7, image}]]
    };
  });
  return formatDrawings(drawings);
}

async function importDrawings(page: Page, json: string): Promise<void> {
  await page
    .locator("input[type=file][accept*=json]")
    .setInputFiles({name: "drawings.json", mimeType: "application/json", buffer: Buffer.from(json)});
}

const model = (page: Page) => page.getByTestId("model").inputValue();

describe("fine-tuning on the drawing page", () => {
  test("a visitor corrects, tunes, sees before and after, uses it, reloads, and undoes it", async () => {
    const {page, problems} = await visit(site, "draw");
    await expect.poll(() => page.locator(".tuning-place").innerText()).toContain("Correct 5 digits");
    await drawByMouse(page, PLAIN["7"]!);
    await readAnswer(page, 1);
    await page.locator("li.drawing select").selectOption("1");
    await page.locator(".tuning").scrollIntoViewIfNeeded();
    await expect
      .poll(() => page.getByTestId("tuning-count").innerText())
      .toBe("1 corrected digit. Correct 4 more digits to begin.");
    expect(await page.getByTestId("tune").isDisabled()).toBe(true);

    await importDrawings(page, corrected(6));
    await expect.poll(() => page.getByTestId("tune").innerText()).toBe("Fine-tune cnn-pen on your 7 drawings");
    await page.getByTestId("tune").click();
    await page.getByRole("button", {name: "Cancel"}).click();
    await expect.poll(() => page.getByTestId("tune").isEnabled(), {timeout: 60_000}).toBe(true);
    await page.getByTestId("tune").click();
    const result = page.getByTestId("tuning-result");
    await result.waitFor({timeout: 120_000});
    expect(await result.innerText()).toMatch(/mistakes on your drawings/);
    expect(await result.locator("tbody tr").count()).toBe(2);
    expect(await result.locator("tbody tr").first().innerText()).toContain("Your 7 digits");
    expect(await result.innerText()).toMatch(/On [\d,]+ test images (it is|the accuracy)/);
    expect(await model(page)).toBe("cnn-pen");

    await result.getByRole("button", {name: /^Use it/}).click();
    await expect.poll(() => model(page)).toBe("cnn-pen-tuned");
    await expect.poll(() => result.innerText()).toContain("stays in this browser");
    await page.getByTestId("clear").click();
    await drawByMouse(page, PLAIN["4"]!);
    expect((await readAnswer(page, 2)).text).toBe("4");

    await page.goto(`${site.url}draw`);
    await expect.poll(() => model(page)).toBe("cnn-pen-tuned");
    expect((await readAnswer(page, 2)).text).toBe("4"); // the drawing is there again
    await page.getByTestId("clear").click();
    await drawByMouse(page, PLAIN["4"]!);
    expect((await readAnswer(page, 2)).text).toBe("4");
    await page.locator(".tuning").scrollIntoViewIfNeeded();
    await page.getByRole("button", {name: "Undo: read with cnn-pen again"}).click();
    await expect.poll(() => model(page)).toBe("cnn-pen");
    await page.goto(`${site.url}draw`);
    await expect.poll(() => model(page)).toBe("cnn-pen");
    expect(await page.getByTestId("model").locator("option").allInnerTexts()).not.toContainEqual(
      expect.stringContaining("cnn-pen-tuned")
    );
    expect(problems).toEqual([]);
  }, 300_000);

  test("where drawings are not to be kept, the tuned network is not either, and that is said", async () => {
    const {page, problems} = await visit(site, "draw", {}, 'localStorage.setItem("handscope:keep-drawings", "off")');
    await importDrawings(page, corrected(6));
    await page.locator(".tuning").scrollIntoViewIfNeeded();
    await page.getByTestId("tune").click({timeout: 30_000});
    const result = page.getByTestId("tuning-result");
    await result.waitFor({timeout: 120_000});
    await result.getByRole("button", {name: /^Use it/}).click();
    await expect.poll(() => result.innerText()).toContain("gone when you leave the page");
    await expect.poll(() => model(page)).toBe("cnn-pen-tuned");
    await page.reload();
    await expect.poll(() => model(page)).not.toBe("cnn-pen-tuned");
    expect(problems).toEqual([]);
  }, 300_000);
});
