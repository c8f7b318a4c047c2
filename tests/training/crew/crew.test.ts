import {execFile} from "node:child_process";
import {fileURLToPath} from "node:url";
import {promisify} from "node:util";
import fc from "fast-check";
import {beforeAll, describe, expect, it} from "vitest";
import {compileKernels} from "../../../loaders/kernels.js";
import {trainingThreads} from "../../../loaders/training/threads.js";
import {startCrew, type Workers} from "../../../src/training/crew/crew.js";
import type {TestRequest} from "./follower.js";
import {addUp, checksum, type Sums} from "./sums.js";

let threads: Workers;
let compiled: WebAssembly.Module;
/** How many threads run. */
let running = 0;

beforeAll(async () => {
  const some = await trainingThreads(1, new URL("follower.ts", import.meta.url));
  threads = {
    ...some,
    start(listener) {
      ++running;
      const onEnd = (reason: Error) => {
        if (reason.message.includes("exit code")) --running;
        listener.onEnd(reason);
      };
      return some.start({...listener, onEnd});
    }
  };
  compiled = await WebAssembly.compile(await compileKernels());
});

const FIGURES = 8;

/** Steps of sums for 8 ranks, of numbers from 1e-30 to 1e30, whose sums depend on the order of adding. */
const STEPS = fc.integer({min: 1, max: 150}).chain((length) =>
  fc.array(
    fc.record({
      values: arrays(fc.float({noNaN: true, min: -Math.fround(1e30), max: Math.fround(1e30)}), length).map((all) =>
        all.map((one) => Float32Array.from(one))
      ),
      figures: arrays(fc.double({noNaN: true, min: -1e300, max: 1e300}), FIGURES).map((all) =>
        all.map((one) => Float64Array.from(one))
      )
    }),
    {minLength: 1, maxLength: 3}
  )
);

function arrays(number: fc.Arbitrary<number>, length: number): fc.Arbitrary<number[][]> {
  const array = fc.array(number, {minLength: length, maxLength: length});
  return fc.array(array, {minLength: 8, maxLength: 8});
}

const first = (length: number): Sums => ({
  values: Array.from({length: 8}, (_, rank) => new Float32Array(length).fill(rank + 1)),
  figures: Array.from({length: 8}, () => new Float64Array(FIGURES).fill(0.5))
});

function start(size: number, canShare: boolean, request: TestRequest, signal?: AbortSignal, kernels = true) {
  const lengths = {values: request.steps[0]!.values[0]!.length, figures: FIGURES};
  const task = {request, lengths, kernels: kernels ? compiled : undefined};
  return startCrew<TestRequest>({...threads, cores: size, canShare}, task, signal);
}

/** The sum of eight numbers or fewer in the order that the design lays down; *round* is that of each addition. */
function tree(numbers: readonly number[], round: (sum: number) => number): number {
  const [a, b, c, d, e, f, g, h] = numbers as [number, number, number, number, number, number, number, number];
  if (numbers.length === 1) return a;
  if (numbers.length === 2) return round(a + b);
  const four = round(round(a + b) + round(c + d));
  return numbers.length === 4 ? four : round(four + round(round(e + f) + round(g + h)));
}

function totals({values, figures}: Sums, size: number) {
  const column = (all: readonly ArrayLike<number>[], i: number) => all.slice(0, size).map((one) => one[i]!);
  return {
    values: values[0]!.map((_, i) => tree(column(values, i), Math.fround)),
    figures: figures[0]!.map((_, i) => tree(column(figures, i), (sum) => sum))
  };
}

