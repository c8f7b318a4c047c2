import {readdirSync, readFileSync} from "node:fs";
import {join} from "node:path";
import {afterAll, beforeAll, beforeEach, describe, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {RECORD_LAYOUT_SHIFTS} from "../../loaders/bench/layoutShift.js";
import {findViolations} from "./accessibility.js";
import {findLargeShifts} from "./layoutShift.js";
import {openSite, seeAll, visit, type OpenSite, type Visit} from "./visit.js";

const ALL = readdirSync(DIST, {recursive: true, encoding: "utf8"})
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.replace(/\.html$/, "").replace(/^index$/, ""));

/** All pages, and of those of the runs, which are made by the same cells, one. */
const PAGES = ALL.filter((path) => !path.startsWith("runs/") || path === "runs/cnn-pen");

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

test("the site has its pages, and one for each run", () => {
  const pages = ["", "draw", "data", "preprocessing", "training", "evaluation", "open-run", "runs/cnn-pen", "runs/ann"];
  expect(ALL).toEqual(expect.arrayContaining(pages));
});

test("the build left no library to be fetched from elsewhere", () => {
  expect(readdirSync(DIST)).not.toContain("_npm");
});

/** Whether the site shows the sample, as its own description says. */
function isSynthetic(): boolean {
  const file = readdirSync(join(DIST, "_file", "data")).find((name) => /^dataset\..*json$/.test(name))!;
  return (JSON.parse(readFileSync(join(DIST, "_file", "data", file), "utf8")) as {synthetic: boolean}).synthetic;
}

describe.each(PAGES)("/%s", (path) => {
  let visited: Visit;
  const open = async () => void (visited = await visit(site, path, {}, RECORD_LAYOUT_SHIFTS));
  beforeAll(open);
  // A second try has a page of its own, which closes with it: problems and layout shifts stay with the page that had them.
  beforeEach(async ({task}) => {
    if (task.result?.retryCount || visited.page.isClosed()) await open();
  });
  afterAll(() => visited.page.context().close());

  test("opens without an error, asks no other host, has a title, a language and one h1, and keeps its layout still", async () => {
    const {page, problems} = visited;
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.title()).toMatch(/Handscope/);
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await seeAll(page);
    await expect.poll(() => page.locator(".observablehq--error, observablehq-loading").count()).toBe(0);
    expect(problems).toEqual([]);
    expect(await findLargeShifts(page)).toEqual([]);
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|\[object/); // what a missing value looks like
  });

  test("says that it shows the sample where it does, and nowhere else", async () => {
    const says = await visited.page.getByText("made by the project, not by people").count();
    if (isSynthetic()) expect(says).toBeGreaterThan(0);
    else expect(says).toBe(0);
  });

  test.each(["light", "dark"] as const)("has nothing for axe to find in the %s", async (colorScheme) => {
    const {page} = visited;
    await page.emulateMedia({colorScheme});
    await expect.poll(() => page.locator("observablehq-loading").count()).toBe(0);
    expect(await findViolations(page)).toEqual([]);
  });

  test("does not scroll sideways on a phone", async () => {
    const {page} = visited;
    await page.setViewportSize({width: 375, height: 700});
    await expect.poll(() => page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
  });
});
