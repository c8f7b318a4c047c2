import {createHash} from "node:crypto";
import {readFile} from "node:fs/promises";
import {join, relative} from "node:path";
import {build, type Metafile} from "esbuild";
import {ROOT} from "../paths.js";
import {hashFiles, hashOf} from "./hashes.js";

/**
 * Resolves to the modules of the project that each of *entries* (absolute paths) imports, directly or indirectly, with
 * itself, as paths from the project's folder, sorted. Imports of types alone don't count: they are not run.
 */
export async function importedModules(entries: readonly string[]): Promise<string[][]> {
  const {metafile} = await build({
    entryPoints: [...entries],
    absWorkingDir: ROOT,
    outdir: join(ROOT, "never-written"),
    write: false,
    bundle: true,
    platform: "node",
    format: "esm",
    packages: "external",
    metafile: true,
    logLevel: "error"
  });
  return entries.map((entry) => closureOf(relative(ROOT, entry).replaceAll("\\", "/"), metafile.inputs));
}

/**
 * Resolves to a key of the code of each module of *entries* (absolute paths): of the module, of all that it imports,
 * directly or indirectly, and of the installed packages and Node, whose versions may change what it computes.
 */
export async function codeKeys(entries: readonly string[]): Promise<string[]> {
  const modules = await importedModules(entries);
  const paths = [...new Set(modules.flat())];
  const hashes = await hashFiles(paths.map((path) => join(ROOT, path)));
  const hashByPath = new Map(paths.map((path, i) => [path, hashes[i]]));
  const around = await surroundings();
  return modules.map((used) => hashOf([around, used.map((path) => [path, hashByPath.get(path)])]));
}

/** Returns *entry* and the modules that it imports, sorted. */
function closureOf(entry: string, inputs: Metafile["inputs"]): string[] {
  const found = new Set([entry]);
  for (const path of found) for (const {path: imported, external} of inputs[path]!.imports) if (!external) found.add(imported); // prettier-ignore
  return [...found].sort();
}

/** Resolves to what all code runs on: Node, and the packages as npm wrote down that it installed them. */
export async function surroundings(): Promise<readonly string[]> {
  const installed = await readFile(join(ROOT, "node_modules", ".package-lock.json")).catch(() => "");
  return [process.version, process.arch, createHash("sha256").update(installed).digest("hex")];
}
