import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openSite, seeAll, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const PHONE = {viewport: {width: 390, height: 844}};

/** Returns where an element is in the window, in CSS pixels from its top; NaN where it is not on the page. */
const topOf = (page: Page, selector: string) =>
  page.evaluate((found) => document.querySelector(found)?.getBoundingClientRect().top ?? NaN, selector);

const isFocusIn = (page: Page, selector: string) =>
  page.evaluate((found) => Boolean(document.activeElement?.closest(found)), selector);

describe("an address that names something leads to it, once it is there, on a phone", () => {
  test.each([
    ["a cell of the confusion matrix", "evaluation?run=ann-sample&cell=4.9", ".opened"],
    ["a class against the rest, which is made only when it is near", "evaluation?run=ann-sample&against=3", "#ranking"],
    ["the images that only one of two runs reads", "evaluation?run=cnn&with=ann&who=onlyB", ".compared-images"],
    ["a confusion after an epoch, which is loaded late", "evaluation?run=ann-sample&confusion=9+→+4", "#by-epoch"],
    ["a section of the page", "evaluation?run=ann-sample#coverage", "#coverage"],
    ["a section of the data page", "data#labels-in-doubt", "#labels-in-doubt"],
    ["a step of the preprocessing", "preprocessing?off=box", ".step-board"],
    ["a table that was sorted", "evaluation?run=ann-sample&digits.sort=-Recall", "#classes"]
  ])("%s", async (_, path, selector) => {
    const {page, problems} = await visit(site, path, PHONE);
    await expect.poll(() => topOf(page, selector)).toBeGreaterThanOrEqual(-1);
    await expect.poll(() => topOf(page, selector)).toBeLessThan(0.75 * 844);
    await page.waitForTimeout(500); // and stays there
    expect(await topOf(page, selector)).toBeGreaterThanOrEqual(-1);
    expect(await topOf(page, selector)).toBeLessThan(0.75 * 844);
    expect(await page.evaluate(() => document.querySelectorAll("[data-arrived]").length)).toBe(1);
    expect((await isFocusIn(page, selector)) || (await page.locator(`[data-arrived] ${selector}`).count()) > 0).toBe(
      true
    );
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

test("an address that names nothing on the page, or only what the page is about, leaves it at its top", async () => {
  for (const path of ["evaluation?run=ann-sample", "evaluation#nowhere", "evaluation?nothing=1"]) {
    const {page} = await visit(site, path, PHONE);
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await page.locator("[data-arrived]").count()).toBe(0);
    await page.context().close();
  }
});

test("who scrolls on is left where they are", async () => {
  const {page} = await visit(site, "evaluation?run=ann-sample&against=3", PHONE);
  await expect.poll(() => topOf(page, "#ranking")).toBeLessThan(844);
  await page.mouse.wheel(0, -3000);
  await page.waitForTimeout(300);
  const y = await page.evaluate(() => scrollY);
  await page.setViewportSize({width: 400, height: 844}); // everything moves
  await untilQuiet(page);
  expect(Math.abs((await page.evaluate(() => scrollY)) - y)).toBeLessThan(844);
  await page.context().close();
});

test("Back returns to the place, and so does a reload", async () => {
  const {page} = await visit(site, "evaluation?run=ann-sample", PHONE);
  await seeAll(page);
  const place = async () => Math.round(await page.evaluate(() => scrollY));
  await page.evaluate(() => scrollTo(0, 3200));
  await page.reload();
  await expect.poll(place).toBe(3200);
  await page.evaluate(() => document.querySelector<HTMLElement>('#observablehq-header a[href$="training"]')!.click());
  await page.waitForURL(/training/);
  await page.goBack();
  await page.waitForURL(/evaluation/);
  await expect.poll(place).toBe(3200);
  await page.context().close();
});
