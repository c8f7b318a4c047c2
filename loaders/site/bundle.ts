import {copyFile, mkdir, writeFile} from "node:fs/promises";
import {join} from "node:path";
import {build, type Plugin} from "esbuild";
import {EXECUTOR_WASM_FILE, WASM_FILE} from "../../src/readers/network/wasmFile.js";
import {compileKernels, compileReadingKernel} from "../kernels.js";
import {executorWasm} from "./executorWasm.js";
import {BUNDLES, SITE_ROOT, WASM} from "../paths.js";

const READERS = join(SITE_ROOT, "readers");
/** Modules for browser bundles alone. */
const BROWSER = join(READERS, "network", "browser");
const TRAINER = join(SITE_ROOT, "training", "trainer.ts");
const FOLLOWER = join(SITE_ROOT, "training", "follower.ts");

/** What stands in for modules in the browser; only for the module itself, not for the files of its package. */
type Replacements = Readonly<Record<string, string>>;

const EVERYWHERE: Replacements = {
  // Threads need headers that static hosts don't send, and the worker is a thread of its own.
  "../wasm-out/tfjs-backend-wasm-threaded-simd.js": join(BROWSER, "noThreads.browser.ts")
};

const IN_WORKER: Replacements = {
  ...EVERYWHERE,
  "@tensorflow/tfjs": join(BROWSER, "tfjs.browser.ts"),
  "@tensorflow/tfjs-core": join(BROWSER, "core.browser.ts"),
  "@tensorflow/tfjs-backend-wasm": join(BROWSER, "wasm.browser.ts")
};

/** For layers of any kind, and for training them. */
const IN_LAYERS: Replacements = {...EVERYWHERE, "@tensorflow/tfjs": join(BROWSER, "tfjsLayers.browser.ts")};

/**
 * Makes what the pages load apart from their own code, in `src/bundles/`: the worker that recognizes, with its compiled
 * kernel, the parts of TensorFlow.js for the runs that this doesn't read, the layers of TensorFlow.js for models that need
 * more, the worker that trains, those that share a training with it, their compiled kernels, and the wasm backend's binary, once whole and once with the kernels
 * of the executor alone.
 */
export async function bundleWorkers(): Promise<void> {
  await mkdir(BUNDLES, {recursive: true});
  await copyFile(WASM, join(BUNDLES, WASM_FILE));
  await writeFile(join(BUNDLES, EXECUTOR_WASM_FILE), await executorWasm());
  await writeFile(join(BUNDLES, "kernels.wasm"), await compileKernels());
  await writeFile(join(BUNDLES, "reading.wasm"), await compileReadingKernel());
  await bundle(join(READERS, "worker.ts"), "recognizer.js", IN_WORKER);
  await bundle(join(BROWSER, "tensors.browser.ts"), "recognizer-tensors.js", IN_WORKER);
  await bundle(join(BROWSER, "layers.browser.ts"), "recognizer-layers.js", IN_LAYERS);
  await bundle(TRAINER, "trainer.js", IN_LAYERS);
  await bundle(FOLLOWER, "follower.js", EVERYWHERE);
}

async function bundle(from: string, to: string, replacements: Replacements): Promise<void> {
  await build({
    entryPoints: [from],
    outfile: join(BUNDLES, to),
    bundle: true,
    minify: true,
    format: "esm",
    target: "es2022",
    plugins: [replacing(replacements)],
    external: ["fs", "path", "crypto", "worker_threads", "perf_hooks", "os"], // behind checks that never hold in a browser
    logLevel: "error"
  });
}

/** Returns a plugin that takes the file named for a module in its place. */
function replacing(modules: Replacements): Plugin {
  return {
    name: "replacing",
    setup: ({onResolve}) => {
      onResolve({filter: /tfjs/}, ({path}) => (path in modules ? {path: modules[path]!} : undefined));
    }
  };
}
