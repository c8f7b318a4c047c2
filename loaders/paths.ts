import {createRequire} from "node:module";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {WASM_FILE} from "../src/readers/network/wasmFile.js";

/** The project's folder. This module defines all other paths. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const SITE_ROOT = join(ROOT, "src");
export const BUNDLES = join(SITE_ROOT, "bundles");
export const DIST = join(ROOT, "dist");
/** The folder of the digits that `npm run data` imports; `HANDSCOPE_RAW` overrides it. */
export const RAW = process.env.HANDSCOPE_RAW ? fromUser(process.env.HANDSCOPE_RAW) : join(ROOT, "data", "raw");
export const SAMPLE = join(ROOT, "data", "sample");
/** The folder of files that can be made again; `HANDSCOPE_CACHE` overrides it. */
export const CACHE = process.env.HANDSCOPE_CACHE ? fromUser(process.env.HANDSCOPE_CACHE) : join(ROOT, "data", "cache");
/** The folder of unfinished downloads. */
export const DOWNLOADS = join(CACHE, "downloads");
/** The folder of runs; `HANDSCOPE_RUNS` overrides it. */
export const RUNS = process.env.HANDSCOPE_RUNS ? fromUser(process.env.HANDSCOPE_RUNS) : join(ROOT, "data", "runs");
/** The folder of people's votes on labels in doubt; `HANDSCOPE_VOTES` overrides it. */
export const VOTES = process.env.HANDSCOPE_VOTES ? fromUser(process.env.HANDSCOPE_VOTES) : join(ROOT, "data", "votes");

/** The file of how times, memory and pages grow, as `npm run growth` measured it; `HANDSCOPE_GROWTH` overrides it. */
export const GROWTH = process.env.HANDSCOPE_GROWTH ? fromUser(process.env.HANDSCOPE_GROWTH) : join(ROOT, "data", "growth.csv"); // prettier-ignore

/** The run that answers if none is chosen, provided it is there. */
export const DEFAULT_RUN = "cnn-pen";
/** The default run's folder in the project, even if `HANDSCOPE_RUNS` is elsewhere. */
export const OWN_RUN = join(ROOT, "data", "runs", DEFAULT_RUN);

/** The binary file of the wasm backend. */
export const WASM = join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")), WASM_FILE);

/** Resolves a path that a user typed, relative to the folder where npm was called (INIT_CWD). Returns it absolute. */
export function fromUser(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
