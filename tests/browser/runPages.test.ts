import {readFileSync} from "node:fs";
import {join} from "node:path";
import type {Page} from "playwright-core";
import {afterAll, beforeAll, describe, expect, test} from "vitest";
import {ROOT} from "../../loaders/paths.js";
import {predictionsCsv} from "../loaders/runs/handmadeRun.js";
import {findViolations} from "./accessibility.js";
import {openSiteOfRuns} from "./siteOfRuns.js";
import {openSite, seeAll, untilQuiet, visit, type OpenSite} from "./visit.js";

let site: OpenSite;
beforeAll(async () => void (site = await openSite()));
afterAll(() => site.close());

const aboutOf = (run: string) =>
  JSON.parse(readFileSync(join(ROOT, "data", "runs", run, "run.json"), "utf8")) as {
    title: string;
    command: string;
    parameters: number;
    evaluated: {n: number; title: string};
    weights: {sha256: string};
  };

/** Returns the share of a run's predictions.csv whose most likely class is its label. */
function accuracyOf(run: string): number {
  const lines = readFileSync(join(ROOT, "data", "runs", run, "predictions.csv"), "utf8")
    .trim()
    .split("\n")
    .slice(1);
  const isRight = (line: string) => {
    const [, label, ...p] = line.split(",").map(Number);
    return p.indexOf(Math.max(...p)) === label;
  };
  return lines.filter(isRight).length / lines.length;
}

