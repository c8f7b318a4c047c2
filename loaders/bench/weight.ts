import {readFile} from "node:fs/promises";
import {extname, join} from "node:path";
import {promisify} from "node:util";
import {gzip} from "node:zlib";
import {randomLcg} from "d3";
import {withSite} from "./chromium.js";
import {drawByMouse, readAnswer, writeOnSurface} from "./hand.js";
import type {Result, Say} from "./result.js";

const TARGET = 500;

/**
 * Returns how many kB (of 1,000 bytes) the drawing page of the site in *dist* transfers until it has answered for the first
 * time, by file: each compressed with gzip at level 9, as a static host would.
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

/** Returns what a new visitor's browser asks the server for until the first digit is read. */
async function pathsUntilAnswer(dist: string): Promise<string[]> {
  return withSite(dist, async ({url, server, browser}) => {
    const paths = new Set<string>();
    server.on("request", (request) => paths.add(new URL(request.url!, url).pathname.slice(1)));
    const page = await browser.newPage();
    await page.goto(`${url}draw`);
    const strokes = writeOnSurface(2, randomLcg(1));
    await drawByMouse(page, strokes);
    await readAnswer(page, strokes.length);
    return [...paths];
  });
}

async function weigh(dist: string, path: string): Promise<{path: string; bytes: number; gzipped: number}> {
  const content = await readFile(join(dist, extname(path) ? path : `${path}.html`));
  return {path, bytes: content.length, gzipped: (await promisify(gzip)(content, {level: 9})).length};
}
