import type {Exchange} from "../crew/exchange.js";
import type {TrainingJob} from "./job.js";
import {createSteps} from "./steps.js";

/** Takes part in a training as one of its followers, until the worker is ended; *module* is the compiled kernels. */
export async function followTraining(
  job: TrainingJob,
  exchange: Exchange,
  module: WebAssembly.Module | undefined
): Promise<void> {
  const steps = createSteps(job, exchange, module);
  for (let epoch = job.trained; epoch < job.settings.epochs; ++epoch) await steps.takeEpoch(epoch);
}
