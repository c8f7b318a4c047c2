/** Ends crews in all ways, prints how, and leaves it to Node to end the process. */
import {trainingThreads} from "../../../loaders/training/threads.js";
import {startCrew} from "../../../src/training/crew/crew.js";
import type {TestRequest} from "./follower.js";

const threads = await trainingThreads(2, new URL("follower.ts", import.meta.url));
const lengths = {values: 1, figures: 0};
const told: string[] = [];

/** Starts a crew whose follower has nothing to do but the *fault*. */
async function start(canShare: boolean, fault?: TestRequest["fault"]) {
  const stopping = new AbortController();
  const task = {request: {steps: [], fault} satisfies TestRequest, lengths, kernels: undefined};
  const {exchange, stop} = await startCrew({...threads, canShare}, task, stopping.signal);
  const summed = exchange.allReduce(new Float32Array(1), new Float64Array(0));
  return {summed, stop, stopping};
}

for (const canShare of [true, false]) {
  const ended = await start(canShare);
  void ended.stop();
  await ended.summed.catch(() => told.push("ended"));
  const {summed, stopping} = await start(canShare, "spins");
  stopping.abort(new Error());
  await summed.catch(() => told.push("stopped"));
  await (await start(canShare, "throws")).summed.catch(() => told.push("failed"));
}
process.stdout.write(`${told.join(" ")}\n`);
