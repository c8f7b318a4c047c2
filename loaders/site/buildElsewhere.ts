import {spawn} from "node:child_process";
import {join} from "node:path";
import {ROOT} from "../paths.js";
import {onStop} from "../stopping.js";

/** The command that builds the site, as `npm run build` calls it. */
const BUILD = join(ROOT, "loaders", "commands", "build.ts");

/**
 * Builds the site in a process of its own, which says itself what it does, so that this one is free to serve. Resolves to
 * whether the site is built.
 */
export async function buildElsewhere(): Promise<boolean> {
  const child = spawn(process.execPath, ["--import", "tsx", BUILD], {
    cwd: ROOT,
    stdio: ["ignore", "inherit", "inherit"]
  });
  const forget = onStop(() => void child.kill("SIGTERM"));
  const code = await new Promise<number | null>((resolve, reject) => child.on("error", reject).on("exit", resolve));
  forget();
  return code === 0;
}
