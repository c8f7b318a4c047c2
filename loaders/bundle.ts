import {copyFile, mkdir} from "node:fs/promises";
import {join} from "node:path";
import {build, type Plugin} from "esbuild";
import {WASM_FILE} from "../src/recognizers/wasmFile.js";
import {BUNDLES, SITE_ROOT, WASM} from "./paths.js";

/** What stands in for modules in the browser; only for the module itself, not for the files of its package. */
const BROWSER_MODULES: Readonly<Record<string, string>> = {
  "@tensorflow/tfjs": join(SITE_ROOT, "recognizers", "tfjs.browser.ts"),
  "@tensorflow/tfjs-backend-wasm": join(SITE_ROOT, "recognizers", "wasm.browser.ts"),
  // Threads need headers that static hosts don't send, and the worker is a thread of its own.
  "../wasm-out/tfjs-backend-wasm-threaded-simd.js": join(SITE_ROOT, "recognizers", "noThreads.browser.ts")
};

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
    plugins: [replacing(BROWSER_MODULES)],
    external: ["fs", "path", "worker_threads", "perf_hooks", "os"], // behind checks that never hold in a browser
    logLevel: "error"
  });
}

/** Returns a plugin that takes the file named for a module in its place. */
function replacing(modules: Readonly<Record<string, string>>): Plugin {
  return {
    name: "replacing",
    setup: ({onResolve}) => {
      onResolve({filter: /tfjs/}, ({path}) => (path in modules ? {path: modules[path]!} : undefined));
    }
  };
}
