import type {ChildProcess} from "node:child_process";
import {once} from "node:events";
import {setTimeout as pause} from "node:timers/promises";
import {onStop} from "../../stopping.js";
import {watchProcess} from "../processUsage.js";

/** What a process used, or in words why it did not come to its end. */
export type ProcessCost =
  | {readonly seconds: number; readonly processorSeconds: number; readonly megabytes: number; readonly output: string}
  | {readonly failure: string};

/** Resolves to what *child* and its descendants use; stops it after *limit* seconds. Its stderr must be a pipe. */
export async function measureProcess(child: ChildProcess, limit: number): Promise<ProcessCost> {
  const start = performance.now();
  const usage = watchProcess(child.pid!);
  const forget = onStop(() => void child.kill());
  let [output, said, isLate] = ["", "", false];
  child.stdout?.on("data", (text) => (output += String(text)));
  child.stderr!.on("data", (text) => (said = `${said}${String(text)}`.slice(-10_000)));
  const ended = new AbortController();
  const timer = pause(1000 * limit, undefined, {signal: ended.signal}).then(
    () => ((isLate = true), child.kill()),
    () => undefined // it ended in time
  );
  const [code, signal] = (await once(child, "close")) as [number | null, string | null];
  ended.abort();
  forget();
  await timer;
  const {bytes, seconds: processorSeconds} = usage.stop();
  if (isLate) return {failure: `stopped after ${Math.round(limit / 60)} minutes, at ${(bytes / 1e9).toFixed(1)} GB`};
  if (code !== 0) return {failure: `${reasonOf(said)} (${signal ?? `exit ${code}`})`};
  return {seconds: (performance.now() - start) / 1000, processorSeconds, megabytes: bytes / 1e6, output};
}

/** Returns the line of stderr that says most of why a process failed. */
function reasonOf(said: string): string {
  const lines = said
    .split("\n")
    .map((line) => line.trim())
    .filter(Boolean);
  return lines.find((line) => /heap out of memory|Error:/.test(line)) ?? lines.at(-1) ?? "it said nothing";
}
