import {mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync} from "node:fs";
import {createServer, type Server} from "node:http";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {gzipSync} from "node:zlib";
import {randomLcg} from "d3-random";
import {zipSync} from "fflate";
import sharp from "sharp";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {restoreFolder} from "../../loaders/files.js";
import {hashFolder, runHandscope, startHandscope} from "./runHandscope.js";

// A killed command (SIGKILL, like a power cut) leaves either the old data or the new data, never a mixture, and the
// next command works. The moments of the kills are random, by seed, over the command's duration.

/** Number of kills; HANDSCOPE_KILLS=100 tests more. */
const KILLS = Number(process.env.HANDSCOPE_KILLS ?? 10);

let home: string;
let env: Record<string, string>;
let server: Server;
/** Files that the server sends, slowly, by path. */
const served = new Map<string, Uint8Array>();

const HEADER = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
const csv = (n: number, level: number) =>
  [HEADER, ...Array.from({length: n}, (_, i) => [i % 10, ...new Array<number>(784).fill(level)].join())].join("\n");

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-kill-"));
  server = createServer((request, response) => {
    const bytes = served.get(request.url!.split("/").at(-1)!)!;
    const start = Number(/bytes=(\d+)-/.exec(request.headers.range ?? "")?.[1] ?? 0);
    response.writeHead(start ? 206 : 200, {
      etag: `"${bytes.length}"`,
      "content-length": bytes.length - start,
      ...(start && {"content-range": `bytes ${start}-${bytes.length - 1}/${bytes.length}`})
    });
    const step = Math.ceil(bytes.length / 20);
    let at = start;
    const timer = setInterval(() => {
      response.write(bytes.subarray(at, (at += step)));
      if (at < bytes.length) return;
      clearInterval(timer);
      response.end();
    }, 15);
    response.on("close", () => clearInterval(timer));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const {port} = server.address() as {port: number};
  env = {
    HANDSCOPE_RAW: join(home, "raw"),
    HANDSCOPE_CACHE: join(home, "cache"),
    HANDSCOPE_KAGGLE: `http://127.0.0.1:${port}`,
    KAGGLE_USERNAME: "somebody",
    KAGGLE_KEY: "secret"
  };
});

afterAll(() => {
  server.close();
  rmSync(home, {recursive: true, force: true});
});

/** Returns the hash of data/raw as a reader finds it: the first reader restores a folder that was moved aside. */
async function findState(): Promise<string> {
  await restoreFolder(env.HANDSCOPE_RAW!);
  return hashFolder(env.HANDSCOPE_RAW!);
}

async function bring(args: readonly string[]): Promise<{state: string; milliseconds: number}> {
  const start = performance.now();
  const {code, stderr} = await runHandscope("data", args, env);
  expect({code, stderr: stderr.replace(/^warning: .*\n/gm, "")}).toEqual({code: 0, stderr: ""}); // they look like no digits
  return {state: await findState(), milliseconds: performance.now() - start};
}

async function killAtRandom(before: readonly string[], args: readonly string[], seed: number): Promise<void> {
  rmSync(env.HANDSCOPE_CACHE!, {recursive: true, force: true});
  const after = await bring(args);
  const old = await bring(before);
  expect(old.state).not.toBe(after.state);
  const random = randomLcg(seed);
  const states = [];
  for (let i = 0; i < KILLS; ++i) {
    const {child, ended} = startHandscope("data", args, env);
    setTimeout(() => child.kill("SIGKILL"), (0.2 + 0.9 * random()) * after.milliseconds);
    await ended;
    const state = await findState();
    states.push(state === after.state ? "new" : state === old.state ? "old" : "a mixture");
    if (state === after.state) await bring(before);
  }
  expect(states).not.toContain("a mixture");
  expect(states).toContain("old");
  expect((await bring(args)).state).toBe(after.state);
  expect(readdirSync(home).filter((name) => name.startsWith("."))).toEqual([]);
}

describe(`npm run data, killed ${KILLS} times at random moments, leaves the old data or the new data`, () => {
  it("--from a folder of CSV", async () => {
    const [a, b] = [join(home, "a"), join(home, "b")];
    for (const [dir, level] of [[a, 1] as const, [b, 2] as const]) {
      mkdirSync(dir);
      writeFileSync(join(dir, "train.csv"), csv(300, level));
      writeFileSync(join(dir, "test.csv.gz"), gzipSync(csv(200, level)));
    }
    await killAtRandom(["--from", a], ["--from", b], 0.1);
  }, 300_000);

  it("--kaggle, a zip of pictures that arrives slowly", async () => {
    const picture = await sharp({create: {width: 30, height: 30, channels: 3, background: "#fff"}})
      .composite([{input: {create: {width: 6, height: 20, channels: 3, background: "#000"}}, left: 12, top: 5}])
      .png()
      .toBuffer();
    const files = Array.from({length: 100}, (_, i) => [`train/${i % 10}/${i}.png`, new Uint8Array(picture)] as const);
    served.set("digits", zipSync(Object.fromEntries(files), {level: 0}));
    // --as-is, because the pictures are no digits.
    await killAtRandom(["--from", join(home, "a")], ["--kaggle", "somebody/digits", "--as-is"], 0.2);
  }, 300_000);
});
