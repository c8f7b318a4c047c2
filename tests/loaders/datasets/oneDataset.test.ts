import {describe, expect, it} from "vitest";
import {datasetOfPath, refuseSeveralDatasets} from "../../../loaders/datasets/oneDataset.js";

// Names from torchvision, Kaggle's mnist-dataset, mnist-in-csv and mnistasjpg, and EMNIST.

describe("datasetOfPath(path)", () => {
  it.each([
    ["MNIST/raw/train-images-idx3-ubyte", "mnist"],
    ["mnist_test.csv", "mnist"],
    ["FashionMNIST/raw/t10k-images-idx3-ubyte", "fashion mnist"],
    ["gzip/emnist-letters-train-labels-idx1-ubyte.gz", "emnist letters"],
    ["MNIST Dataset JPG format/MNIST - JPG - training", "mnist"],
    ["writer12/test", "writer"],
    ["t10k-images-idx3-ubyte/t10k-images.idx3-ubyte", ""],
    ["trainingSet/trainingSet", ""],
    ["images/part2/train.csv", ""]
  ])("finds in %s the dataset “%s”", (path, expected) => {
    expect(datasetOfPath(path)).toBe(expected);
  });
});

const refusal = (paths: string[], files = paths) => {
  try {
    refuseSeveralDatasets(paths, {root: "/there", paths: files});
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
};

describe("refuseSeveralDatasets(paths, source)", () => {
  it.each([
    ["one set, split by folders", ["train", "test"]],
    ["one set, split by names", ["mnist_train.csv", "mnist_test.csv"]],
    ["a named test set beside a training set without a name", ["train.csv", "mnist_test.csv"]],
    [
      "arrays in folders of their own names",
      ["train-images.idx3-ubyte", "train-images-idx3-ubyte/train-images-idx3-ubyte"]
    ],
    ["writers' folders", ["writer1/train", "writer2/train", "writer10/train"]],
    ["nothing", []]
  ])("lets %s pass", (_, paths) => {
    expect(refusal(paths)).toBeUndefined();
  });

  it("names two of the folders, and how to choose one", () => {
    const [fashion, digits] = ["FashionMNIST/raw/t10k-images-idx3-ubyte", "MNIST/raw/t10k-images-idx3-ubyte"];
    expect(refusal([fashion, digits])).toBe(
      "/there: expected one data set, got 2: FashionMNIST and MNIST; choose one: --from or --data /there/MNIST"
    );
    // Training images of one dataset and test images of another are two datasets, too.
    expect(refusal(["letters/train", "mnist/test"], ["letters/train/0/a.png", "mnist/test/0/a.png"])).toMatch(
      /got 2: letters and mnist; choose one: .*\/there\/mnist$/
    );
    expect(refusal(["sets/anna", "sets/ben", "sets/cleo"], ["sets/anna/0/a", "sets/ben/0/a", "sets/cleo/0/a"])).toMatch(
      /got 3: sets\/anna and sets\/ben and 1 more; choose one: .*\/there\/sets\/ben$/
    );
  });

  it("advises separate folders if no path selects one dataset: in one folder, nested, or in a zip", () => {
    expect(refusal(["emnist-digits-train.csv", "emnist-letters-train.csv"])).toBe(
      "/there: expected one data set, got 2: emnist-digits-train.csv and emnist-letters-train.csv; give each a folder of its own"
    );
    expect(refusal(["", "more/mnist"], ["0/a.png", "more/mnist/0/a.png"])).toMatch(
      /got 2: the folder itself and more; give each a folder of its own$/
    );
    expect(refusal(["a.zip/anna", "a.zip/ben"], ["a.zip/anna/0/a", "a.zip/ben/0/a"])).toMatch(
      /got 2: a\.zip\/anna and a\.zip\/ben; give each a folder of its own$/
    );
  });
});
