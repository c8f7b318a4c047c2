import {readFile} from "node:fs/promises";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {RUNS} from "../../loaders/paths.js";
import {drawByMouse, PLAIN, readAnswer} from "./hand.js";
import {openSite, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const shown = (page: Page) => page.getByTestId("answer").locator(".answer-digit").innerText();

/** Notes what the answer was, in the order of its changes. */
const RECORD_READINGS = `globalThis.readings = [];
new MutationObserver(() => {
  const text = document.querySelector(".answer-digit")?.textContent;
  if (text && text !== readings.at(-1)) readings.push(text);
}).observe(document, {childList: true, characterData: true, subtree: true});`;

/** Returns how many pixels of the surface have ink. */
function inkOn(page: Page): Promise<number> {
  return page.getByTestId("ink").evaluate((canvas: HTMLCanvasElement) => {
    const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

describe("the drawing on the overview", () => {
  test("draws itself and is read as what it becomes, before the recognizer is loaded; a visitor's ink takes its place", async () => {
    const requests: string[] = [];
    const {page, problems} = await visit(site, "", {}, async (context) => {
      await context.addInitScript(RECORD_READINGS);
      context.on("request", (request) => void requests.push(request.url()));
    });
    await expect.poll(() => shown(page), {timeout: 15_000}).toBe("3");
    await expect.poll(() => page.getByTestId("answer").innerText()).toMatch(/99 % sure/);
    const readings = await page.evaluate(() => (globalThis as unknown as {readings: string[]}).readings);
    expect(readings.filter((text) => text !== "3").length).toBeGreaterThan(0); // on the way
    expect(await page.locator(".ink-hint").isVisible()).toBe(true);
    expect(requests.filter((url) => /recognizer|\.wasm/.test(url))).toEqual([]);
    expect(await page.getByTestId("clear").isDisabled()).toBe(true); // there is nothing of the visitor's to clear

    await drawByMouse(page, PLAIN["4"]!);
    expect((await readAnswer(page, 2)).text).toBe("4");
    await page.getByTestId("clear").click();
    expect(await inkOn(page)).toBe(0); // it does not come back
    expect(problems).toEqual([]);
  });

  test("is there at once, and still, where motion is unwanted", async () => {
    const {page, problems} = await visit(site, "", {reducedMotion: "reduce"});
    await expect.poll(() => shown(page)).toBe("3");
    const ink = await inkOn(page);
    expect(ink).toBeGreaterThan(1000);
    await page.waitForTimeout(1500);
    expect(await inkOn(page)).toBe(ink);
    expect(problems).toEqual([]);
  });

  test("does not draw over what the visitor brought along", async () => {
    const {page} = await visit(site, "draw");
    await drawByMouse(page, PLAIN["7"]!);
    expect((await readAnswer(page, 1)).text).toBe("7");
    await page.goto(site.url);
    await expect.poll(() => shown(page), {timeout: 15_000}).toBe("7");
    await page.waitForTimeout(5000);
    expect(await shown(page)).toBe("7");
  });
});

test("the ladder has each system with its mistakes on the official test images, and leads to its page", async () => {
  const {page, problems} = await visit(site, "");
  await page.locator(".ladder-section").scrollIntoViewIfNeeded();
  const row = page.locator(".ladder li").filter({has: page.locator('a[href$="runs/knn"]')});
  await row.waitFor();
  const lines = (await readFile(join(RUNS, "knn", "predictions.csv"), "utf8")).trim().split("\n").slice(1);
  const mistakes = lines.filter((line) => {
    const [, label, ...shares] = line.split(",").map(Number);
    return shares.indexOf(Math.max(...shares)) !== label;
  });
  expect(Number((await row.locator(".ladder-wrong").innerText()).replace(/\D/g, ""))).toBe(mistakes.length);
  const counts = (await page.locator(".ladder-wrong").allInnerTexts()).map((text) => Number(text.replace(/\D/g, "")));
  expect(counts).toEqual([...counts].sort((a, b) => a - b));
  await row.getByRole("link").click();
  await page.waitForURL(/runs\/knn$/);
  expect(problems).toEqual([]);
});
