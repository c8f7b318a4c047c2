import {once} from "node:events";
import {appendFile, mkdir, mkdtemp, rm} from "node:fs/promises";
import {createServer, type AddressInfo} from "node:net";
import {join} from "node:path";
import {CACHE, DEFAULT_RUN} from "../paths.js";
import {copyProject, runIn} from "./projectCopy.js";
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

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const {port} = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
