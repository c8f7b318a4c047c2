import {spawn} from "node:child_process";
import {existsSync} from "node:fs";
import {describe, expect, it} from "vitest";
import {watchProcess, type ProcessUsage} from "../../../loaders/bench/processUsage.js";

/** Runs code in a process of its own, and returns what it used. */
async function usageOf(code: string): Promise<ProcessUsage> {
  const child = spawn(process.execPath, ["--eval", code], {stdio: "ignore"});
  const usage = watchProcess(child.pid!);
  await new Promise((resolve) => child.once("close", resolve));
  return usage.stop();
}

describe.skipIf(!existsSync("/proc/self/stat"))("watchProcess(pid)", () => {
  it("counts the memory and the processor time of a process and its children, not the time it waits", async () => {
    const work = "while (process.cpuUsage().user < 1_200_000);";
    const parent = `require("node:child_process").spawn(process.execPath, ["--eval", ${JSON.stringify(work)}])`;
    const [waiting, working] = [await usageOf("setTimeout(() => {}, 1500)"), await usageOf(parent)];
    expect(waiting.seconds).toBeLessThan(1);
    expect(working.seconds).toBeGreaterThan(1);
    expect(working.bytes).toBeGreaterThan(waiting.bytes); // two of Node rather than one
  });
});
