import {fileURLToPath} from "node:url";
import {build, stop} from "esbuild";

/**
 * Resolves to a module with its imports as one text of JavaScript: a process with tsx takes twice the memory. Imports of
 * *packages* are left in the text, or replaced by the packages' code.
 */
export async function bundleForNode(entry: URL, packages: "external" | "bundle" = "external"): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(entry)],
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    packages,
    write: false,
    logLevel: "error"
  });
  await stop(); // ends esbuild's process
  return outputFiles[0]!.text;
}
