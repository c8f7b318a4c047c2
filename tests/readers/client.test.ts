import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../src/characters/alphabet.js";
import {connectRecognizer} from "../../src/readers/client.js";
import type {ModelSource} from "../../src/run/modelFiles.js";
import {ModuleWorker} from "../moduleWorker.js";

/** The calls that the worker received: the function's name and its arguments. */
let asked: unknown[][];

const note =
  (name: string, result: unknown) =>
  async (...given: unknown[]) => {
    asked.push([name, ...given]);
    if (result instanceof Error) throw result;
    return result;
  };

beforeEach(() => {
  asked = [];
  ModuleWorker.started = [];
  ModuleWorker.apis = {
    "worker.js": {
      prepare: note("prepare", undefined),
      recognize: note("recognize", null),
      classify: note("classify", []),
      predict: note("predict", Float32Array.of(1)),
      activations: note("activations", null),
      explain: note("explain", new Error("the model could not be loaded"))
    }
  };
  vi.stubGlobal("Worker", ModuleWorker);
});
afterEach(() => {
  for (const worker of ModuleWorker.started) worker.terminate();
  vi.unstubAllGlobals();
});

const modelOf = (run: string): ModelSource => ({
  kind: "network",
  classes: DIGITS,
  files: {"model.json": `${run}.json`, "weights.bin": `${run}.bin`}
});

const connect = (detector?: {run: string; model: ModelSource}) =>
  connectRecognizer("worker.js", {
    wasm: "x.wasm",
    tensors: "z.js",
    tensorsWasm: "z.wasm",
    layers: "x.js",
    layersWasm: "y.wasm",
    modelOf,
    ...(detector && {detector})
  });

describe("connectRecognizer(worker, options)", () => {
  it("starts one worker, on first use", async () => {
    const client = connect();
    expect(ModuleWorker.started).toHaveLength(0);
    await Promise.all([client.prepare("ann"), client.recognize("ann", {strokes: []})]);
    expect(ModuleWorker.started).toHaveLength(1);
  });

  it("calls the worker's function for each task, with the run's model", async () => {
    const client = connect();
    await client.prepare("ann");
    expect(await client.recognize("cnn", {strokes: [[[0, 1]]]})).toBeNull();
    expect(await client.classify("cnn", [Uint8Array.of(8)])).toEqual([]);
    expect(await client.predict("cnn", Float32Array.of(0.5))).toEqual(Float32Array.of(1));
    expect(await client.activations("rules", Uint8Array.of(6), "dense_0")).toBeNull();
    await expect(client.explain("cnn", Uint8Array.of(7), 4, 9)).rejects.toThrow("the model could not be loaded");
    const addresses = {wasm: "x.wasm", tensors: "z.js", tensorsWasm: "z.wasm", layers: "x.js", layersWasm: "y.wasm"};
    const common = (run: string) => ({run, ...addresses, model: modelOf(run)});
    expect(asked).toEqual([
      ["prepare", common("ann")],
      ["recognize", common("cnn"), {strokes: [[[0, 1]]]}],
      ["classify", common("cnn"), [Uint8Array.of(8)]],
      ["predict", common("cnn"), Float32Array.of(0.5)],
      ["activations", common("rules"), Uint8Array.of(6), "dense_0"],
      ["explain", common("cnn"), Uint8Array.of(7), 4, 9]
    ]);
  });

  it("passes on the run that lends its detector, if there is one", async () => {
    const detector = {run: "cnn-pen", model: modelOf("cnn-pen")};
    await connect(detector).prepare("ann");
    expect(asked).toMatchObject([["prepare", {run: "ann", detector}]]);
  });
});
