import {createRequire} from "node:module";
import {dirname, join, resolve} from "node:path";
import {fileURLToPath} from "node:url";
import {WASM_FILE} from "../src/readers/network/wasmFile.js";

/** The project's folder; the one place that knows where everything else is. */
export const ROOT = fileURLToPath(new URL("..", import.meta.url));
export const SITE_ROOT = join(ROOT, "src");
export const BUNDLES = join(SITE_ROOT, "bundles");
export const DIST = join(ROOT, "dist");
/** `HANDSCOPE_RAW` names another folder for the digits that `npm run data` brings. */
export const RAW = process.env.HANDSCOPE_RAW ? fromUser(process.env.HANDSCOPE_RAW) : join(ROOT, "data", "raw");
export const SAMPLE = join(ROOT, "data", "sample");
/** `HANDSCOPE_CACHE` names another folder for what can be made anew. */
export const CACHE = process.env.HANDSCOPE_CACHE ? fromUser(process.env.HANDSCOPE_CACHE) : join(ROOT, "data", "cache");
/** Downloads on their way. */
export const DOWNLOADS = join(CACHE, "downloads");
/** `HANDSCOPE_RUNS` names another folder of runs. */
export const RUNS = process.env.HANDSCOPE_RUNS ? fromUser(process.env.HANDSCOPE_RUNS) : join(ROOT, "data", "runs");
/** `HANDSCOPE_VOTES` names another folder of what people said of labels in doubt. */
export const VOTES = process.env.HANDSCOPE_VOTES ? fromUser(process.env.HANDSCOPE_VOTES) : join(ROOT, "data", "votes");

/** The run that answers where none was chosen, if it is there. */
export const DEFAULT_RUN = "cnn-pen";
/** It as it comes with the project, wherever other runs are. */
export const OWN_RUN = join(ROOT, "data", "runs", DEFAULT_RUN);

/** The binary of the wasm backend. */
export const WASM = join(dirname(createRequire(import.meta.url).resolve("@tensorflow/tfjs-backend-wasm")), WASM_FILE);

/** Returns the absolute path of what a user typed: relative to where they typed it, which npm keeps in INIT_CWD. */
export function fromUser(path: string): string {
  return resolve(process.env.INIT_CWD ?? process.cwd(), path);
}
