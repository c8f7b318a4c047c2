import {execFile, spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {appendFile, copyFile, mkdir, mkdtemp, rm, symlink} from "node:fs/promises";
import {createServer, type AddressInfo} from "node:net";
import {dirname, join} from "node:path";
import {promisify} from "node:util";
import {CACHE, DEFAULT_RUN, ROOT} from "../paths.js";
import {onStop} from "../stopping.js";
import {time, type Result, type Say} from "./result.js";

/** Seconds at most, on two cores. */
const TARGETS = {first: 30, second: 5, unchanged: 15} as const;

/** Milliseconds between two looks whether the front page is there. */
const LOOK = 50;

/**
 * Measures the seconds until the front page of a fresh copy of the project, with its packages but nothing that a build makes,
 * is there, of a second start, and of a build in which nothing has changed; and says how long one takes after a change of
 * the run that answers.
 */
export async function benchStart(say: Say): Promise<Result[]> {
  await mkdir(CACHE, {recursive: true});
  const copy = await mkdtemp(join(CACHE, "bench-start-"));
  try {
    await copyProject(copy);
    say("the first start of a fresh copy of the project");
    const first = await startIn(copy);
    await first.isWhole;
    const whole = first.elapsed();
    await first.end();
    say("a second start");
    const second = await startIn(copy);
    await second.end();
    say("a build in which nothing has changed, and one after a change of a run");
    const unchanged = await time(() => buildIn(copy));
    await appendFile(join(copy, "data", "runs", DEFAULT_RUN, "run.json"), "\n");
    const changed = await time(() => buildIn(copy));
    return [
      judge(
        "first start",
        first.seconds,
        TARGETS.first,
        `until the front page is there; all pages in ${whole.toFixed(0)} s`
      ),
      judge("second start", second.seconds, TARGETS.second, "until the front page is there"),
      judge("unchanged build", unchanged, TARGETS.unchanged, `${changed.toFixed(0)} s after a change of ${DEFAULT_RUN}`)
    ];
  } finally {
    await rm(copy, {recursive: true, force: true});
  }
}

function judge(name: string, seconds: number, target: number, figures: string): Result {
  return {name: `${name}, seconds`, figures, judged: seconds, target: `≤ ${target}`, holds: seconds <= target};
}

/** Copies what git has of the project, or would take, and links the installed packages. */
async function copyProject(to: string): Promise<void> {
  const args = ["ls-files", "--cached", "--others", "--exclude-standard", "-z"];
  const {stdout} = await promisify(execFile)("git", args, {cwd: ROOT, maxBuffer: 1 << 26});
  for (const path of stdout.split("\0").filter(Boolean)) {
    await mkdir(dirname(join(to, path)), {recursive: true});
    await copyFile(join(ROOT, path), join(to, path));
  }
  await symlink(join(ROOT, "node_modules"), join(to, "node_modules"));
}

/** A started site: the seconds until its front page was there. */
interface Started {
  readonly seconds: number;
  /** Resolves when all pages are there. */
  readonly isWhole: Promise<void>;
  elapsed(): number;
  end(): Promise<void>;
}

async function startIn(copy: string): Promise<Started> {
  const port = await freePort();
  const start = performance.now();
  const elapsed = () => (performance.now() - start) / 1000;
  const child = runIn(copy, "start", {PORT: String(port)});
  const ended = once(child, "exit").then(() => undefined);
  const isWhole = new Promise<void>((resolve, reject) => {
    child.stderr!.on("data", (text) => String(text).includes("all pages are there") && resolve());
    ended.then(() => reject(new Error("npm start ended")), reject);
  });
  isWhole.catch(() => undefined); // of a second start nobody asks
  while (
    !(await fetch(`http://127.0.0.1:${port}/`).then(
      ({ok}) => ok,
      () => false
    ))
  ) {
    // prettier-ignore
    if (child.exitCode !== null) throw new Error("npm start ended before there was a page");
    await new Promise((resolve) => setTimeout(resolve, LOOK));
  }
  const seconds = elapsed();
  return {seconds, isWhole, elapsed, end: () => (child.kill(), ended)};
}

async function buildIn(copy: string): Promise<void> {
  const child = runIn(copy, "build", {});
  child.stderr!.resume();
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error("npm run build failed");
}

/** Starts a command as npm does, in the project's copy, without variables that say where its data are. */
function runIn(copy: string, name: string, env: Readonly<Record<string, string>>): ChildProcess {
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
