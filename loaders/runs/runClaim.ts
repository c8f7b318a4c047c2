import {constants, copyFile, link, mkdir, readdir, readFile, rename, rm, stat, writeFile} from "node:fs/promises";
import {rmSync} from "node:fs";
import {hostname} from "node:os";
import {basename, dirname, join} from "node:path";
import * as v from "valibot";
import {InputError} from "../../src/inputError.js";
import {RUNS} from "../paths.js";
import {onStop} from "../stopping.js";
import {withPath} from "../systemErrors.js";

/** A process that trains a run. */
const Holder = v.object({
  pid: v.pipe(v.number(), v.integer(), v.minValue(1)),
  host: v.string(),
  /** When it began, in the system's ticks, where that can be known: process numbers are given again. */
  started: v.nullish(v.string(), null)
});
type Holder = v.InferOutput<typeof Holder>;

/**
 * Claims the name of a run for this process until it ends, and returns what gives it back. A claim of a process that is
 * gone, even by SIGKILL, counts no more.
 * @throws InputError where another process trains a run of that name, in whatever case
 */
export async function claimRun(name: string): Promise<() => void> {
  const path = join(RUNS, `.${name.toLowerCase()}.lock`);
  const own = `${path}.${process.pid}`;
  const holder: Holder = {pid: process.pid, host: hostname(), started: await startOf(process.pid)};
  try {
    await mkdir(RUNS, {recursive: true});
    await writeFile(own, JSON.stringify(holder));
    await take(own, path, name);
  } catch (error) {
    throw withPath(error, path);
  } finally {
    await rm(own, {force: true}).catch(() => undefined);
  }
  const release = () => rmSync(path, {force: true});
  const forget = onStop(release);
  process.once("exit", release);
  return () => {
    forget();
    process.off("exit", release);
    release();
  };
}

/** Puts the file *own* to *path*, where there is none, or one of a process that is gone. */
async function take(own: string, path: string, name: string): Promise<void> {
  for (let attempt = 0; attempt < 3; ++attempt) {
    if (await linked(own, path)) return;
    const text = await readFile(path, "utf8").catch(() => undefined);
    if (text === undefined) continue; // it was given back just now
    const holder = parseHolder(text);
    if (holder && (await isAlive(holder))) refuse(path, name, holder);
    await removeStale(path, text, own);
  }
  throw new InputError(path, "a name that no other training takes", "several that do (try again)");
}

/** Returns whether *own* now is at *path* too: false where something else is. */
async function linked(own: string, path: string): Promise<boolean> {
  // FAT has no links; a copy that is not yet whole reads as nobody's, for a moment.
  const put = link(own, path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "EEXIST" || error.code === "ENOSPC") throw error;
    return copyFile(own, path, constants.COPYFILE_EXCL);
  });
  return put.then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code === "EEXIST") return false;
      throw error;
    }
  );
}

/** Removes the claim that said *text*; another one that came in between is put back. */
async function removeStale(path: string, text: string, own: string): Promise<void> {
  const aside = `${own}.stale`;
  await rename(path, aside).catch(() => undefined);
  const moved = await readFile(aside, "utf8").catch(() => text);
  if (moved !== text) await link(aside, path).catch(() => undefined);
  await rm(aside, {force: true});
}

function refuse(path: string, name: string, {pid, host}: Holder): never {
  const elsewhere = host === hostname() ? "" : ` on ${host} (remove ${path} if that is over)`;
  throw new InputError(
    "--run",
    `a name that is not being trained`,
    `"${name}", which process ${pid}${elsewhere} trains`
  );
}

/** Returns who holds a claim; undefined for one that a power failure cut short: nobody holds it. */
function parseHolder(text: string): Holder | undefined {
  try {
    return v.parse(Holder, JSON.parse(text));
  } catch {
    return undefined;
  }
}

async function isAlive({pid, host, started}: Holder): Promise<boolean> {
  if (host !== hostname()) return true; // who knows
  try {
    process.kill(pid, 0);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ESRCH") return false;
  }
  const now = await startOf(pid);
  return started === null || now === null || now === started;
}

/** Returns when a process began, field 22 of proc(5)'s stat; null where there is no such file. */
async function startOf(pid: number): Promise<string | null> {
  const text = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => "");
  return text.slice(text.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

/**
 * Refuses a name that is that of another run but for its case, since servers and disks take the two for one, and a *dir* that
 * is no folder.
 * @throws InputError
 */
export async function checkRunName(dir: string): Promise<void> {
  const name = basename(dir);
  const entries = await readdir(dirname(dir)).catch(() => []);
  const names = entries.map((entry) => /^\.(.+)\.(checkpoint|old|partial)$/.exec(entry)?.[1] ?? entry);
  const twin = names.find((other) => other !== name && other.toLowerCase() === name.toLowerCase());
  if (twin) throw new InputError("--run", `a run name that differs from "${twin}" by more than case`, `"${name}"`);
  const stats = await stat(dir).catch(() => undefined);
  if (stats && !stats.isDirectory()) throw new InputError(dir, "a folder, or nothing yet", "a file");
}
