import {readFile} from "node:fs/promises";
import {join} from "node:path";
import binaryen from "binaryen";
import {SITE_ROOT, WASM} from "../paths.js";

/** The module that registers the executor's kernels. */
const KERNELS = join(SITE_ROOT, "readers", "network", "browser", "wasm.browser.ts");

/**
 * Resolves to the binary of TensorFlow.js's wasm backend without the kernels that the executor never calls: a third less
 * to download. What is left is as compiled, so it computes the same to the bit.
 */
export async function executorWasm(): Promise<Uint8Array> {
  const needed = await executorKernels();
  const module = binaryen.readBinary(await readFile(WASM));
  try {
    // Kernels are exported by their capitalized names; the other exports are the backend's own, such as `malloc`.
    const kernels = exportsOf(module).filter((name) => /^_?[A-Z]/.test(name));
    for (const name of kernels) if (!needed.includes(name)) module.removeExport(name);
    module.runPasses(["remove-unused-module-elements"]);
    return module.emitBinary();
  } finally {
    module.dispose();
  }
}

/** Resolves to the names of the kernels that the executor registers, some of which are plain JavaScript. */
async function executorKernels(): Promise<string[]> {
  const code = await readFile(KERNELS, "utf8");
  return Array.from(code.matchAll(/\/kernels\/(\w+)"/g), ([, name = ""]) => name);
}

function exportsOf(module: binaryen.Module): string[] {
  return Array.from(
    {length: module.getNumExports()},
    (_, i) => binaryen.getExportInfo(module.getExportByIndex(i)).name
  );
}
