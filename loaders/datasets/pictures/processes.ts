import {spawn, type ChildProcess} from "node:child_process";
import {once} from "node:events";
import {bundleForNode} from "../../bundleForNode.js";
import {ROOT} from "../../paths.js";
import type {BatchResult, PictureBatch} from "./batch.js";
import type {Answer, Task} from "./worker.js";

/** Megabytes of new objects before a garbage collection. Few, because V8 hardly counts the buffers of batches. */
const FLAGS = ["--max-semi-space-size=1"];

/** A child process that processes batches. */
interface Worker {
  readonly process: ChildProcess;
  /** Pending promises by the id of their task. */
  readonly waiting: Map<number, {resolve: (result: BatchResult) => void; reject: (error: unknown) => void}>;
}

/** The bundled worker.ts, as soon as it was asked for. */
let workerCode: Promise<string> | undefined;

/**
 * Returns a pool of *count* processes for batches; each starts when first needed. Processes rather than threads:
 * threads of one process spend a quarter of their time waiting for locks of libvips and of the allocator.
 */
export function workerProcesses(count: number) {
  const workers: Promise<Worker>[] = [];
  const load = new Array<number>(count).fill(0);
  let tasks = 0;
  return {
    /** @throws Error if a process ends */
    async run(batch: PictureBatch, mostPixels: number): Promise<BatchResult> {
      const k = load.indexOf(Math.min(...load));
      ++load[k]!;
      try {
        workerCode ??= bundleForNode(new URL("worker.ts", import.meta.url));
        workers[k] ??= workerCode.then(startWorker);
        return await ask(await workers[k], {id: tasks++, batch, mostPixels});
      } finally {
        --load[k]!;
      }
    },
    /** Ends the processes once they have finished their batches. */
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

function startWorker(code: string): Worker {
  const child = spawn(process.execPath, [...FLAGS, "--input-type=module", "--eval", code], {
    cwd: ROOT, // to resolve packages
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
