import {readFile} from "node:fs/promises";
import type {IncomingMessage, Server} from "node:http";
import {extname, join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {randomLcg} from "d3-random";
import type {Browser, Page} from "playwright-core";
import {withSite} from "./chromium.js";
import {drawByMouse, readAnswer, writeOnSurface} from "./hand.js";
import type {Result, Say} from "./result.js";

const TARGET = 400;

/**
 * Measures the kB (of 1,000 bytes) that the drawing page of the site in *dist* transfers before its first answer, by
 * file, each compressed with gzip at level 9, as by a static host.
 */
export async function benchWeight(dist: string, say: Say): Promise<Result> {
  say("drawing a digit on /draw");
  const paths = await pathsUntilAnswer(dist);
  const files = await Promise.all(paths.map((path) => weigh(dist, path)));
  files.sort((a, b) => b.gzipped - a.gzipped);
  const sum = (key: "bytes" | "gzipped") => files.reduce((total, file) => total + file[key], 0);
  const lines = [...files, {path: `${files.length} files`, bytes: sum("bytes"), gzipped: sum("gzipped")}].map(
    ({path, bytes, gzipped}) => `${String(bytes).padStart(8)} ${String(gzipped).padStart(8)}  ${path}`
  );
  const judged = sum("gzipped") / 1000;
  return {
    name: "weight",
    figures: ["   bytes  gzipped", ...lines].join("\n  "),
    judged,
    target: `≤ ${TARGET} kB`,
    holds: judged <= TARGET
  };
}

/** Resolves to the paths that a new visitor's browser requests until the first digit is recognized. */
function pathsUntilAnswer(dist: string): Promise<string[]> {
  return withSite(dist, (site) =>
    pathsOf(site, async (page) => {
      await page.goto(`${site.url}draw`);
      const strokes = writeOnSurface(2, randomLcg(1));
      await drawByMouse(page, strokes);
      await readAnswer(page, strokes.length);
    })
  );
}

/** Resolves to the paths that a new visitor's browser requests during *act*. */
export async function pathsOf(
  {url, server, browser}: {url: string; server: Server; browser: Browser},
  act: (page: Page) => Promise<void>
): Promise<string[]> {
  const paths = new Set<string>();
  const note = (request: IncomingMessage) => void paths.add(new URL(request.url!, url).pathname.slice(1));
  server.on("request", note);
  const context = await browser.newContext();
  await act(await context.newPage());
  await context.close();
  server.off("request", note);
  return [...paths];
}

/** Resolves to the size of the file at a *path* of the site, in bytes, raw and compressed with gzip at level 9. */
export async function weigh(dist: string, path: string): Promise<{path: string; bytes: number; gzipped: number}> {
  const content = await readFile(join(dist, extname(path) ? path : `${path || "index"}.html`));
  return {path, bytes: content.length, gzipped: (await promisify(gzip)(content, {level: 9})).length};
}
