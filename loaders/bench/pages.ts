import {max, mean, quantileSorted, sort} from "d3-array";
import type {Browser, Page} from "playwright-core";
import {withSite} from "./chromium.js";
import {median, type Result, type Say} from "./result.js";
import {pathsOf, weigh} from "./weight.js";

const PAGES = ["data", "preprocessing", "training", "evaluation", "systems", "runs/cnn-pen"];
/** Pages without a chart, or without one until the visitor has done something. */
const OTHER_PAGES = ["", "walk", "see", "draw", "duel", "rules", "claims", "train", "runs", "open-run"];
const [LOADS, CHANGES, HOVERS] = [3, 40, 200];
/** Duration of scrolling the grid, in milliseconds, and CSS pixels scrolled in each frame. */
const [SCROLLING, STRIDE] = [4000, 120];
const [KILOBYTES, FIRST_CHART, ANSWER, FRAMES] = [300, 2, 100, 30];

/** Selects charts, and images that serve as one. */
const CHART = "main .plot, main .confusion td, main .step-picture";

/**
 * Measures the dashboards of the site in *dist*: bytes transferred before any interaction, time to the first chart,
 * time of a filter and of a hover, and frames while the grid of all images scrolls. The figures depend on the site's
 * dataset: build the site with 36,000 digits.
 */
export async function benchPages(dist: string, say: Say): Promise<Result[]> {
  return withSite(dist, async ({url, server, browser}) => {
    const results: Result[] = [];
    for (const path of [...PAGES, ...OTHER_PAGES]) {
      say(`/${path}`);
      const paths = await pathsOf({url, server, browser}, (page) =>
        page.goto(url + path, {waitUntil: "networkidle"}).then(() => undefined)
      );
      const files = await Promise.all(
        paths.filter((file) => !file.includes("/sprites/")).map((file) => weigh(dist, file))
      );
      const kilobytes = files.reduce((sum, {gzipped}) => sum + gzipped, 0) / 1000;
      results.push(
        judge(
          `/${path}, weight`,
          kilobytes,
          KILOBYTES,
          "kB",
          `${files.length} files, gzipped, without sprites, before anything is done`
        )
      );
      if (OTHER_PAGES.includes(path)) continue;
      const seconds = await firstCharts(browser, url + path);
      results.push(
        judge(`/${path}, first chart`, median(seconds), FIRST_CHART, "s", `nothing cached, median of ${LOADS}`)
      );
    }
    const page = await openImages(browser, `${url}data`);
    const count = await page.getByTestId("grid-count").innerText();
    say(count);
    results.push(
      judgeLate("/data, a filter", await timeFilters(page), `${CHANGES} filters of ${count.split(" ")[0]} images`)
    );
    results.push(judgeLate("/data, a hover", await timeHovers(page), `${HOVERS} movements over the map`));
    results.push(frames(await timeFrames(page)));
    const training = await browser.newPage();
    await training.goto(`${url}training`, {waitUntil: "networkidle"});
    results.push(
      judgeLate("/training, a hover", await timeCrosshair(training), "movements of the crosshair over the loss")
    );
    return results;
  });
}

function judge(name: string, judged: number, target: number, unit: string, figures: string): Result {
  return {name, figures, judged, target: `≤ ${target} ${unit}`, holds: judged <= target};
}

function judgeLate(name: string, milliseconds: readonly number[], what: string): Result {
  const late = quantileSorted(sort(milliseconds), 0.95)!;
  const rest = `95th percentile of ${what}, until the frame that shows it; median ${median(milliseconds).toFixed(1)}, longest ${max(milliseconds)!.toFixed(1)} ms`;
  return judge(name, late, ANSWER, "ms", rest);
}

/** Returns the seconds to the first chart of each of `LOADS` visits. */
async function firstCharts(browser: Browser, address: string): Promise<number[]> {
  const seconds: number[] = [];
  for (let load = 0; load < LOADS; ++load) {
    const context = await browser.newContext({viewport: {width: 1280, height: 900}});
    const page = await context.newPage();
    await page.goto(address);
    await page.waitForSelector(CHART);
    seconds.push((await page.evaluate(() => performance.now())) / 1000);
    await context.close();
  }
  return seconds;
}

