import {copyFile, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {build} from "esbuild";
import {WASM_FILE} from "../src/recognizers/wasmFile.js";
import {BUNDLES, SITE_ROOT, WASM} from "./paths.js";

/**
 * Makes what the pages load apart from their own code, in `src/bundles/`: the worker that recognizes, with the parts
 * of TensorFlow.js that it uses, and the wasm backend's binary.
 */
export async function bundleRecognizer(): Promise<void> {
  await mkdir(BUNDLES, {recursive: true});
  await copyFile(WASM, join(BUNDLES, WASM_FILE));
  await build({
    entryPoints: [join(SITE_ROOT, "recognizers", "worker.ts")],
    outfile: join(BUNDLES, "recognizer.js"),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    alias: {"@tensorflow/tfjs": join(SITE_ROOT, "recognizers", "tfjs.browser.ts")},
    external: ["fs", "path", "worker_threads", "perf_hooks", "os"], // behind checks that never hold in a browser
    logLevel: "error"
  });
}
