import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {connectTrainer} from "../../src/training/client.js";
import type {TrainerOrder, TrainerReport, TrainingRequest} from "../../src/training/messages.js";

/** A worker that reports when the test says so. */
class HandWorker {
  static started: HandWorker[] = [];
  readonly orders: TrainerOrder[] = [];
  isClosed = false;
  onmessage: ((event: {data: TrainerReport}) => void) | undefined;
  onerror: (() => void) | undefined;
  constructor(readonly address: string) {
    HandWorker.started.push(this);
  }
  postMessage(order: TrainerOrder): void {
    this.orders.push(order);
  }
  terminate(): void {
    this.isClosed = true;
  }
  report(...reports: TrainerReport[]): void {
    for (const data of reports) this.onmessage!({data});
  }
}

/** A trainer's module that ends each training with the orders that it got as its message. */
const MODULE = `data:text/javascript,${encodeURIComponent(`
  export const serve = (port) => {
    const kinds = [];
    port.onmessage = ({data}) => {
      kinds.push(data.kind);
      if (data.kind === "stop") port.postMessage({kind: "failed", message: kinds.join(" ")});
    };
  };
`)}`;

const request = {run: "r", model: "ann"} as TrainingRequest;
const place = {epoch: 0, step: 1, steps: 2};
const train = (address = MODULE) => connectTrainer(address, {wasm: "W"});

beforeEach(() => {
  HandWorker.started = [];
  vi.stubGlobal("Worker", HandWorker);
});
afterEach(() => vi.unstubAllGlobals());

describe("connectTrainer(trainer, {wasm})", () => {
  it("starts a worker for each training, tells what it reports, and ends it with the training", async () => {
    const heard: unknown[] = [];
    const note = (what: unknown) => void heard.push(what);
    const training = train()(request, {onStart: note, onStep: note, onEpoch: note});
    const other = train()(request);
    const [worker, second] = HandWorker.started;
    expect(worker!.orders).toEqual([{kind: "train", request, wasm: "W"}]);
    training.pause();
    training.resume();
    training.stop();
    expect(worker!.orders.slice(1).map(({kind}) => kind)).toEqual(["pause", "resume", "stop"]);
    const [start, epoch, run] = [{}, {}, {}] as never[];
    worker!.report({kind: "start", start: start!}, {kind: "step", progress: place}, {kind: "epoch", epoch: epoch!});
    expect(heard).toEqual([start, place, epoch]);
    worker!.report({kind: "done", run: run!});
    expect(await training.trained).toBe(run);
    expect([worker!.isClosed, second!.isClosed]).toEqual([true, false]);
    second!.report({kind: "failed", message: "no reason"});
    await expect(other.trained).rejects.toThrow("no reason");
    expect(second!.isClosed).toBe(true);
  });

  it.each([
    ["refuses workers by throwing", () => vi.stubGlobal("Worker", undefined)],
    ["says later that none started", () => setTimeout(() => HandWorker.started[0]!.onerror!())]
  ])("trains in the page where the browser %s", async (_, refuse) => {
    refuse();
    const training = train()(request);
    training.pause();
    training.stop();
    await expect(training.trained).rejects.toThrow("train pause stop");
  });

  it("says so where not even the module can be loaded, or the worker breaks", async () => {
    const broken = train()(request);
    HandWorker.started[0]!.report({kind: "step", progress: place});
    HandWorker.started[0]!.onerror!();
    await expect(broken.trained).rejects.toThrow("the trainer could not be started in this browser");
    vi.stubGlobal("Worker", undefined);
    await expect(train("data:text/javascript,throw new Error()")(request).trained).rejects.toThrow(
      "could not be started"
    );
  });
});