/** Opens the data page and scrolls to its images and their map. */
async function openImages(browser: Browser, address: string): Promise<Page> {
  const page = await browser.newPage({viewport: {width: 1280, height: 1000}});
  await page.addInitScript("globalThis.__name = (f) => f"); // esbuild's helper, used in functions sent to the page
  await page.goto(address, {waitUntil: "networkidle"});
  await page.locator("#every-image").scrollIntoViewIfNeeded();
  await page.locator(".digit-map canvas").waitFor();
  await page.locator(".digit-map canvas").scrollIntoViewIfNeeded();
  await page.waitForLoadState("networkidle");
  return page;
}

/** Returns the milliseconds from each choice of a digit or split to the frame with the remaining images. */
function timeFilters(page: Page): Promise<number[]> {
  return page.evaluate(async (changes) => {
    // Counts changes instead of comparing texts: classes may have equally many images.
    let shown = 0;
    const watched = {childList: true, characterData: true, subtree: true};
    new MutationObserver(() => ++shown).observe(document.querySelector('[data-testid="grid-count"]')!, watched);
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times: number[] = [];
    for (let i = 0; i < changes; ++i) {
      const values = [...document.querySelectorAll<HTMLElement>(".filter-panel .facet-value:not(.facet-not)")];
      const value = values[i % values.length]!;
      const before = shown;
      const start = performance.now();
      value.click();
      while (shown === before && performance.now() - start < 2000) await frame();
      await frame();
      times.push(performance.now() - start);
      await new Promise((resolve) => setTimeout(resolve, 150));
    }
    return times;
  }, CHANGES);
}

/** Returns the milliseconds from each movement of the pointer over the map to the next frame. */
async function timeHovers(page: Page): Promise<number[]> {
  const box = (await page.locator(".digit-map canvas").boundingBox())!;
  await watchMoves(page);
  for (let i = 0; i < HOVERS; ++i) {
    const angle = i / 7;
    const radius = 0.05 + (0.4 * i) / HOVERS;
    await page.mouse.move(
      box.x + box.width * (0.5 + radius * Math.cos(angle)),
      box.y + box.height * (0.5 + radius * Math.sin(angle))
    );
  }
  return readMoves(page);
}

async function timeCrosshair(page: Page): Promise<number[]> {
  const chart = page.locator('[data-name="loss"] svg').first();
  await chart.scrollIntoViewIfNeeded();
  const box = (await chart.boundingBox())!;
  await watchMoves(page);
  for (let i = 0; i < HOVERS; ++i)
    await page.mouse.move(box.x + box.width * (0.1 + (0.7 * (i % 50)) / 50), box.y + box.height / 2);
  return readMoves(page);
}

/** Starts to record the milliseconds from each movement of the pointer to the next frame. */
function watchMoves(page: Page): Promise<void> {
  return page.evaluate(() => {
    const moves: number[] = ((globalThis as unknown as {moves: number[]}).moves = []);
    addEventListener(
      "pointermove",
      ({timeStamp}) => requestAnimationFrame(() => setTimeout(() => moves.push(performance.now() - timeStamp))),
      {capture: true}
    );
  });
}

function readMoves(page: Page): Promise<number[]> {
  return page.evaluate(() => (globalThis as unknown as {moves: number[]}).moves);
}

/** Returns the milliseconds of each frame while the grid scrolls. */
function timeFrames(page: Page): Promise<number[]> {
  return page.evaluate(
    async ([duration, stride]) => {
      const grid = document.querySelector(".digit-grid")!;
      const times: number[] = [];
      let last = performance.now();
      const end = last + duration!;
      while (last < end) {
        grid.scrollTop += stride!;
        const now = await new Promise<number>((resolve) => requestAnimationFrame(resolve));
        times.push(now - last);
        last = now;
      }
      return times.slice(1);
    },
    [SCROLLING, STRIDE]
  );
}

function frames(milliseconds: readonly number[]): Result {
  const slowest = 1000 / max(milliseconds)!;
  return {
    name: "/data, scrolling",
    figures: `frames a second by the longest of ${milliseconds.length} frames, while the grid scrolls; ${(1000 / mean(milliseconds)!).toFixed(0)} in the mean, ${(1000 / quantileSorted(sort(milliseconds), 0.99)!).toFixed(0)} by the 99th percentile`,
    judged: slowest,
    target: `≥ ${FRAMES}`,
    holds: slowest >= FRAMES
  };
}
