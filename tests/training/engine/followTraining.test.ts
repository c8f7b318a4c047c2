import {beforeAll, describe, expect, it} from "vitest";
import {loadKernels} from "../../../loaders/kernels.js";
import {followTraining} from "../../../src/training/engine/followTraining.js";
import {createSteps} from "../../../src/training/engine/steps.js";
import {createExchanges} from "./exchanges.js";
import {hashOf, makeJob, takeTogether} from "./jobs.js";

let module: WebAssembly.Module;
beforeAll(async () => {
  module = await loadKernels();
});

describe("followTraining(job, exchange, module)", () => {
  it("takes its part in each step that is left, and then ends", async () => {
    const job = makeJob({settings: {epochs: 3}, augment: "fading"});
    const [whole] = await takeTogether(job, 1, module);
    const [first] = await takeTogether(job, 1, module, 1);
    for (const {start, trained} of [job, {start: first!.learned, trained: 1}]) {
      const going = {...job, start, trained};
      const [leader, ...followers] = createExchanges(4);
      const following = followers.map((exchange) => followTraining(going, exchange, module));
      const steps = createSteps(going, leader!, module);
      for (let epoch = trained; epoch < 3; ++epoch) await steps.takeEpoch(epoch);
      await Promise.all(following);
      expect(hashOf(steps.learned())).toBe(hashOf(whole!.learned));
      expect(followers.map(({calls}) => calls())).toEqual([1, 1, 1].map(() => 3 * (3 - trained))); // ⌈21 / 8⌉ steps
    }
  });
});
