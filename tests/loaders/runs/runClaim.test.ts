import {existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {hostname, tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, afterEach, beforeAll, describe, expect, it, vi} from "vitest";
import type * as RunClaim from "../../../loaders/runs/runClaim.js";
import {refusal} from "../refusal.js";

let home: string;
let runClaim: typeof RunClaim;

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-claims-"));
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
  runClaim = await import("../../../loaders/runs/runClaim.js");
});

afterEach(() => {
  for (const name of readdirSync(home)) rmSync(join(home, name), {recursive: true});
});

afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(home, {recursive: true});
});

const lock = () => join(home, ".ann.lock");
const holds = (holder: object) => writeFileSync(lock(), JSON.stringify(holder));

describe("claimRun(name)", () => {
  it("holds the name, in whatever case, until it is given back", async () => {
    const release = await runClaim.claimRun("Ann");
    const refused = `"ann", which process ${process.pid} trains`;
    expect(await refusal(runClaim.claimRun("ann"))).toBe(
      `--run: expected a name that is not being trained, got ${refused}`
    );
    (await runClaim.claimRun("cnn"))();
    release();
    expect(readdirSync(home)).toEqual([]);
    (await runClaim.claimRun("ann"))();
  });

  it.each([
    // No process number reaches 2^22 on Linux (proc(5), pid_max) nor 99,999 on macOS.
    ["a process that is gone", {pid: 2 ** 30, host: hostname(), started: "1"}],
    ["a process number that was given again", {pid: process.pid, host: hostname(), started: "-1"}],
    ["a file that was cut short", undefined]
  ])("takes over the claim of %s", async (what, holder) => {
    if (what.includes("again") && !existsSync("/proc/self/stat")) return; // only Linux tells when a process began
    if (holder) holds(holder);
    else writeFileSync(lock(), '{"pid": 1');
    const release = await runClaim.claimRun("ann");
    expect(JSON.parse(readFileSync(lock(), "utf8"))).toMatchObject({pid: process.pid, host: hostname()});
    release();
    expect(readdirSync(home)).toEqual([]);
  });

  it("leaves the claim of another machine, whose processes it can't see, and says what to remove", async () => {
    holds({pid: 7, host: "elsewhere", started: null});
    expect(await refusal(runClaim.claimRun("ann"))).toBe(
      `--run: expected a name that is not being trained, got "ann", which process 7 on elsewhere (remove ${lock()} if that is over) trains`
    );
    expect(existsSync(lock())).toBe(true);
  });

  it("gives a name to one of ten that ask at once, after one that is gone", async () => {
    holds({pid: 2 ** 30, host: hostname(), started: "1"});
    const asked = await Promise.allSettled(Array.from({length: 10}, () => runClaim.claimRun("ann")));
    const given = asked.filter((one) => one.status === "fulfilled");
    expect(given).toHaveLength(1);
    given[0]!.value();
    expect(readdirSync(home)).toEqual([]);
  });
});

describe("checkRunName(dir)", () => {
  const check = (name: string) => runClaim.checkRunName(join(home, name));

  it("refuses a name that is a run's, or a stopped training's, but for its case", async () => {
    mkdirSync(join(home, "Ann"));
    writeFileSync(join(home, ".Cnn.checkpoint"), "");
    expect(await refusal(check("ann"))).toBe(
      '--run: expected a run name that differs from "Ann" by more than case, got "ann"'
    );
    expect(await refusal(check("cnn"))).toContain('differs from "Cnn" by more than case');
    await check("Ann");
    await check("Cnn");
    await check("ann-2");
  });

  it("refuses a file in the place of the folder", async () => {
    writeFileSync(join(home, "ann"), "");
    expect(await refusal(check("ann"))).toBe(`${join(home, "ann")}: expected a folder, or nothing yet, got a file`);
  });
});
