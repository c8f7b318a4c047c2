import {describe, expect, it} from "vitest";
import {splitOfName, splitOfPath} from "../../../../loaders/datasets/layouts/splitName.js";

// Names of files and folders in datasets on Kaggle: digit-recognizer, oddrationale/mnist-in-csv,
// hojjatk/mnist-dataset, scolianni/mnistasjpg, landlord/handwriting-recognition, crawford/emnist.

describe("splitOfName(name)", () => {
  it.each([
    ["train.csv", "train"],
    ["mnist_train.csv", "train"],
    ["trainingSet", "train"],
    ["train-images.idx3-ubyte", "train"],
    ["train_v2", "train"],
    ["emnist-digits-train.csv", "train"],
    ["Training", "train"],
    ["written_name_validation_v2.csv", "validation"],
    ["val-labels-idx1-ubyte.gz", "validation"],
    ["valid", "validation"],
    ["dev", "validation"],
    ["t10k-images-idx3-ubyte", "test"],
    ["testSet", "test"],
    ["mnist_test.csv", "test"],
    ["TEST_0001", "test"]
  ])("%s is %s", (name, split) => expect(splitOfName(name)).toBe(split));

  it.each([
    "digits.csv",
    "7",
    "sample_submission.csv",
    "training_and_test.csv",
    "trainer.csv",
    "contest",
    "evaluate",
    ""
  ])("%s is none", (name) => expect(splitOfName(name)).toBeUndefined());
});

describe("splitOfPath(path)", () => {
  it("takes the last part of the path that names a split", () => {
    expect(splitOfPath("train/test/7/a.png")).toBe("test");
    expect(splitOfPath("mnist-test-and-train/train/7/a.png")).toBe("train");
    expect(splitOfPath("digits/7/a.png")).toBeUndefined();
  });
});
