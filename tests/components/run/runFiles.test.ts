import {afterEach, beforeEach, describe, expect, it, vi} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {addressesOf, detectorFrom, modelsBeside, runFileUrl} from "../../../src/components/run/runFiles.js";

beforeEach(() => vi.stubGlobal("document", {baseURI: "https://example.org/site/runs/cnn"}));
afterEach(() => vi.unstubAllGlobals());

const cnn = {name: "cnn", kind: "network", classes: DIGITS} as const;
const mean = {name: "mean", kind: "nearest-mean", classes: ["a", "b"]} as const;

const CNN = {
  kind: "network",
  classes: DIGITS,
  files: {
    "model.json": "https://example.org/site/_file/data/runs/cnn/model.json",
    "weights.bin": "https://example.org/site/_file/data/runs/cnn/weights.bin"
  }
};

describe("modelsBeside(runs, beside)", () => {
  it("has a run's kind and classes, and the address of each of its files beside that of the list, whole", () => {
    const modelOf = modelsBeside([cnn, mean], "../_file/data/desk.0f1e.json");
    expect(modelOf("cnn")).toEqual(CNN);
    expect(modelOf("mean")).toEqual({
      kind: "nearest-mean",
      classes: ["a", "b"],
      files: {
        "means.npy": "https://example.org/site/_file/data/runs/mean/means.npy",
        "variance.npy": "https://example.org/site/_file/data/runs/mean/variance.npy"
      }
    });
  });

  it("is the same for a list whose address is whole", () => {
    expect(modelsBeside([cnn], "https://example.org/site/_file/data/runs.json")("cnn")).toEqual(CNN);
  });

  it("refuses a run that is not listed, naming those that are", () => {
    expect(() => modelsBeside([cnn, mean], "desk.json")("ann")).toThrow(
      new RangeError('expected one of the runs cnn, mean, got "ann"')
    );
  });
});

describe("detectorFrom(runs, beside)", () => {
  it("is the first run with a detector, and what makes its reader", () => {
    const runs = [
      {...mean, hasDetector: false},
      {...cnn, hasDetector: true},
      {...cnn, name: "b", hasDetector: true}
    ];
    expect(detectorFrom(runs, "../_file/data/desk.json")).toEqual({run: "cnn", model: CNN});
  });

  it("is undefined where there is none", () => {
    expect(detectorFrom([cnn, {...mean, hasDetector: false}], "desk.json")).toBeUndefined();
    expect(detectorFrom([], "desk.json")).toBeUndefined();
  });
});

describe("addressesOf(kind, addressOf)", () => {
  it("has an address for each file of the kind", () => {
    expect(addressesOf("nearest-mean", (file) => `blob:${file}`)).toEqual({
      "means.npy": "blob:means.npy",
      "variance.npy": "blob:variance.npy"
    });
  });
});

describe("runFileUrl(beside, run, file)", () => {
  it("lies in the run's folder beside the list, whatever page asks", () => {
    const expected = "https://example.org/site/_file/data/runs/cnn/epochs.csv";
    expect(runFileUrl("../_file/data/runs.json", "cnn", "epochs.csv")).toBe(expected);
    vi.stubGlobal("document", {baseURI: "https://example.org/site/"});
    expect(runFileUrl("./_file/data/runs.json", "cnn", "epochs.csv")).toBe(expected);
  });
});