describe.each([
  ["messages", false],
  ["shared memory", true]
])("startCrew(workers, task, signal) over %s", (_, canShare) => {
  it.each([1, 2, 4, 8])("gives all of %i workers the sums of the pairwise tree, to the bit", async (size) => {
    await fc.assert(
      fc.asyncProperty(STEPS, fc.boolean(), async (steps, kernels) => {
        const crew = await start(size, canShare, {steps}, undefined, kernels);
        expect(crew.exchange).toMatchObject({rank: 0, size});
        for (const step of steps) {
          const expected = totals(step, size);
          const got = await addUp(crew.exchange, step);
          expect(new Uint32Array(got.values.buffer)).toEqual(new Uint32Array(expected.values.buffer));
          expect(got.figures).toEqual(expected.figures);
          const same = checksum(expected.values, expected.figures);
          expect(got.checksums).toEqual(Array.from({length: size}, () => same));
        }
        await crew.stop();
        expect(running).toBe(0);
      }),
      {numRuns: 4}
    );
  });

  it("uses 2 of 3 cores, and never more than 8", async () => {
    for (const [cores, size] of [
      [3, 2],
      [7, 4],
      [12, 8]
    ] as const) {
      const crew = await start(cores, canShare, {steps: [first(1)]});
      expect(crew.exchange.size).toBe(size);
      await crew.stop();
    }
    expect(running).toBe(0);
  });

  it.each([
    ["throws", "the weights of rank 1 are gone"],
    ["exits", "a training thread ended with exit code 3"],
    ["breaks", "a training thread failed: Cannot read properties of undefined (reading 'go')"]
  ] as const)("rejects the exchange with one error, and ends all, if a follower %s", async (fault, message) => {
    for (const size of [2, 4]) {
      const step = first(20);
      const {exchange} = await start(size, canShare, {steps: [step], fault});
      // The report may overtake the follower's last values.
      await expect(addUp(exchange, step).then(() => addUp(exchange, step))).rejects.toThrow(message);
      await expect(addUp(exchange, step)).rejects.toThrow(message);
      await expect.poll(() => running).toBe(0);
    }
  });

  it("rejects with the signal's reason, and ends all, if it aborts while rank 0 waits for a busy follower", async () => {
    const step = first(20);
    const stopping = new AbortController();
    const {exchange} = await start(4, canShare, {steps: [step], fault: "spins"}, stopping.signal);
    await addUp(exchange, step);
    setTimeout(() => stopping.abort(new Error("stopped")), 50);
    await expect(addUp(exchange, step)).rejects.toThrow("stopped");
    await expect.poll(() => running).toBe(0);
  });

  it("ends followers that are busy or wait", async () => {
    const step = first(20);
    const {exchange, stop} = await start(4, canShare, {steps: [step], fault: "spins"});
    await addUp(exchange, step);
    const waiting = expect(addUp(exchange, step)).rejects.toThrow("the training has ended");
    await stop();
    await waiting;
    expect(running).toBe(0);
  });
});

describe("startCrew(workers, task, signal)", () => {
  it("starts nothing if the signal has aborted, and ends what started if it aborts meanwhile", async () => {
    const request = {steps: [first(1)]};
    await expect(start(4, true, request, AbortSignal.abort(new Error("too late")))).rejects.toThrow("too late");
    expect(running).toBe(0);
    const stopping = new AbortController();
    const starting = start(4, true, request, stopping.signal);
    stopping.abort(new Error("not now"));
    await expect(starting).rejects.toThrow("not now");
    expect(running).toBe(0);
  });

  it("ends the followers if the request can't be sent", async () => {
    const request = {steps: [first(1)], fault: (() => {}) as unknown as undefined};
    await expect(start(2, true, request)).rejects.toThrow("could not be cloned");
    expect(running).toBe(0);
  });

  it("leaves nothing running: the process ends by itself", async () => {
    const script = fileURLToPath(new URL("endings.ts", import.meta.url));
    const run = promisify(execFile)(process.execPath, ["--import", "tsx", script], {timeout: 60_000});
    expect((await run).stdout).toBe("ended stopped failed ended stopped failed\n");
  });

  it.each(["throws", "reports an end"])("leaves rank 0 alone if starting a worker %s", async (how) => {
    let [starts, ends] = [0, 0];
    const workers: Workers = {
      cores: 4,
      canShare: false,
      start({onReport, onEnd}) {
        if (++starts === 3 && how === "throws") throw new Error("workers are blocked");
        setTimeout(() => (starts === 3 ? onEnd(new Error("blocked")) : onReport({kind: "ready"})));
        return {postMessage: () => expect.unreachable(), terminate: async () => void ++ends};
      }
    };
    const {exchange, stop} = await startCrew(workers, {
      request: {},
      lengths: {values: 1, figures: 0},
      kernels: undefined
    });
    expect(exchange).toMatchObject({rank: 0, size: 1});
    expect(ends).toBe(how === "throws" ? 2 : 3);
    await exchange.allReduce(new Float32Array(1), new Float64Array(0));
    await stop();
  });
});
