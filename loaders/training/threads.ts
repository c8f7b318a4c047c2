import {Worker, type Transferable} from "node:worker_threads";
import type {Workers} from "../../src/training/crew/crew.js";
import {bundleForNode} from "../bundleForNode.js";

/** The module of a training thread. */
const FOLLOWER = new URL("follower.ts", import.meta.url);

/** Resolves to threads for training on *cores* cores, each of which runs the module *entry*. */
export async function trainingThreads(cores: number, entry = FOLLOWER): Promise<Workers> {
  // A module without imports, because a data URL can't resolve those of packages.
  const code = await bundleForNode(entry, "bundle");
  const address = new URL(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return {
    cores,
    canShare: true,
    start({onReport, onEnd}) {
      const thread = new Worker(address, {execArgv: []}); // without tsx, which takes longer than the rest to load
      thread.on("message", onReport);
      thread.on("error", (error) => onEnd(new Error(`a training thread failed: ${error.message}`)));
      thread.on("exit", (code) => onEnd(new Error(`a training thread ended with exit code ${code}`)));
      return {
        postMessage: (order, transfer) => thread.postMessage(order, transfer as unknown as Transferable[]),
        terminate: () => thread.terminate()
      };
    }
  };
}
