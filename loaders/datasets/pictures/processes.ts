import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {fileURLToPath} from "node:url";
import {build, stop} from "esbuild";
import {ROOT} from "../../paths.js";
import type {BatchResult, PictureBatch} from "./batch.js";
import type {Answer, Task} from "./worker.js";

/** Megabytes of new objects after which memory is cleaned up: V8 counts little of what the buffers of batches take. */
const FLAGS = ["--max-semi-space-size=1"];

/** A process that works on batches. */
interface Worker {
  readonly process: ChildProcess;
  /** What waits for an answer, by its task's number. */
  readonly waiting: Map<number, {resolve: (result: BatchResult) => void; reject: (error: unknown) => void}>;
}

/**
 * Returns so many processes that work on batches; each starts when there is something to do. Processes, not threads: the
 * threads of one process would wait for each other at libvips' and the allocator's locks, for a fourth of their time.
 */
export function workerProcesses(count: number) {
  const workers: Promise<Worker>[] = [];
  const load = new Array<number>(count).fill(0);
  let code: Promise<string> | undefined;
  let tasks = 0;
  return {
    /** @throws Error where a process came to an end */
    async run(batch: PictureBatch, mostPixels: number): Promise<BatchResult> {
      const k = load.indexOf(Math.min(...load));
      ++load[k]!;
      try {
        code ??= bundleWorker();
        workers[k] ??= code.then(startWorker);
        return await ask(await workers[k], {id: tasks++, batch, mostPixels});
      } finally {
        --load[k]!;
      }
    },
    /** Lets the processes end, when they are done with what they have. */
    async end(): Promise<void> {
      for (const {process} of await Promise.all(workers)) {
        if (process.exitCode !== null || process.signalCode !== null) continue;
        const ended = once(process, "exit");
        if (process.connected) process.disconnect();
        await ended;
      }
    }
  };
}

/** Returns worker.ts and what it imports as one piece of JavaScript: half the memory of a process with tsx. */
async function bundleWorker(): Promise<string> {
  const {outputFiles} = await build({
    entryPoints: [fileURLToPath(new URL("worker.ts", import.meta.url))],
    bundle: true,
    minify: true,
    platform: "node",
    format: "esm",
    packages: "external",
    write: false,
    logLevel: "error"
  });
  await stop(); // its process, which would wait for more
  return outputFiles[0]!.text;
}

function startWorker(code: string): Worker {
  const child = spawn(process.execPath, [...FLAGS, "--input-type=module", "--eval", code], {
    cwd: ROOT, // where it finds packages
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"]
  });
  const waiting: Worker["waiting"] = new Map();
  child.on("message", (answer: Answer) => {
    const {resolve, reject} = waiting.get(answer.id)!;
    waiting.delete(answer.id);
    if ("result" in answer) resolve(answer.result);
    else reject(answer.error);
  });
  const fail = (why: unknown) => {
    for (const {reject} of waiting.values()) reject(why);
    waiting.clear();
  };
  child.on("error", fail);
  child.on("exit", () => fail(ended(child)));
  return {process: child, waiting};
}

function ask({process, waiting}: Worker, task: Task): Promise<BatchResult> {
  return new Promise((resolve, reject) => {
    waiting.set(task.id, {resolve, reject});
    process.send(task, (error) => error && reject(ended(process)));
  });
}

function ended({exitCode, signalCode}: ChildProcess): Error {
  return new Error(`a process that reads pictures ended (${signalCode ?? exitCode ?? "it no longer listens"})`);
}
