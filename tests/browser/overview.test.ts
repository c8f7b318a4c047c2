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

/** Returns how many pixels of the surface have ink. */
function inkOn(page: Page): Promise<number> {
  return page.getByTestId("ink").evaluate((canvas: HTMLCanvasElement) => {
    const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
    return data.filter((value, i) => i % 4 === 3 && value > 0).length;
  });
}

describe("the drawing on the overview", () => {
  test("draws itself and is read as what it becomes, before the recognizer is loaded; a visitor's ink takes its place", async () => {
    const {page, problems} = await visit(site, "");
    const requests: string[] = [];
    page.on("request", (request) => requests.push(request.url()));
    await page.reload();
    const seen = new Set<string>();
    await expect
      .poll(
        async () => {
          seen.add(await shown(page));
          return shown(page);
        },
        {interval: 30, timeout: 15_000}
      ) // prettier-ignore
      .toBe("3");
    expect(seen.size).toBeGreaterThan(2); // other readings on the way
    await expect.poll(() => page.getByTestId("answer").innerText()).toMatch(/100 % sure/);
    expect(await page.locator(".ink-hint").isVisible()).toBe(true);
    expect(requests.filter((url) => /recognizer|\.wasm/.test(url))).toEqual([]);
    expect(await page.getByTestId("clear").isDisabled()).toBe(true); // there is nothing of the visitor's to clear

    await drawByMouse(page, PLAIN["4"]!);
    expect((await readAnswer(page, 1)).text).toBe("4");
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
