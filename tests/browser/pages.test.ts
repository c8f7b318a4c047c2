import {readdirSync, readFileSync} from "node:fs";
import {createRequire} from "node:module";
import {join} from "node:path";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {DIST} from "../../loaders/paths.js";
import {openSite, seeAll, visit, type OpenSite} from "./visit.js";

const ALL = readdirSync(DIST, {recursive: true, encoding: "utf8"})
  .filter((file) => file.endsWith(".html"))
  .map((file) => file.replace(/\.html$/, "").replace(/^index$/, ""));

/** All pages, and of those of the runs, which are made by the same cells, one. */
const PAGES = ALL.filter((path) => !path.startsWith("runs/") || path === "runs/cnn-pen");

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

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

describe.each(PAGES)("/%s", (path) => {
  test("opens without an error, asks no other host, has a title, a language and one h1", async () => {
    const {page, problems} = await visit(site, path);
    expect(await page.locator("h1").count()).toBe(1);
    expect(await page.title()).toMatch(/Handscope/);
    expect(await page.getAttribute("html", "lang")).toBe("en");
    await seeAll(page);
    await expect.poll(() => page.locator(".observablehq--error, observablehq-loading").count()).toBe(0);
    expect(problems).toEqual([]);
    expect(await page.locator("main").innerText()).not.toMatch(/undefined|NaN|\[object/); // what a missing value looks like
    await page.context().close();
  });

  test.each(["light", "dark"] as const)("has nothing serious for axe to find in the %s", async (colorScheme) => {
    const {page} = await visit(site, path, {colorScheme});
    await page.evaluate(axe);
    const violations = await page.evaluate(async () => {
      const {axe} = window as unknown as {axe: {run(): Promise<{violations: AxeViolation[]}>}};
      return (await axe.run()).violations.map(({id, impact, nodes}) => ({id, impact, where: nodes[0]?.html}));
    });
    expect(violations.filter(({impact}) => impact === "serious" || impact === "critical")).toEqual([]);
    await page.context().close();
  });

  test("does not scroll sideways on a phone", async () => {
    const {page} = await visit(site, path, {viewport: {width: 375, height: 700}});
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(375);
    await page.context().close();
  });
});

test("a site that shows the sample says so on every page, and one that shows real digits does not", async () => {
  const file = readdirSync(join(DIST, "_file", "data")).find((name) => /^dataset\..*json$/.test(name))!;
  const {synthetic} = JSON.parse(readFileSync(join(DIST, "_file", "data", file), "utf8")) as {synthetic: boolean};
  for (const path of PAGES) {
    const {page} = await visit(site, path);
    const says = await page.getByText("made by the project, not by people").count();
    if (synthetic) expect(says).toBeGreaterThan(0);
    else expect(says).toBe(0);
    await page.context().close();
  }
});

interface AxeViolation {
  id: string;
  impact: string;
  nodes: {html: string}[];
}
