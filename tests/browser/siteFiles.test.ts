import type {BrowserContext, Page, Route} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

let site: OpenSite;

beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const HELP = "Reload the page; if that does not help, the site is not whole where it is published.";

/** Opens a page of a site that answers requests for a *file* in its own way. */
async function visitDamaged(path: string, file: RegExp, answer: (route: Route) => Promise<void>): Promise<Page> {
  const {page} = await visit(
    site,
    path,
    {},
    async (context: BrowserContext) => void (await context.route(file, answer))
  );
  await seeAll(page);
  return page;
}

/** Nothing is made of what is not there, and nothing waits without end. */
async function expectQuiet(page: Page): Promise<void> {
  expect(await page.locator(".observablehq--error").count()).toBe(0);
  expect(await page.locator("observablehq-loading:visible").count()).toBe(0);
  expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|null|\[object/);
}

describe("a file of the site that is not what it should be", () => {
  test.each([
    ["is not there", {status: 404}, "nothing there (404)"],
    ["may not be read", {status: 403}, "no permission to read it (403)"],
    ["is a page", {status: 200, contentType: "text/html", body: "<!doctype html><p>Home"}, "an HTML page"],
    ["is cut", {status: 200, body: '{"runs": [{"name"'}, "17 characters that end early or are something else"]
  ])("the list of runs that %s leaves one sentence on the training page", async (_, answer, got) => {
    const page = await visitDamaged("training", /data\/runs\.[^/]*json$/, (route) => route.fulfill(answer));
    const alert = page.getByRole("alert");
    await expect.poll(() => alert.count()).toBe(1);
    expect(await alert.innerText()).toBe(`data/runs.json: expected the list of runs, got ${got}. ${HELP}`);
    expect(await page.locator("h1").innerText()).toBe("Training");
    expect(await page.locator("main .card:visible").count()).toBe(0);
    await expectQuiet(page);
    await page.context().close();
  });

  test("labels that break off leave one sentence on the data page, with how many bytes there should be", async () => {
    const page = await visitDamaged("data", /data\/digits\.[^/]*bin$/, async (route) => {
      const whole = await (await route.fetch()).body();
      await route.fulfill({body: whole.subarray(0, 100)});
    });
    const alert = page.getByRole("alert");
    await expect.poll(() => alert.count()).toBe(1);
    expect(await alert.innerText()).toMatch(
      /^data\/digits\.bin: expected the class of each image, \d+ bytes, got 100 bytes\. Reload the page/
    );
    await expectQuiet(page);
    await page.context().close();
  });

  test("answers of a run that are not there leave a sentence in their place, and the rest of its page", async () => {
    const page = await visitDamaged("runs/ann", /runs\/ann\/predictions\.csv$/, (route) =>
      route.fulfill({status: 404})
    );
    const sentence =
      "Could not load its answers: data/runs/ann/predictions.csv: expected the answers of the run, got nothing there (404).";
    await expect.poll(() => page.locator("main").innerText()).toContain(sentence);
    expect(await page.locator("main .card:visible").count()).toBeGreaterThan(2);
    await expectQuiet(page);
    await page.context().close();
  });
});
