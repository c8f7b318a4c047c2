import {spawn} from "node:child_process";
import {describe, expect, it} from "vitest";
import {measureProcess} from "../../../../loaders/bench/growth/measureProcess.js";

const node = (code: string) => spawn(process.execPath, ["-e", code], {stdio: ["ignore", "pipe", "pipe"]});

describe("measureProcess(child, limit)", () => {
  it("resolves to the time, the memory and the output of a process", async () => {
    const filled = "const filled = Buffer.alloc(3e8, 1); setTimeout(() => console.log(filled.length), 500)";
    const cost = await measureProcess(node(filled), 60);
    expect(cost).toMatchObject({output: "300000000\n"});
    if ("failure" in cost) throw new Error(cost.failure);
    expect(cost.seconds).toBeGreaterThan(0.5);
    expect(cost.megabytes).toBeGreaterThan(300);
  });

  it("says why a process failed, and that one was stopped", async () => {
    expect(await measureProcess(node("throw new RangeError('too large')"), 60)).toEqual({
      failure: "RangeError: too large (exit 1)"
    });
    const stopped = await measureProcess(node("setTimeout(() => {}, 60_000)"), 1);
    expect(stopped).toEqual({failure: expect.stringMatching(/^stopped after 0 minutes, at 0\.\d GB$/) as string});
  });
});