describe("/runs", () => {
  const names = (page: Page) => page.locator(".data-table tbody th a").allInnerTexts();

  test("lists the runs by accuracy, with n; each leads to its page, and on to those before and after it", async () => {
    const {page, problems} = await visit(site, "runs");
    const cells = await page
      .locator(".data-table tbody tr")
      .evaluateAll((rows) => rows.map((row) => [...row.children].map((cell) => cell.textContent.trim())));
    const accuracies = cells.map(([, accuracy]) => parseFloat(accuracy!));
    expect(accuracies.length).toBeGreaterThan(10);
    expect(accuracies).toEqual([...accuracies].sort((a, b) => b - a));
    const [best] = await names(page);
    expect(accuracies[0]).toBeCloseTo(100 * accuracyOf(best!), 2);
    expect(cells[0]![3]).toBe(aboutOf(best!).evaluated.n.toLocaleString("en-US"));
    expect(await page.locator(".table .caption").innerText()).toContain(`Best: ${best}`);
    await page.getByRole("link", {name: best!, exact: true}).click();
    await page.getByRole("heading", {name: aboutOf(best!).title, level: 1}).waitFor();
    await page.getByRole("navigation", {name: "Other runs"}).getByRole("link", {name: "All runs"}).click();
    await page.waitForURL(/\/runs$/);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("searches them, and opens the doors to a run of one's own", async () => {
    const {page} = await visit(site, "runs?list.search=ablation");
    for (const name of await names(page)) expect(name).toMatch(/^ablation/);
    const doors = page.getByRole("navigation", {name: "Other runs"}).getByRole("link");
    expect(
      (await doors.evaluateAll((all) => all.map((link) => (link as HTMLAnchorElement).pathname))).map((path) =>
        path.split("/").at(-1)
      )
    ).toEqual(["open-run", "train"]);
    await doors.first().click();
    await page.getByRole("heading", {name: "Open your own run", level: 1}).waitFor();
    expect(await page.locator("#observablehq-header nav [aria-current]").innerText()).toBe("Runs");
    expect(await page.getByTestId("file-kinds").innerText()).toContain("history.csv");
    await page.context().close();
  });

  test("says of runs that are broken why they can't be shown, and without any how to make one", async () => {
    const other = await openSiteOfRuns({
      ann: {
        "predictions.csv": predictionsCsv([
          [3, 3],
          [1, 7]
        ])
      },
      cnn: {"run.json": "{", "predictions.csv": predictionsCsv([[3, 3]])},
      "ann-sample": {}
    });
    const {page, problems} = await other.visit("runs");
    expect(await names(page)).toEqual(expect.arrayContaining(["ann"]));
    expect((await page.locator("main .error-line").allInnerTexts()).join()).toContain("ann-sample");
    expect(problems).toEqual([]);
    const empty = await other.visit("runs", true);
    expect(await empty.page.getByTestId("empty").innerText()).toContain("npm run train");
    await other.close();
  });
});

describe("a run's page", () => {
  test("says its accuracy first, then leads to the desk with that run and to a comparison; provenance is folded", async () => {
    const {page, problems} = await visit(site, "runs/ann");
    const lead = page.getByRole("region", {name: "Accuracy", exact: true});
    const about = aboutOf("ann");
    expect(await lead.locator(".number-value").innerText()).toBe(`${(100 * accuracyOf("ann")).toFixed(2)} %`);
    expect(await lead.locator(".number-note").innerText()).toContain(
      `${about.evaluated.n.toLocaleString("en-US")} test digits of MNIST`
    );
    const before = await page.locator("h2").first().boundingBox();
    expect((await lead.boundingBox())!.y).toBeLessThan(before!.y); // before the curves

    const sha = page.getByText(about.weights.sha256);
    expect(await sha.isVisible()).toBe(false);
    await page.getByText("Reproduce", {exact: true}).click();
    expect(await sha.isVisible()).toBe(true);
    expect(await page.getByText(about.command, {exact: true}).isVisible()).toBe(true);

    await lead.getByLabel("Compare with").selectOption("cnn");
    await lead.getByRole("link", {name: "Compare"}).click();
    await page.waitForURL(/evaluation\?run=ann&with=cnn$/);
    await page.getByTestId("with").waitFor();
    expect(await page.getByTestId("with").inputValue()).toBe("cnn");
    await page.goBack();
    await page.getByRole("link", {name: "Draw for it"}).click();
    await page.waitForURL(/draw\?run=ann$/);
    await page.getByTestId("model").waitFor();
    expect(await page.getByTestId("model").inputValue()).toBe("ann");
    expect(problems).toEqual([]);
    await page.context().close();
  });
});

test("the drawing page says so where the run that its address names can't answer", async () => {
  const {page, problems} = await visit(site, "draw?run=no-such-run");
  const first = await page.getByTestId("model").inputValue();
  expect(await page.getByTestId("missing-run").innerText()).toBe(
    `The run no-such-run can’t answer here: this site has no model of that name. ${first} answers instead.`
  );
  expect(problems).toEqual([]);
  await page.context().close();
});

describe("the index of a page's sections", () => {
  const index = (page: Page) => page.locator("#observablehq-toc");
  const current = (page: Page) => index(page).locator("[aria-current]").allInnerTexts();

  test("stands beside the text, lists sections as they come, and follows the reader", async () => {
    const {page, problems} = await visit(site, "runs/ann", {viewport: {width: 1280, height: 800}});
    const links = index(page).getByRole("link");
    expect(await links.allInnerTexts()).toEqual(
      expect.arrayContaining(["Training", "Loss", "Evaluation", "Network", "Settings"])
    );
    await links.getByText("Network", {exact: true}).click();
    await expect.poll(() => index(page).getByRole("link", {name: "Weights"}).count()).toBe(1); // which comes when it is seen
    await expect.poll(() => current(page)).toHaveLength(1);
    const top = await index(page).evaluate((element) => element.getBoundingClientRect().top);
    expect(top).toBeGreaterThanOrEqual(0);
    expect(top).toBeLessThan(100); // it stays in view
    const heading = page.getByRole("heading", {name: "Settings", exact: true});
    await links.getByText("Settings", {exact: true}).focus();
    await page.keyboard.press("Enter");
    await expect.poll(() => current(page)).toEqual(["Settings"]);
    expect(await heading.isVisible()).toBe(true);
    await page.mouse.move(500, 400);
    await page.mouse.wheel(0, -100_000); // a script's scrolling would be taken back while the page still comes
    await expect.poll(() => current(page)).not.toContain("Settings");
    expect(await findViolations(page)).toEqual([]);
    expect(problems).toEqual([]);
    await page.context().close();
  });

  test("is folded above the text on a phone, opens at a tap, and folds again once a section is chosen", async () => {
    const {page} = await visit(site, "evaluation", {
      viewport: {width: 390, height: 740},
      hasTouch: true,
      isMobile: true
    });
    const links = index(page).getByRole("link");
    expect(await links.count()).toBe(0);
    const button = index(page).locator("summary");
    expect((await button.boundingBox())!.height).toBeGreaterThanOrEqual(44);
    await button.tap();
    await expect.poll(() => links.allInnerTexts()).toContain("Robustness"); // which otherwise waits to be seen
    await expect.poll(() => links.count()).toBeGreaterThan(6);
    const heights = await links.evaluateAll((all) => all.map((link) => link.getBoundingClientRect().height));
    expect(Math.min(...heights)).toBeGreaterThanOrEqual(44);
    const last = links.last();
    await last.tap();
    expect(await links.count()).toBe(0);
    expect(await page.evaluate(() => scrollY)).toBeGreaterThan(300);
    await page.context().close();
  });

  test("brings a section that the address names into view when it comes", async () => {
    const {page} = await visit(site, "runs/ann#settings");
    await untilQuiet(page);
    const heading = page.getByRole("heading", {name: "Settings", exact: true});
    await expect
      .poll(() =>
        heading.evaluate((one) => {
          const {top} = one.getBoundingClientRect();
          return top >= 0 && top < innerHeight;
        })
      )
      .toBe(true);
    await page.context().close();
  });

  test("fills a chart or a grid in the task in which it comes, so that no frame begins with an empty one", async () => {
    const {page} = await visit(site, "runs/cnn-pen", {}, NOTE_EMPTY_PARTS);
    await seeAll(page);
    await expect.poll(() => page.locator(".chart svg").count()).toBeGreaterThan(6);
    // The sample's site has no images of MNIST.
    if (await page.locator(".digit-grid").count())
      await expect.poll(() => page.locator(".digit-grid .digit-button").count()).toBeGreaterThan(0);
    expect(await page.evaluate(() => (globalThis as unknown as {emptyParts: string[]}).emptyParts)).toEqual([]);
    await page.context().close();
  });
});

/** Notes what is empty when a frame begins: a ResizeObserver would fill it after the frame's first layout only. */
const NOTE_EMPTY_PARTS = `
  globalThis.emptyParts = [];
  (function look() {
    for (const part of document.querySelectorAll(".chart:empty, .digit-grid-inside:empty"))
      emptyParts.push(part.closest(".card").querySelector("h2, h3").textContent);
    requestAnimationFrame(look);
  })();`;
