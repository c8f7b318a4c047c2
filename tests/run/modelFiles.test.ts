import {describe, expect, it} from "vitest";
import {DEFAULT_KIND, isKind, KIND_FILES} from "../../src/run/modelFiles.js";

describe("KIND_FILES", () => {
  it("lists the model files of each kind", () => {
    expect(KIND_FILES).toEqual({
      network: ["model.json", "weights.bin"],
      "nearest-mean": ["means.npy", "variance.npy"],
      rules: ["rules.json"],
      tesseract: ["settings.json", "tesseract-core.wasm", "eng.traineddata"],
      forest: ["forest.bin"],
      knn: ["pixel-means.npy", "components.npy", "vectors.npy", "step.npy", "labels.npy", "settings.json"],
      "naive-bayes": ["means.npy", "variances.npy", "priors.npy", "temperature.npy"],
      qda: ["pixel-means.npy", "components.npy", "means.npy", "whitening.npy", "priors.npy", "temperature.npy"],
      svm: [
        "pixel-means.npy",
        "components.npy",
        "vectors.npy",
        "step.npy",
        "coefficients.npy",
        "intercepts.npy",
        "settings.json"
      ]
    });
  });
});

describe("isKind(name)", () => {
  it("recognizes the kinds, including the default, network", () => {
    expect(Object.keys(KIND_FILES).every(isKind)).toBe(true);
    expect(DEFAULT_KIND).toBe("network");
    expect(isKind(DEFAULT_KIND)).toBe(true);
  });

  it.each(["", "Network", "nearest mean", "toString", "constructor", "__proto__"])("knows no kind “%s”", (name) => {
    expect(isKind(name)).toBe(false);
  });
});
