import {describe, expect, it} from "vitest";
import {pairArrays} from "../../../../loaders/datasets/layouts/idxPairs.js";

const pair = (...paths: string[]) =>
  pairArrays(
    paths.map((path) => ({path, kind: /labels/.test(path) ? "labels" : "images"})),
    "/there"
  );

describe("pairArrays(arrays, root)", () => {
  it("pairs images and labels of one folder by their names, gzipped or not", () => {
    expect(
      pair(
        "raw/t10k-images-idx3-ubyte",
        "raw/t10k-labels-idx1-ubyte.gz",
        "raw/train-images.idx3-ubyte",
        "raw/train-labels.idx1-ubyte"
      )
    ).toEqual([
      {split: "test", images: "raw/t10k-images-idx3-ubyte", labels: "raw/t10k-labels-idx1-ubyte.gz"},
      {split: "train", images: "raw/train-images.idx3-ubyte", labels: "raw/train-labels.idx1-ubyte"}
    ]);
  });

  it("takes the first of two copies, one in a folder of its own name, as in Kaggle's mnist-dataset", () => {
    const files = ["t10k-images", "t10k-labels"].map((name) => `${name}-idx${name.endsWith("labels") ? 1 : 3}-ubyte`);
    expect(pair(...files.map((file) => `${file}/${file}`), ...files)).toEqual([
      {split: "test", images: `${files[0]}/${files[0]}`, labels: `${files[1]}/${files[1]}`}
    ]);
  });

  it("never pairs images of one folder with labels of another", () => {
    expect(() => pair("a/t10k-images-idx3-ubyte", "b/t10k-labels-idx1-ubyte")).toThrow(
      "/there: expected images and labels of the test split in one folder, got a/t10k-images-idx3-ubyte and b/t10k-labels-idx1-ubyte"
    );
    expect(() => pair("a/t10k-images-idx3-ubyte")).toThrow("in one folder, got only a/t10k-images-idx3-ubyte");
  });

  it("refuses two pairs for one split", () => {
    const both = ["a", "b"].flatMap((folder) => [
      `${folder}/t10k-images-idx3-ubyte`,
      `${folder}/t10k-labels-idx1-ubyte`
    ]);
    expect(() => pair(...both)).toThrow(/one array of images for each split .+, got a\/.+, b\//);
  });
});
