import {join} from "node:path";
import {codeKeys} from "../buildCache/codeKey.js";
import {hashFolder, hashOf} from "../buildCache/hashes.js";
import {BUILD_CACHE} from "../buildCache/keptBytes.js";
import {keptFolder} from "../buildCache/keptFolder.js";
import {BUNDLES, ROOT, SITE_ROOT} from "../paths.js";
import {bundleWorkers} from "./bundle.js";

/** The code that makes the bundles. */
const BUNDLER = join(ROOT, "loaders", "site", "bundle.ts");

/** Folders that no bundle takes anything from; of pages it takes nothing either. */
const OTHERS = [".observablehq", "bundles", "data", "styles"];

/** Makes the bundles of `bundleWorkers`, unless they lie there as they were made of the same code; *onMake* is called first. */
export async function keepBundles(onMake?: () => void): Promise<void> {
  const key = await bundlesKey();
  await keptFolder({folder: BUNDLES, key, stamp: join(BUILD_CACHE, "bundles.json")}, async () => {
    onMake?.();
    await bundleWorkers();
  });
}

/** Resolves to a key of all modules that a bundle may have: which ones it has is for the bundler to say. */
async function bundlesKey(): Promise<string> {
  const [code] = await codeKeys([BUNDLER]);
  return hashOf([code, await hashFolder(SITE_ROOT, (path) => OTHERS.includes(path) || path.endsWith(".md"))]);
}
