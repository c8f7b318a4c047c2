import {execFile} from "node:child_process";
import {createHash} from "node:crypto";
import {mkdir, readdir, readFile, rename} from "node:fs/promises";
import {createRequire} from "node:module";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {CACHE, SITE_ROOT} from "./paths.js";

/** The training kernels' source, in AssemblyScript. */
const SOURCE = join(SITE_ROOT, "kernels", "assembly", "index.ts");
/** That of the kernel that reads, in its own folder. */
const READING = join(SITE_ROOT, "readers", "assembly", "index.ts");
const require = createRequire(import.meta.url);
/** The compiler runs as a program: importing it would declare AssemblyScript's `Array` and other globals everywhere. */
const COMPILER = require.resolve("assemblyscript/bin/asc.js");
const VERSION = (require("assemblyscript/package.json") as {version: string}).version;
/** No runtime, because the kernels allocate nothing: the caller provides their memory. */
const FLAGS = ["-O3", "--noAssert", "--runtime", "stub", "--importMemory", "--enable", "simd"];

/** Resolves to the kernel of `src/readers/network/kernels/` as WebAssembly, as `compileKernels` does. */
export async function compileReadingKernel(): Promise<Uint8Array<ArrayBuffer>> {
  return compileKernels(READING);
}

/** Resolves to the training kernels as WebAssembly. Compiles them if their source, compiler or flags are new. */
export async function compileKernels(from = SOURCE): Promise<Uint8Array<ArrayBuffer>> {
  const folder = dirname(from);
  const files = (await readdir(folder)).filter((file) => file.endsWith(".ts")).sort();
  const sources = await Promise.all(files.map((file) => readFile(join(folder, file), "utf8")));
  const key = createHash("sha256")
    .update(JSON.stringify([sources, VERSION, FLAGS]))
    .digest("hex")
    .slice(0, 16);
  const path = join(CACHE, `kernels-${key}.wasm`);
  const kept = await readFile(path).catch(() => undefined);
  if (kept) return new Uint8Array(kept);
  await mkdir(CACHE, {recursive: true});
  const made = `${path}.${process.pid}`;
  await promisify(execFile)(process.execPath, [COMPILER, from, "--outFile", made, ...FLAGS]);
  await rename(made, path); // another process may make the same
  return new Uint8Array(await readFile(path));
}

/** Resolves to the compiled training kernels, ready to be instantiated. */
export async function loadKernels(): Promise<WebAssembly.Module> {
  return WebAssembly.compile(await compileKernels());
}
