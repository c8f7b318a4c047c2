import {proxy} from "comlink";
import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {connectTrainer} from "../../src/training/client.js";
import type {StartedTraining, TrainerApi, TrainingListener, TrainingRequest} from "../../src/training/messages.js";
import type {TrainedRun} from "../../src/training/trainRun.js";
import {ModuleWorker} from "../moduleWorker.js";

/** A training controlled by the test. */
interface HandTraining {
  readonly request: TrainingRequest;
  readonly addresses: unknown;
  readonly listener: TrainingListener;
  readonly orders: string[];
  end(run: TrainedRun): void;
  fail(error: Error): void;
}

let trainings: HandTraining[];

const handTrainer: TrainerApi = {
  start: async (request, addresses, listener) => {
    const orders: string[] = [];
    const finished = new Promise<TrainedRun>((end, fail) => {
      trainings.push({request, addresses, listener, orders, end, fail});
    });
    const note = (order: string) => async () => void orders.push(order);
    const started: StartedTraining = {
      pause: note("pause"),
      resume: note("resume"),
      stop: note("stop"),
      finish: () => finished
    };
    return proxy(started);
  },
  fineTune: () => Promise.reject(new Error("no tuning here"))
};

/** A trainer's module for the page. A training ends when it is stopped, with its orders as the error. */
const MODULE = `data:text/javascript,${encodeURIComponent(`
  export const api = {
    start: async () => {
      const orders = [];
      let fail;
      const finished = new Promise((_, reject) => (fail = reject));
      finished.catch(() => {});
      return {
        pause: async () => orders.push("pause"),
        stop: async () => fail(new Error(["train", ...orders, "stop"].join(" "))),
        finish: () => finished
      };
    }
  };
`)}`;

const request = {run: "r", model: "ann"} as TrainingRequest;
const place = {epoch: 0, step: 1, steps: 2, loss: 2.3, accuracy: 0.1};
const addresses = {wasm: "W", kernels: "K", follower: "F"};
const train = (address = MODULE) => connectTrainer(address, addresses);
const arrived = (n: number) => vi.waitFor(() => expect(trainings).toHaveLength(n));

beforeEach(() => {
  trainings = [];
  ModuleWorker.started = [];
  ModuleWorker.apis = {[MODULE]: handTrainer};
  vi.stubGlobal("Worker", ModuleWorker);
});
afterEach(() => {
  for (const worker of ModuleWorker.started) worker.terminate();
  vi.unstubAllGlobals();
});

describe("connectTrainer(trainer, addresses)", () => {
  it("starts a worker for each training, passes on its reports, and ends the worker with the training", async () => {
    const heard: unknown[] = [];
    const note = (what: unknown) => void heard.push(what);
    const training = train()(request, {onStart: note, onStep: note, onEpoch: note});
    await arrived(1);
    const other = train()(request);
    await arrived(2);
    const [first, second] = trainings;
    expect([first!.request, first!.addresses]).toEqual([request, addresses]);
    training.pause();
    training.resume();
    training.stop();
    await vi.waitFor(() => expect(first!.orders).toEqual(["pause", "resume", "stop"]));
    const [start, epoch, run] = [{training: 7}, {record: 8}, {about: 9}] as unknown as [never, never, TrainedRun];
    await first!.listener.onStart(start);
    await first!.listener.onStep(place);
    await first!.listener.onEpoch(epoch);
    expect(heard).toEqual([start, place, epoch]);
    first!.end(run);
    expect(await training.trained).toEqual(run);
    const closed = () => ModuleWorker.started.map(({isClosed}) => isClosed);
    await vi.waitFor(() => expect(closed()).toEqual([true, false]));
    second!.fail(new Error("no reason"));
    await expect(other.trained).rejects.toThrow("no reason");
    await vi.waitFor(() => expect(closed()).toEqual([true, true]));
  });

  it.each([
    ["refuses workers by throwing", () => vi.stubGlobal("Worker", undefined)],
    ["says later that none started", () => (ModuleWorker.apis = {})]
  ])("trains in the page where the browser %s", async (_, refuse) => {
    refuse();
    const training = train()(request);
    training.pause();
    training.stop();
    await expect(training.trained).rejects.toThrow("train pause stop");
  });

  it("rejects if the worker breaks, or if the module can't be loaded either", async () => {
    const broken = train()(request);
    await arrived(1);
    await trainings[0]!.listener.onStep(place);
    ModuleWorker.started[0]!.onerror!();
    await expect(broken.trained).rejects.toThrow("the trainer broke down in this browser");
    vi.stubGlobal("Worker", undefined);
    await expect(train("data:text/javascript,throw new Error()")(request).trained).rejects.toThrow(
      "the trainer could not be started in this browser"
    );
  });
});
