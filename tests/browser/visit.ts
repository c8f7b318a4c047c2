import type {Server} from "node:http";
import {setTimeout as pause} from "node:timers/promises";
import {onTestFinished, TestRunner} from "vitest";
import type {Browser, BrowserContext, BrowserContextOptions, Page} from "playwright-core";
import {DIST} from "../../loaders/paths.js";
import {serveSite} from "../../loaders/site/serve.js";
import {launchChromium} from "../../loaders/bench/chromium.js";

export interface OpenSite {
  readonly url: string;
  readonly browser: Browser;
  close(): Promise<void>;
}

/** Serves the built site below a sub-path, as GitHub Pages does, and starts a browser, with *more* arguments. */
export async function openSite(more: readonly string[] = []): Promise<OpenSite> {
  const {url, server} = await serveSite(DIST, 0, "/some/where/");
  const browser = await launchChromium(more);
  return {
    url,
    browser,
    close: async () => {
      await browser.close();
      await closeServer(server);
    }
  };
}

/** A page, and everything that went wrong on it so far. */
export interface Visit {
  readonly page: Page;
  /** Console errors, exceptions, failed requests, and requests to another origin. */
  readonly problems: string[];
}

/** Opens a page of the site, in which the script *before* has run, or to whose context it was done, and waits until it is quiet. */
export async function visit(
  {browser, url}: OpenSite,
  path: string,
  options: BrowserContextOptions = {},
  before: string | ((context: BrowserContext) => Promise<void>) = ""
): Promise<Visit> {
  const context = await browser.newContext({viewport: {width: 1280, height: 900}, ...options});
  // A page that a test opened works on, in the background of the next tests, until somebody closes it.
  if (TestRunner.getCurrentTest()) onTestFinished(() => context.close());
  if (typeof before === "string") await context.addInitScript(before);
  else await before(context);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => problems.push(`exception: ${error.message}`));
  page.on("requestfailed", (request) => {
    const reason = request.failure()?.errorText;
    // Leaving a page, or loading it anew, ends its requests.
    if (reason !== "net::ERR_ABORTED") problems.push(`failed: ${request.url()} ${reason}`);
  });
  page.on("request", (request) => {
    const {protocol, origin} = new URL(request.url());
    if (protocol.startsWith("http") && origin !== new URL(url).origin) problems.push(`foreign: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  countRequests(page);
  await page.goto(url + path);
  await untilQuiet(page);
  return {page, problems};
}

/** What is known of the requests of each page: how many are under way, and when the last one began or ended (ms). */
const traffic = new WeakMap<Page, {open: number; changed: number}>();

function countRequests(page: Page): void {
  const count = {open: 0, changed: Date.now()};
  const change = (by: number) => () => void ((count.open += by), (count.changed = Date.now()));
  page.on("request", change(1));
  page.on("requestfinished", change(-1));
  page.on("requestfailed", change(-1));
  traffic.set(page, count);
}

/** Resolves when a page that was visited draws, and no request of it was under way for 150 ms: sooner than playwright's "networkidle". */
export async function untilQuiet(page: Page): Promise<void> {
  const count = traffic.get(page)!;
  const idle = page.waitForLoadState("networkidle").then(
    () => true,
    () => true // it was closed while this waited on
  );
  do await page.evaluate(() => new Promise(requestAnimationFrame));
  while ((count.open > 0 || Date.now() - count.changed < 150) && !(await Promise.race([idle, pause(25)])));
}

/** Brings all parts of a page into view, one after another, as who reads it does: some load only then. */
export async function seeAll(page: Page): Promise<void> {
  await page.evaluate(async () => {
    for (let y = 0; y < document.body.scrollHeight; y += innerHeight / 2) {
      scrollTo(0, y);
      await new Promise((resolve) => setTimeout(resolve, 35)); // two frames
    }
    scrollTo(0, 0);
  });
  await untilQuiet(page);
}

function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(() => resolve()));
}
