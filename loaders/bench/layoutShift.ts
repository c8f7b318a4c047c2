import {max} from "d3-array";
import type {Browser, BrowserContextOptions, Page} from "playwright-core";
import {listPages} from "../site/finishSite.js";
import {withSite} from "./chromium.js";
import type {Result, Say} from "./result.js";

/** The largest layout shift score that a page may have; "good" by https://web.dev/articles/cls is up to 0.1. */
export const MAX_LAYOUT_SHIFT = 0.05;

/** One shift of a page's layout: https://wicg.github.io/layout-instability/#sec-layout-shift */
export interface LayoutShift {
  /** Milliseconds since the page was opened. */
  readonly startTime: number;
  /** Share of the screen that moved, times the share of its longer side by which it moved: from 0 to 1. */
  readonly value: number;
  /** The elements that moved, such as `div.card "Loss"`. */
  readonly moved: readonly string[];
}

/** Longest pause within a session window, and its longest duration, in milliseconds: https://web.dev/articles/cls */
const [MAX_PAUSE, MAX_DURATION] = [1000, 5000];

/**
 * Returns the cumulative layout shift of *shifts* in the order of their times: the largest sum of a session window, from 0.
 * Source: https://web.dev/articles/cls
 */
export function layoutShiftScore(shifts: readonly LayoutShift[]): number {
  let [start, last, sum, largest] = [-Infinity, -Infinity, 0, 0];
  for (const {startTime, value} of shifts) {
    const isSameWindow = startTime - last < MAX_PAUSE && startTime - start < MAX_DURATION;
    if (!isSameWindow) [start, sum] = [startTime, 0];
    last = startTime;
    sum += value;
    largest = Math.max(largest, sum);
  }
  return largest;
}

/** Script for a page, to run before its own: records every layout shift without recent input in `layoutShifts`. */
export const RECORD_LAYOUT_SHIFTS = `globalThis.layoutShifts = [];
new PerformanceObserver((list) => {
  const nameOf = (node) => {
    const element = node?.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    if (!element) return "an element that is gone";
    const words = (element.textContent ?? "").trim().replace(/\\s+/g, " ").slice(0, 30);
    return [element.localName, ...(element.classList ?? [])].join(".") + (words && \` "\${words}"\`);
  };
  for (const {startTime, value, hadRecentInput, sources} of list.getEntries())
    if (!hadRecentInput) layoutShifts.push({startTime, value, moved: sources.map(({node}) => nameOf(node))});
}).observe({type: "layout-shift", buffered: true});`;

/** Returns the layout shifts that `RECORD_LAYOUT_SHIFTS` recorded on *page* so far. */
export function readLayoutShifts(page: Page): Promise<LayoutShift[]> {
  return page.evaluate(() => (globalThis as unknown as {layoutShifts: LayoutShift[]}).layoutShifts);
}

const SCREENS: Readonly<Record<string, BrowserContextOptions>> = {
  "390 px": {viewport: {width: 390, height: 844}, hasTouch: true, isMobile: true},
  "1280 px": {viewport: {width: 1280, height: 900}}
};

/** Chrome's "Slow 4G": bytes a second, and milliseconds: https://github.com/GoogleChrome/lighthouse/blob/main/docs/throttling.md */
const SLOW_4G = {offline: false, latency: 150, downloadThroughput: 1.6e6 / 8, uploadThroughput: 0.75e6 / 8};

/** The runs' pages have the same cells; this run has something for each of them. */
const RUN_PAGE = "runs/cnn-pen";

/**
 * Measures the layout shift of each page of the site in *dist* (one of the runs' pages) on a phone's and a laptop's
 * screen, nothing cached, on a slow connection: while it loads, and while a reader scrolls to its end.
 */
export async function benchLayoutShift(dist: string, say: Say): Promise<Result[]> {
  const files = (await listPages(dist)).map((file) => file.replace(/\.html$/, ""));
  const paths = files.filter((path) => !path.startsWith("runs/") || path === RUN_PAGE);
  return withSite(dist, async ({url, browser}) => {
    const results: Result[] = [];
    for (const path of paths) {
      for (const [screen, options] of Object.entries(SCREENS)) {
        say(`/${path}, ${screen}`);
        results.push(resultOf(`/${path}, ${screen}`, await shiftsOf(browser, url + path, options)));
      }
    }
    return results;
  });
}

async function shiftsOf(browser: Browser, address: string, options: BrowserContextOptions): Promise<LayoutShift[]> {
  const context = await browser.newContext(options);
  await context.addInitScript(RECORD_LAYOUT_SHIFTS);
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send("Network.enable");
  await session.send("Network.emulateNetworkConditions", SLOW_4G);
  await page.goto(address, {waitUntil: "networkidle"});
  await scrollToEnd(page);
  await page.waitForLoadState("networkidle");
  const shifts = await readLayoutShifts(page);
  await context.close();
  return shifts;
}

/** Scrolls by a third of the screen at a time, as a reader does who skims. */
async function scrollToEnd(page: Page): Promise<void> {
  const {height} = page.viewportSize()!;
  const isAtEnd = () => page.evaluate(() => scrollY + innerHeight >= document.documentElement.scrollHeight - 1);
  while (!(await isAtEnd())) {
    await page.evaluate((distance) => scrollBy({top: distance, behavior: "instant"}), height / 3);
    await page.waitForTimeout(150);
  }
}

function resultOf(name: string, shifts: readonly LayoutShift[]): Result {
  const judged = layoutShiftScore(shifts);
  const largest = shifts.find(({value}) => value === max(shifts, (d) => d.value));
  const most = largest && `; the largest, ${largest.value.toFixed(3)}, moved ${largest.moved.slice(0, 3).join(", ")}`;
  return {
    name: `layout shift of ${name}`,
    figures: `${shifts.length} shifts${most ?? ""}`,
    judged,
    target: `≤ ${MAX_LAYOUT_SHIFT}`,
    holds: judged <= MAX_LAYOUT_SHIFT
  };
}
