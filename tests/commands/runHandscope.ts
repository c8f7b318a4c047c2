import {spawn, type ChildProcess} from "node:child_process";
import {createHash} from "node:crypto";
import {readdirSync, readFileSync, rmSync, statSync} from "node:fs";
import {join} from "node:path";
import {fileURLToPath} from "node:url";
import {inject} from "vitest";

/** The exit of a command, and its output. */
export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

const ROOT = fileURLToPath(new URL("../..", import.meta.url));

/** Code to run: the bundle made before the tests, or the source, as `npm run` does. */
export type From = "bundle" | "source";

/** Starts a command like `npm run NAME -- ARGS`, with *env* and without variables that a developer may have set. */
export function startHandscope(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  from: From = "bundle"
): {child: ChildProcess; ended: Promise<Ended>} {
  const kept = Object.entries(process.env).filter(([key]) => !/^(HANDSCOPE_|INIT_CWD$|DEBUG$|NODE_OPTIONS$)/.test(key));
  const source = ["--import", "tsx", join("loaders", "commands", `${name}.ts`)];
  const script = from === "source" ? source : [join(inject("commands"), `${name}.js`)];
  const child = spawn(process.execPath, [...script, ...args], {
    cwd: ROOT,
    env: {...Object.fromEntries(kept), ...env},
    stdio: ["ignore", "pipe", "pipe"]
  });
  let [stdout, stderr] = ["", ""];
  child.stdout.on("data", (text) => (stdout += String(text)));
  child.stderr.on("data", (text) => (stderr += String(text)));
  const ended = new Promise<Ended>((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code, signal) => resolve({code, signal, stdout, stderr}));
  });
  return {child, ended};
}

let running = 0;
const waiting: (() => void)[] = [];

/** Runs a command to its end. At most two run at a time, for two cores. */
export async function runHandscope(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  from?: From
): Promise<Ended> {
  if (running === 2) await new Promise<void>((resolve) => waiting.push(resolve));
  else ++running;
  try {
    return await startHandscope(name, args, env, from).ended;
  } finally {
    const next = waiting.shift();
    if (next) next();
    else --running;
  }
}

/** Returns the SHA-256 of the paths and contents of everything in *dir*, including hidden files. */
export function hashFolder(dir: string): string {
  const hash = createHash("sha256");
  for (const path of readdirSync(dir, {recursive: true, encoding: "utf8"}).sort()) {
    hash.update(`${path}\n`);
    if (statSync(join(dir, path)).isFile()) hash.update(readFileSync(join(dir, path)));
  }
  return hash.digest("hex");
}

/** Removes entries for the folder of digits called *name* from the project's own cache. */
export function clearCache(name: string): void {
  const cache = join(ROOT, "data", "cache");
  for (const entry of readdirSync(cache)) {
    if (entry.startsWith(`${name}-`)) rmSync(join(cache, entry), {recursive: true, force: true});
  }
}
