import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {findClassFolders, isImageName} from "../../../loaders/layouts/classFolders.js";

// The folders are those of https://www.kaggle.com/datasets/scolianni/mnistasjpg and of common tutorials.

const found = (...paths: string[]) => findClassFolders(paths).map(({path, label, split}) => [path, label, split]);

describe("findClassFolders(paths)", () => {
  it("takes the label from the folder and the split from the nearest folder above that names one", () => {
    expect(found("test/0/x.jpg", "train/7/a.png", "trainingSet/trainingSet/3/img_1.jpg", "set/val/9/b.webp")).toEqual([
      ["test/0/x.jpg", 0, "test"],
      ["train/7/a.png", 7, "train"],
      ["trainingSet/trainingSet/3/img_1.jpg", 3, "train"],
      ["set/val/9/b.webp", 9, "validation"]
    ]);
  });

  it("leaves the split open where nothing names one, the folders of the classes lying at the top or below a name", () => {
    expect(found("5/a.gif", "digits/6/b.TIF")).toEqual([
      ["5/a.gif", 5, undefined],
      ["digits/6/b.TIF", 6, undefined]
    ]);
  });

  it("passes over what is no image, what lies in no class, and folders of more than one figure", () => {
    expect(
      found("7/notes.txt", "train/a.png", "10/a.png", "7/more/a.png", "7", "x7/a.png", "testSet/testSet/img_1.jpg")
    ).toEqual([]);
  });

  it("leaves out a sample of a split that is there in full, and takes it where it is all there is", () => {
    const [whole, sample] = ["trainingSet/trainingSet/1/a.jpg", "trainingSample/trainingSample/1/a.jpg"];
    expect(found(sample, whole)).toEqual([[whole, 1, "train"]]);
    expect(found(sample)).toEqual([[sample, 1, "train"]]);
    expect(found("sample/train/1/a.jpg")).toEqual([["sample/train/1/a.jpg", 1, "train"]]);
  });

  it("finds just the images in folders 0 to 9, in their order, whatever the names", () => {
    const part = fc.constantFrom("train", "0", "7", "12", "a", "x.y", "sub");
    const path = fc.tuple(fc.array(part, {maxLength: 4}), fc.constantFrom("a.png", "b.jpeg", "c.txt", "d"));
    fc.assert(
      fc.property(fc.array(path, {maxLength: 8}), (list) => {
        const paths = list.map(([folders, file]) => [...folders, file].join("/"));
        const expected = list.filter(
          ([folders, file]) => ["0", "7"].includes(folders.at(-1)!) && /png|jpeg/.test(file)
        );
        expect(findClassFolders(paths).map(({path: one}) => one)).toEqual(
          expected.map(([folders, file]) => [...folders, file].join("/"))
        );
      })
    );
  });
});

describe("isImageName(path)", () => {
  it("knows images by their extension, in any case", () => {
    expect(["a.PNG", "b/c.jpeg", "d.tif", "e.avif"].map(isImageName)).toEqual([true, true, true, true]);
    expect(["a.csv", "png", "a.png.txt", "a.svg"].map(isImageName)).toEqual([false, false, false, false]);
  });
});
