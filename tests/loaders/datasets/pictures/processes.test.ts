import {execFileSync} from "node:child_process";
import sharp from "sharp";
import {describe, expect, it} from "vitest";
import {workerProcesses} from "../../../../loaders/datasets/pictures/processes.js";

const digit = await sharp({create: {width: 8, height: 20, channels: 3, background: "black"}})
  .extend({top: 4, bottom: 4, left: 10, right: 10, background: "white"})
  .png()
  .toBuffer();
const batch = (count: number) => ({
  bytes: Buffer.concat(new Array<Buffer>(count).fill(digit)),
  ends: Array.from({length: count}, (_, i) => (i + 1) * digit.length)
});

/** Returns the ids of the worker processes that this process started. */
function pids(): number[] {
  const lines = execFileSync("ps", ["-o", "pid=,args=", "--ppid", String(process.pid)], {encoding: "utf8"}).split("\n");
  return lines.filter((line) => line.includes("--input-type=module")).map(Number.parseFloat);
}

describe("workerProcesses(count)", () => {
  it("returns each batch's digits to its caller, starts processes on demand, and ends all of them", async () => {
    const workers = workerProcesses(2);
    expect(pids()).toEqual([]);
    const results = await Promise.all([1, 2, 3, 4].map((count) => workers.run(batch(count), 1e6)));
    expect(pids()).toHaveLength(2);
    expect(results.map(({outcomes}) => outcomes.length)).toEqual([1, 2, 3, 4]);
    for (const {images, outcomes} of results) {
      expect(outcomes[0]).toEqual({format: "png", width: 28, height: 28});
      expect([images[0], images[14 * 28 + 14]]).toEqual([0, 255]);
    }
    await workers.end();
    expect(pids()).toEqual([]);
  });

  it("rejects pending and later batches of a process that has ended", async () => {
    const workers = workerProcesses(1);
    await workers.run(batch(1), 1e6);
    const asked = expect(workers.run(batch(500), 1e6)).rejects.toThrow("a process that reads pictures ended");
    process.kill(pids()[0]!, "SIGKILL");
    await asked;
    await expect(workers.run(batch(1), 1e6)).rejects.toThrow();
    await workers.end();
  });
});
