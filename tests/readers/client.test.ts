import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../src/characters/alphabet.js";
import {connectRecognizer} from "../../src/readers/client.js";
import type {Reply} from "../../src/connectWorker.js";
import type {Request} from "../../src/readers/messages.js";
import type {ModelSource} from "../../src/run/modelFiles.js";

/** A worker that answers when the test says so. */
class HandWorker {
  static started: HandWorker[] = [];
  readonly requests: Request[] = [];
  onmessage: ((event: {data: Reply<unknown>}) => void) | undefined;
  onerror: (() => void) | undefined;
  constructor() {
    HandWorker.started.push(this);
  }
  postMessage(request: Request): void {
    this.requests.push(request);
  }
}

beforeEach(() => {
  HandWorker.started = [];
  vi.stubGlobal("Worker", HandWorker);
});
afterEach(() => vi.unstubAllGlobals());

const modelOf = (run: string): ModelSource => ({
  kind: "network",
  classes: DIGITS,
  files: {"model.json": `${run}.json`, "weights.bin": `${run}.bin`}
});

const connect = () =>
  connectRecognizer("worker.js", {
    wasm: "x.wasm",
    layers: "x.js",
    modelOf
  });

describe("connectRecognizer(worker, options)", () => {
  it("starts one worker, when it is first used", async () => {
    const client = connect();
    expect(HandWorker.started).toHaveLength(0);
    void client.prepare("ann");
    void client.recognize("ann", {strokes: []});
    expect(HandWorker.started).toHaveLength(1);
  });

  it("sends each kind of task, to the run's model", () => {
    const client = connect();
    void client.prepare("ann");
    void client.recognize("cnn", {strokes: [[[0, 1]]]});
    void client.classify("cnn", [Uint8Array.of(8)]);
    void client.explain("cnn", Uint8Array.of(7), 4, 9);
    void client.explain("cnn", Uint8Array.of(7), 4);
    const common = (run: string) => ({
      run,
      wasm: "x.wasm",
      layers: "x.js",
      model: modelOf(run)
    });
    expect(HandWorker.started[0]!.requests).toEqual([
      {id: 0, kind: "prepare", ...common("ann")},
      {id: 1, kind: "recognize", subject: {strokes: [[[0, 1]]]}, ...common("cnn")},
      {id: 2, kind: "classify", images: [Uint8Array.of(8)], ...common("cnn")},
      {id: 3, kind: "explain", image: Uint8Array.of(7), digit: 4, other: 9, ...common("cnn")},
      {id: 4, kind: "explain", image: Uint8Array.of(7), digit: 4, other: undefined, ...common("cnn")}
    ]);
  });

  it("gives each call its own result, in whatever order they come, or says why there is none", async () => {
    const client = connect();
    const [first, second] = [client.recognize("a", {strokes: []}), client.explain("b", new Uint8Array(784), 4)];
    const {onmessage} = HandWorker.started[0]!;
    onmessage!({data: {id: 1, error: "the model could not be loaded"}});
    onmessage!({data: {id: 0, result: null}});
    await expect(second).rejects.toThrow("the model could not be loaded");
    expect(await first).toBeNull();
  });
});
