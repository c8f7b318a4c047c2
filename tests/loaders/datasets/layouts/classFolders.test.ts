import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {
  describeClassFolders,
  findClassFolders,
  findNamedFiles,
  isImageName
} from "../../../../loaders/datasets/layouts/classFolders.js";

// Folders as in https://www.kaggle.com/datasets/scolianni/mnistasjpg and in common tutorials.

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

  it("leaves the split undefined if no folder names one, at the top or deeper", () => {
    expect(found("5/a.gif", "digits/6/b.TIF")).toEqual([
      ["5/a.gif", 5, undefined],
      ["digits/6/b.TIF", 6, undefined]
    ]);
  });

  it("ignores files that are no images, images outside class folders, and folders of several figures", () => {
    expect(
      found("7/notes.txt", "train/a.png", "10/a.png", "7/more/a.png", "7", "x7/a.png", "testSet/testSet/img_1.jpg")
    ).toEqual([]);
  });

  it("leaves out a sample of a split that is present in full, and takes a sample on its own", () => {
    const [whole, sample] = ["trainingSet/trainingSet/1/a.jpg", "trainingSample/trainingSample/1/a.jpg"];
    expect(found(sample, whole)).toEqual([[whole, 1, "train"]]);
    expect(found(sample)).toEqual([[sample, 1, "train"]]);
    expect(found("sample/train/1/a.jpg")).toEqual([["sample/train/1/a.jpg", 1, "train"]]);
  });

  it("finds exactly the images in folders 0 to 9, in their order, for any names", () => {
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
  it("recognizes images by their extension, in any case", () => {
    expect(["a.PNG", "b/c.jpeg", "d.tif", "e.avif"].map(isImageName)).toEqual([true, true, true, true]);
    expect(["a.csv", "png", "a.png.txt", "a.svg"].map(isImageName)).toEqual([false, false, false, false]);
  });
});

describe("findClassFolders(paths), with folders of other names", () => {
  it("takes 07, digit_7, seven and 7 - seven for 7", () => {
    expect(
      found("train/07/a.png", "train/digit_7/a.png", "seven/a.png", "test/7 - seven/a.png", "Class 7/a.png")
    ).toEqual([
      ["train/07/a.png", 7, "train"],
      ["train/digit_7/a.png", 7, "train"],
      ["seven/a.png", 7, undefined],
      ["test/7 - seven/a.png", 7, "test"],
      ["Class 7/a.png", 7, undefined]
    ]);
  });

  it("leaves out other folders beside folders of digits", () => {
    expect(found("test/1/a.png", "test/10/a.png", "test/ten/a.png", "test/Sample001/a.png")).toEqual([
      ["test/1/a.png", 1, "test"]
    ]);
  });

  it("takes 01 to 12 for numbers of writers or the like, and 00 to 09 for digits", () => {
    expect(found("01/a.png", "02/a.png", "12/a.png")).toEqual([]);
    expect(found("00/a.png", "09/a.png")).toEqual([["00/a.png", 0, undefined], ["09/a.png", 9, undefined]]); // prettier-ignore
  });

  it("names an example of a folder whose name is not just its digit", () => {
    expect(describeClassFolders(findClassFolders(["test/7/a.png"]))).toBe("");
    expect(describeClassFolders(findClassFolders(["test/seven/a.png"]))).toBe(
      "test/seven: the images in this folder are taken for 7, as its name says"
    );
  });
});

describe("findNamedFiles(paths)", () => {
  it("takes the digit from each image's name and the split from its folder, and lists names without a digit", () => {
    expect(findNamedFiles(["train/7_1.png", "test/digit-3 (2).png", "readme.txt", "logo.png"])).toEqual({
      files: [
        {path: "train/7_1.png", label: 7, split: "train"},
        {path: "test/digit-3 (2).png", label: 3, split: "test"}
      ],
      unnamed: ["logo.png"]
    });
  });

  it("finds nothing if most names hold no digit, or if ten or more all hold the same one", () => {
    expect(findNamedFiles(["7_1.png", "a.png", "b.png"])).toBeUndefined();
    expect(findNamedFiles(Array.from({length: 10}, (_, i) => `1_${i}.png`))).toBeUndefined();
    expect(findNamedFiles([])).toBeUndefined();
  });
});
