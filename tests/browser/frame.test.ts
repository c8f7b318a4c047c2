import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {findLayoutProblems} from "./layout.js";
import {openSite, seeAll, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const paper = (page: Page) => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
const PAPER = {light: "rgb(250, 247, 240)", dark: "rgb(23, 28, 32)"};

async function chooseTheme(page: Page, name: "System" | "Light" | "Dark"): Promise<void> {
  await page.getByRole("button", {name: "Color theme"}).click();
  await page.getByLabel(name, {exact: true}).check();
  await page.keyboard.press("Escape");
}

describe("the choice of light or dark", () => {
  test("holds on the next pages, from their first painting on, until the visitor goes back to the system's", async () => {
    const {page, problems} = await visit(site, "runs/ann", {colorScheme: "light"});
    expect(await paper(page)).toBe(PAPER.light);
    await chooseTheme(page, "Dark");
    expect(await paper(page)).toBe(PAPER.dark);

    // What the page is before any of its modules runs: they are held back.
    await page.route(/_observablehq\/client/, () => undefined);
    await page.goto(`${site.url}training`, {waitUntil: "commit"});
    await page.locator("h1").waitFor();
    expect(await paper(page)).toBe(PAPER.dark);
    expect(await page.evaluate(() => getComputedStyle(document.body).colorScheme)).toBe("dark"); // as Generators.dark() reads it
    await page.unroute(/_observablehq\/client/);

    await page.reload();
    await untilQuiet(page);
    await page.getByRole("button", {name: "Color theme"}).click();
    expect(await page.getByLabel("Dark", {exact: true}).isChecked()).toBe(true);
    await page.keyboard.press("Escape");
    await chooseTheme(page, "System");
    expect(await paper(page)).toBe(PAPER.light);
    await page.emulateMedia({colorScheme: "dark"});
    expect(await paper(page)).toBe(PAPER.dark);
    await chooseTheme(page, "Light");
    expect(await paper(page)).toBe(PAPER.light);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("is made by keyboard, and shows in the site's other tabs at once", async () => {
    const {page} = await visit(site, "draw", {colorScheme: "light"});
    const other = await page.context().newPage();
    await other.goto(`${site.url}evaluation`);
    await page.getByRole("button", {name: "Color theme"}).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowUp"); // from the first choice to the last
    expect(await page.getByLabel("Dark", {exact: true}).isChecked()).toBe(true);
    expect(await paper(page)).toBe(PAPER.dark);
    await expect.poll(() => paper(other)).toBe(PAPER.dark);
    await page.context().close();
  });

  test("repaints what is painted on canvases: the map of the images", async () => {
    const {page} = await visit(site, "data", {colorScheme: "light"});
    const map = page.locator(".map-and-grid canvas").first();
    await seeAll(page); // it is drawn when it is seen
    const light = () =>
      map.evaluate((canvas: HTMLCanvasElement) => {
        const {data} = canvas.getContext("2d")!.getImageData(0, 0, canvas.width, canvas.height);
        return data.reduce((sum, value, i) => sum + (i % 4 === 3 ? 0 : value * Number(data[i | 3]! > 0)), 0);
      });
    await expect.poll(light).toBeGreaterThan(0);
    const before = await light();
    await chooseTheme(page, "Dark");
    await expect.poll(light).not.toBe(before);
    await chooseTheme(page, "Light");
    await expect.poll(light).toBe(before);
    await page.context().close();
  });

  test("is no matter on paper, which is white", async () => {
    const {page} = await visit(site, "draw", {colorScheme: "light"});
    await chooseTheme(page, "Dark");
    await page.emulateMedia({media: "print"});
    expect(await paper(page)).toBe("rgb(255, 255, 255)");
    expect(await page.evaluate(() => getComputedStyle(document.body).color)).toBe("rgb(28, 26, 23)"); // the ink of the day
    await page.context().close();
  });
});

describe("the navigation", () => {
  test.each([320, 390, 768])(
    "is a menu of one line at %i px, which names the current page and leads to all",
    async (width) => {
      const phone = {viewport: {width, height: 740}, hasTouch: true, isMobile: true};
      const {page, problems} = await visit(site, "preprocessing", phone);
      const links = page.getByRole("navigation", {name: "Pages"}).getByRole("link");
      const notice = await page
        .locator("#observablehq-header .notice")
        .evaluateAll((all) => all.map((one) => one.clientHeight));
      const height = await page.locator("#observablehq-header").evaluate((header) => header.clientHeight);
      expect(height - (notice[0] ?? 0)).toBeLessThan(2 * 44);
      const button = page.getByRole("button", {name: /^Menu/});
      expect(await button.innerText()).toContain("Preprocessing");
      expect(await links.count()).toBe(0);
      await button.tap();
      expect(await links.count()).toBeGreaterThanOrEqual(7);
      for (const link of await links.all()) expect((await link.boundingBox())!.height).toBeGreaterThanOrEqual(44);
      expect(await page.locator("nav [aria-current=page]").innerText()).toBe("Preprocessing");
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      await page.keyboard.press("Escape");
      expect(await links.count()).toBe(0);
      await button.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Enter"); // the first page
      await page.waitForURL((url) => !url.pathname.endsWith("preprocessing"));
      expect(problems).toEqual([]);
      await page.context().close();
    }
  );

  test("opens without any script, too", async () => {
    const context = await site.browser.newContext({viewport: {width: 390, height: 740}, javaScriptEnabled: false});
    const page = await context.newPage();
    await page.goto(`${site.url}training`);
    await page.getByRole("button", {name: /^Menu/}).click();
    await page.getByRole("link", {name: "Evaluation"}).first().click();
    await page.waitForURL(/evaluation$/);
    expect(await page.getByRole("button", {name: "Color theme"}).count()).toBe(0); // that takes a script
    await page.context().close();
  });

  test("stands in one row where there is room, with a run's page under Runs", async () => {
    const {page} = await visit(site, "runs/ann", {viewport: {width: 1024, height: 800}});
    const links = page.getByRole("navigation", {name: "Pages"}).getByRole("link");
    const tops = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().top));
    expect(new Set(tops).size).toBe(1);
    expect(await page.locator("#observablehq-header nav [aria-current]").allInnerTexts()).toEqual(["Runs"]);
    await page.context().close();
  });

  test("every page leads on to two others, which say what one finds there", async () => {
    const {page, problems} = await visit(site, "training");
    const steps = page.getByRole("navigation", {name: "Next"}).getByRole("link");
    expect(await steps.count()).toBe(2);
    await steps.first().click();
    await page.waitForURL(/evaluation$/);
    await untilQuiet(page);
    expect(problems).toEqual([]);
    expect(await findLayoutProblems(page)).toEqual([]);
    await page.context().close();
  });
});
