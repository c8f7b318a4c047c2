import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../../src/characters/alphabet.js";
import {parseMatlab} from "../../../../loaders/datasets/layouts/matlab.js";
import {matlabParts} from "../../../../loaders/datasets/layouts/matlabDigits.js";
import {inflate} from "../../../../loaders/datasets/contents/readMatlab.js";
import {lineImage} from "../../runs/lineImage.js";

// Files written by SciPy 1.17's savemat with do_compression, in the structure that EMNIST's page describes
// (https://www.nist.gov/itl/products-and-services/emnist-dataset): each row of dataset.train.images is an image,
// column-major; each row of dataset.mapping is a label and an ASCII code. Image n of the three has a line of level
// 200 + n in row 5 + n from column 4 to 23, and a line of level 255 in column 7 from row 5 to 19.

const EMNIST = [
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMTM6NTk6MjEgMjAyNgAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAHAEAAHic42NgYPjBzcDABqQ5gJiJAQJYoXxGJMwOxCmJ",
  "JYnFqSVAeRa4vAQQlxQlZuaB6NTiEpD+3MSCgsy8dAY+IPsFG3HmQ8RZwPaA+CC9mbmJ6anFDDmJSak5xVCxACTzONHMA5kvwIwwD8RXYGMYQe",
  "AEA8PJoaDvP14weNw5qm9U36i+4Q5A9YoDA6JegVUZyPUKcj0FqncE4Lo5HCC0jAPInAvM1K3vHJhx13cgfej1HYg/QOAU1eXw1wvUt29Ujp5y",
  "dAOgfGTBgDt/o+dLTqg4BChB8jUe/VwMiDICpn8Bhis+2EMZDhAKVm4IQGkRKC0BpWWgtIIDzB0Q2gNCN0BpBk8oH0ozeEH5UJrBG8qH0gw+UL",
  "6PAwD1fIGw"
].join("");

/** The same with a mapping from 1–26 to A–Z. */
const LETTERS = [
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMTM6NTk6MjEgMjAyNgAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAIgEAAHic7dXLSgMxFMbxU61juymzcFHERRERERHvt415",
  "hHrrPuJQBtpSnHmAPIqPkqXufAyXvoEm5j/TUVBcemkg/JIczjezOy0RaTdFImfD7RkJa457rbLn3b7Ruc6S3NXrZT12O7/V6cg51ONxOupLy5",
  "2fou/lhvf6W76/+950qPtJJgN9nQwy3rqVvOaHPJ8fz07y/L0TyT9a9yIPv6Hv5cv1c/5z2jftm/b99eXnipLJXClGRnWuVOeUnztx2d1QwSXl",
  "cx5rn+csVrKKnLviIs+nHNT73BgXsF1+L9jBZVzBVVzDddzATdzCbdzBXdzDfTzAQzzCYzwJqm7QoEU5o44GLco5dTRoUS6oo0GLckkdDVqUK+",
  "po0KL0qKPpqVeZ/3Hr"
].join("");

/** The same as in mnist-original.mat: data, whose columns are images, and label. */
const ORIGINAL = [
  "TUFUTEFCIDUuMCBNQVQtZmlsZSBQbGF0Zm9ybTogcG9zaXgsIENyZWF0ZWQgb246IFN1biBOb3YgMjkgMTM6NTk6MjEgMjAyNgAAAAAAAAAAAA",
  "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAABSU0PAAAAawAAAHic42NgYEjgZGBgA9IcQAxkggErlC/AzMAARAyM",
  "DCwMKYkliUxAtgFM0SACJ06c+H8CDSBJ/8ejdVSOfnKjgH4AZzycPHny/0k0QIy+UTmqy40C+gGy4ujUqVP/T6EBSs0clRt5AAANeVwgDwAAAD",
  "MAAAB4nONjYGAIAGI2IOaA0iDACuUzAjEzlAaJ5SQmpeYAaU4glmCAAQ4HCC0DpZUcAILAA7E="
].join("");

const read = (base64: string) => matlabParts(parseMatlab(Buffer.from(base64, "base64"), "e.mat", inflate), "e.mat");

describe("parseMatlab(file, source, inflate) and matlabParts(variables, source)", () => {
  it("reads EMNIST's structure with upright images, and labels by the mapping", () => {
    expect(
      read(EMNIST).map(({images, labels, labeling, ...rest}) => ({
        ...rest,
        classes: labeling?.classes,
        images: [...images],
        labels: Array.from(labels)
      }))
    ).toEqual([
      {
        split: "train",
        name: "dataset.train",
        classes: DIGITS,
        side: 28,
        range: {low: 0, high: 255, whole: true},
        images: [...lineImage(0), ...lineImage(1)],
        labels: [3, 7]
      },
      {
        split: "test",
        name: "dataset.test",
        classes: DIGITS,
        side: 28,
        range: {low: 0, high: 255, whole: true},
        images: lineImage(2),
        labels: [9]
      }
    ]);
  });

  it("reads mnist-original.mat's data and label", () => {
    const parts = read(ORIGINAL).map(({images, labels, split}) => [[...images], Array.from(labels), split]);
    expect(parts).toEqual([[[0, 1, 2].flatMap(lineImage), [3, 7, 9], undefined]]);
  });

  it("takes the meaning of labels from the mapping: 1 is A, 26 is Z", () => {
    const [part] = read(LETTERS);
    expect(part?.labeling?.classes.join("")).toBe("ABCDEFGHIJKLMNOPQRSTUVWXYZ");
    expect([1, 26, 0, 27].map((label) => part?.labeling?.codes.get(label))).toEqual([0, 25, undefined, undefined]);
  });

  it("refuses a file that is no MAT-file, cut short, or damaged", () => {
    const file = Buffer.from(EMNIST, "base64");
    const message = (bytes: Uint8Array) => () => parseMatlab(bytes, "e.mat", inflate);
    expect(message(file.subarray(0, 100))).toThrow(
      "e.mat: expected a MATLAB file of version 5 to 7, got something else"
    );
    expect(message(file.subarray(0, 300))).toThrow("e.mat: expected a whole MATLAB file, got a damaged one");
    const changed = Uint8Array.from(file, (byte, i) => (i === 200 ? byte ^ 255 : byte));
    expect(message(changed)).toThrow(/^e\.mat: expected a whole MATLAB file, got /);
  });

  it("refuses other variables by name", () => {
    expect(() => matlabParts(new Map([["X", {dimensions: [1, 1], values: [0]}]]), "e.mat")).toThrow(
      "e.mat: expected EMNIST's dataset.train.images and labels, or data and label as in mnist-original.mat, got X"
    );
  });
});
