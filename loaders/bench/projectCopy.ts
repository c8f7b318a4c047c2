import {execFile, spawn, type ChildProcess} from "node:child_process";
import {copyFile, mkdir, symlink} from "node:fs/promises";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {ROOT} from "../paths.js";
import {onStop} from "../stopping.js";

/** Copies what git has of the project, or would take, and links the installed packages. */
export async function copyProject(to: string): Promise<void> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const {stdout} = await promisify(execFile)("git", args, {cwd: ROOT, maxBuffer: 1 << 26});
  for (const path of stdout.split("\0").filter(Boolean)) {
    await mkdir(dirname(join(to, path)), {recursive: true});
    await copyFile(join(ROOT, path), join(to, path));
  }
  await symlink(join(ROOT, "node_modules"), join(to, "node_modules"));
}

/** Starts a command as npm does, in the project's copy, without variables that say where its data are. */
export function runIn(copy: string, name: string, env: Readonly<Record<string, string>>): ChildProcess {
  const kept = Object.entries(process.env).filter(([key]) => !/^(HANDSCOPE_|INIT_CWD$)/.test(key));
  const script = join(copy, "loaders", "commands", `${name}.ts`);
  const child = spawn(process.execPath, ["--import", "tsx", script], {
    cwd: copy,
    env: {...Object.fromEntries(kept), ...env},
    stdio: ["ignore", "ignore", "pipe"]
  });
  const forget = onStop(() => void child.kill());
  child.once("exit", forget);
  return child;
}
