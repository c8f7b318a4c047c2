import {mkdtempSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterEach, describe, expect, it, vi} from "vitest";
import type {Claims} from "../../../../loaders/runs/claims/claims.js";
import type {ClaimName} from "../../../../src/run/claims.js";
import {MODEL_JSON, predictionsCsv, writeRun} from "../handmadeRun.js";

// The verdicts follow from run folders that are written by hand, so that each rule is known to hold or to fail.

let home: string | undefined;

afterEach(() => {
  vi.unstubAllEnvs();
  if (home) rmSync(home, {recursive: true, force: true});
});

/** What a handmade run of the documents' network is, unless a test says otherwise. */
const ABOUT = {
  title: "The documents' network",
  model: "ann",
  command: "npm run train -- --run ann-documents",
  parameters: 118_282,
  dataset: {title: "MNIST", train: 30_000, validation: 3_000, test: 3_000},
  hyperparameters: {optimizer: "adam", loss: "categorical cross-entropy", learningRate: 0.001}
};

/** Returns *right* right answers of *n*, to the digits 0 to 9 in turn. */
function answers(n: number, right: number): string {
  return predictionsCsv(Array.from({length: n}, (_, i) => [i % 10, i < right ? i % 10 : (i + 1) % 10] as const));
}

/** Returns a model.json of dense layers of these *sizes*, inputs first, with a softmax at the end. */
function modelOf(sizes: readonly number[]): string {
  const model = JSON.parse(MODEL_JSON) as {modelTopology: {config: {layers: unknown[]}}};
  const [inputs, ...units] = sizes;
  model.modelTopology.config.layers = [
    ...units.map((count, i) => ({
      class_name: "Dense",
      config: {
        units: count,
        activation: i < units.length - 1 ? "relu" : "linear",
        ...(i ? {} : {batch_input_shape: [null, inputs]})
      }
    })),
    {class_name: "Activation", config: {activation: "softmax"}}
  ];
  return JSON.stringify(model);
}

/** Describes the claims of a site with these runs alone. */
async function claimsOf(runs: Readonly<Record<string, Readonly<Record<string, string>>>>): Promise<Claims> {
  home = mkdtempSync(join(tmpdir(), "handscope-claims-"));
  for (const [name, files] of Object.entries(runs)) writeRun(join(home, name), files);
  vi.stubEnv("HANDSCOPE_RUNS", home); // read when loaders/paths.ts is loaded
  vi.resetModules();
  const {describeClaims} = await import("../../../../loaders/runs/claims/claims.js");
  const {describeSystems} = await import("../../../../loaders/runs/systems.js");
  return describeClaims(await describeSystems({splits: {}}));
}

const find = ({claims}: Claims, name: ClaimName) => claims.find((claim) => claim.name === name)!;
const documents = (about: object = {}, files: Readonly<Record<string, string>> = {}) => ({
  "run.json": JSON.stringify({...ABOUT, ...about}),
  "predictions.csv": answers(100, 100),
  ...files
});

describe("describeClaims()", () => {
  it("says of each claim that lacks a run which one, and measures nothing", async () => {
    const claims = await claimsOf({});
    expect(find(claims, "ninety")).toMatchObject({
      verdict: "not measured",
      because: "This site lacks the runs ann-documents, tesseract.",
      figures: [],
      commands: []
    });
    expect(find(claims, "split-sizes").because).toBe("This site lacks the run ann-documents.");
    expect(find(claims, "brain").verdict).toBe("not defined");
    expect(claims.claims.filter(({verdict}) => verdict.endsWith("reproduced"))).toEqual([]);
    expect(claims).toMatchObject({faulty: [], honest: null});
  });

  it("says of a run that is not whole what is wrong with it", async () => {
    const claims = await claimsOf({"ann-documents": {"run.json": JSON.stringify(ABOUT), "predictions.csv": "index\n"}});
    expect(find(claims, "settings").verdict).toBe("not measured");
    expect(find(claims, "settings").because).toMatch(/^It could not be measured: ann-documents\/predictions\.csv/);
  });

  it.each([
    [30_000, "reproduced", "not reproduced"],
    [20_000, "not reproduced", "not reproduced"],
    [1_000_000, "not reproduced", "reproduced"] // × 784 bytes is 0.78 GB
  ])("with %i training images, the split is %s and the gigabyte %s", async (train, split, gigabyte) => {
    const claims = await claimsOf({"ann-documents": documents({dataset: {...ABOUT.dataset, train}})});
    expect(find(claims, "split-sizes").verdict).toBe(split);
    expect(find(claims, "gigabyte").verdict).toBe(gigabyte);
    expect(find(claims, "gigabyte").figures[0]).toMatchObject({value: 784 * (train + 6_000)});
    expect(find(claims, "split-sizes").commands).toEqual([ABOUT.command]);
  });

  it.each([
    [[784, 128, 128, 10], "reproduced"],
    [[784, 128, 10], "not reproduced"]
  ])("with layers of %j, the architecture is %s", async (sizes, verdict) => {
    const claims = await claimsOf({"ann-documents": documents({}, {"model/model.json": modelOf(sizes)})});
    expect(find(claims, "architecture").verdict).toBe(verdict);
    expect(find(claims, "architecture").figures[0]).toMatchObject({value: sizes.join("–")});
    if (verdict === "reproduced") expect(find(claims, "settings").verdict).toBe("reproduced");
  });

  it.each([
    [90, "reproduced"],
    [0, "not reproduced"]
  ])("where Tesseract reads %i of 100, 90 %% is %s", async (right, verdict) => {
    const tesseract = {
      "run.json": JSON.stringify({title: "Tesseract", model: "tesseract"}),
      "predictions.csv": answers(100, right)
    };
    const claims = await claimsOf({"ann-documents": documents(), tesseract});
    const {figures, ...claim} = find(claims, "ninety");
    expect(claim.verdict).toBe(verdict);
    expect(figures[0]).toMatchObject({label: "Tesseract alone", n: 100, correct: right});
    expect(figures.at(-1)).toMatchObject({label: "the network alone", n: 100, correct: 100});
    expect(find(claims, "improved").verdict).toBe("not reproduced");
  });

  it("keeps runs with a fault apart, and counts 100 % only of the documents' network itself", async () => {
    const fault = {name: "one-output", counts: [{how: "columns", n: 100, correct: 100}]};
    const faulty = {
      "run.json": JSON.stringify({...ABOUT, title: "Fault", fault}),
      "history.csv": "epoch,loss,accuracy,val_loss,val_accuracy\n0,0,0.00003,0,1\n"
    };
    const files = {"predictions.csv": answers(100, 97)};
    const claims = await claimsOf({"ann-documents": documents({}, files), "claims-one-output": faulty});
    expect(claims.faulty.map(({name, history}) => [name, history.length])).toEqual([["claims-one-output", 1]]);
    expect(find(claims, "hundred")).toMatchObject({
      verdict: "not reproduced",
      figures: [
        {kind: "share", n: 100, correct: 97, run: "ann-documents"},
        {kind: "share", n: 100, correct: 97, run: "ann-documents"},
        {kind: "tally", n: 100, correct: 100, run: "claims-one-output"}
      ]
    });
  });
});
