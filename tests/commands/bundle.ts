import {mkdirSync, mkdtempSync, readdirSync, rmSync} from "node:fs";
import {readFile} from "node:fs/promises";
import {dirname, join} from "node:path";
import {pathToFileURL} from "node:url";
import {build, type Plugin} from "esbuild";
import type {TestProject} from "vitest/node";
import {ROOT} from "../../loaders/paths.js";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the bundled commands: one .js file each. */
    commands: string;
  }
}

/**
 * Bundles the commands once before all tests, so that processes started by tests need not transpile a hundred modules.
 * The folder is below node_modules, where the bundles find their external packages.
 */
export default async function setup(project: TestProject): Promise<() => void> {
  const parent = join(ROOT, "node_modules", ".cache", "handscope");
  mkdirSync(parent, {recursive: true});
  const outdir = mkdtempSync(join(parent, "commands-"));
  const commands = join(ROOT, "loaders", "commands");
  await build({
    entryPoints: readdirSync(commands).map((file) => join(commands, file)),
    outdir,
    bundle: true,
    splitting: true,
    platform: "node",
    format: "esm",
    packages: "external",
    plugins: [ownAddresses],
    logLevel: "error"
  });
  project.provide("commands", outdir);
  return () => rmSync(outdir, {recursive: true, force: true});
}

/** Replaces `import.meta.url` by the source's address, because paths are derived from it. */
const ownAddresses: Plugin = {
  name: "own-addresses",
  setup({onLoad}) {
    onLoad({filter: /[\\/]loaders[\\/].*\.ts$/}, async ({path}) => {
      const source = await readFile(path, "utf8");
      const contents = source.replaceAll("import.meta.url", JSON.stringify(pathToFileURL(path).href));
      return {contents, loader: "ts", resolveDir: dirname(path)};
    });
  }
};
