import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {zipSync} from "fflate";
import {afterEach, beforeEach, describe, expect, it} from "vitest";
import {detectLayout} from "../../../../loaders/datasets/detect.js";
import {pairNumpyArrays} from "../../../../loaders/datasets/layouts/numpyPairs.js";
import {readNumpyPair} from "../../../../loaders/datasets/contents/readNumpy.js";
import {openSource} from "../../../../loaders/datasets/sources/source.js";
import {InputError} from "../../../../src/inputError.js";
import {lineImage} from "../../runs/lineImage.js";

// KERAS was written by NumPy 2.4's savez_compressed(x_train=…, y_train=…), uint8, like Keras's mnist.npz. The other
// arrays follow the format's description: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

/** Image n of three has a line of level 200 + n in row 5 + n, columns 4 to 23, and of 255 in column 7, rows 5 to 19. */
const KERAS = [
  "UEsDBC0AAAAIAAAAIQCfc4YM//////////8LABQAeF90cmFpbi5ucHkBABAAsAkAAAAAAACGAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF",
  "5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6CkYWIKypo1CrQA7gYhhk4MSJE/9PoAEk6f94tI7K0U9uFNAP4IyHkydP/j+J",
  "BojRNypHdblRQD9AVhydOnXq/yk0QKmZo3IjDwAAUEsDBC0AAAAIAAAAIQAfKqgv//////////8LABQAeV90cmFpbi5ucHkBABAAgwAAAAAAAA",
  "BHAAAAAAAAAJvsF+obEMnIUMZQrZ6SWpxcpG6loF5Taqiuo6Cell9UUpSYF59flJIKEndLzClOBYoXZyQWpAL5GsY6mjoKtQoUAC5mdk4AUEsB",
  "Ai0DLQAAAAgAAAAhAJ9zhgyGAAAAsAkAAAsAAAAAAAAAAAAAAIABAAAAAHhfdHJhaW4ubnB5UEsBAi0DLQAAAAgAAAAhAB8qqC9HAAAAgwAAAA",
  "sAAAAAAAAAAAAAAIABwwAAAHlfdHJhaW4ubnB5UEsFBgAAAAACAAIAcgAAAEcBAAAAAA=="
].join("");

const IMAGES = [0, 1, 2].flatMap(lineImage);

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "handscope-numpy-"));
});
afterEach(() => rmSync(dir, {recursive: true, force: true}));

function npy(descr: string, shape: string, values: ArrayBufferView, order = "False"): Uint8Array {
  const words = new TextEncoder().encode(`{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }\n`);
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Uint8Array.of(
    0x93,
    ...new TextEncoder().encode("NUMPY"),
    1,
    0,
    words.length & 255,
    words.length >> 8,
    ...words,
    ...data
  );
}

/** Reads an archive of arrays, or a whole file. */
async function read(file: Uint8Array | Record<string, Uint8Array>) {
  const path = join(dir, "m.npz");
  writeFileSync(path, file instanceof Uint8Array ? file : zipSync(file));
  const source = await openSource(dir);
  try {
    const detected = await detectLayout(source);
    if (detected.layout !== "NumPy arrays") throw new Error(`read as ${detected.layout}`);
    const parts = [];
    for (const pair of detected.pairs) parts.push(await readNumpyPair(source, pair));
    return parts.map(({split, digits, note}) => ({
      split,
      note,
      images: [...digits.images],
      labels: [...digits.labels!]
    }));
  } finally {
    await source.close();
  }
}

async function message(file: Record<string, Uint8Array>): Promise<string> {
  const error: unknown = await read(file).catch((reason: unknown) => reason);
  if (!(error instanceof InputError)) throw error;
  return error.message.replaceAll(`${dir}/`, "");
}

const labels = npy("|u1", "3,", Uint8Array.of(3, 7, 9));
const expected = [{split: "train", note: undefined, images: IMAGES, labels: [3, 7, 9]}];

describe("readNumpyPair(source, pair)", () => {
  it("reads Keras's mnist.npz", async () => {
    expect(await read(Buffer.from(KERAS, "base64"))).toEqual(expected);
  });

  it.each([
    ["[n, 784] of int64", "<i8", "3, 784", BigInt64Array.from(IMAGES, BigInt), undefined],
    ["[n, 28, 28, 1] of float64", "<f8", "3, 28, 28, 1", Float64Array.from(IMAGES), undefined],
    [
      "float32 from 0 to 1",
      "<f4",
      "3, 28, 28",
      Float32Array.from(IMAGES, (v) => v / 255),
      "m.npz/x_train.npy: pixels from 0 to 1, stretched to 0 to 255"
    ]
  ])("reads %s", async (_what, descr, shape, values, note) => {
    expect(await read({"x_train.npy": npy(descr, shape, values), "y_train.npy": labels})).toEqual([
      {...expected[0], note}
    ]);
  });

  it("reads big-endian values and one-hot labels", async () => {
    const swapped = Buffer.from(Uint16Array.from(IMAGES).buffer).swap16();
    const hot = Float32Array.from(
      [3, 7, 9].flatMap((label) => Array.from({length: 10}, (_, c) => Number(c === label)))
    );
    expect(await read({"X_train.npy": npy(">u2", "3, 784", swapped), "Y_train.npy": npy("<f4", "3, 10", hot)})).toEqual(
      expected
    );
  });

  const x = npy("|u1", "3, 784", Uint8Array.from(IMAGES));
  // prettier-ignore
  it.each([
    ["too few labels", {"x.npy": x, "y.npy": npy("|u1", "2,", Uint8Array.of(3, 7))}, "m.npz/y.npy: expected 3 labels, one for each image, got 2"],
    ["letters", {"x.npy": x, "y.npy": npy("|u1", "3,", Uint8Array.of(3, 20, 26))}, "m.npz/y.npy: expected labels from 0 to 9, got labels from 3 to 26, as letters have; a dataset.json beside the files can name the classes"],
    ["images in color", {"x.npy": npy("|u1", "1, 28, 28, 3", new Uint8Array(2352)), "y.npy": labels}, "m.npz/x.npy: expected images of 28×28, 16×16 or 8×8, got 2352 pixels"],
    ["Fortran's order", {"x.npy": npy("|u1", "3, 784", Uint8Array.from(IMAGES), "True"), "y.npy": labels}, "m.npz/x.npy: expected C's order (numpy.ascontiguousarray), got Fortran's"],
    ["objects", {"x.npy": npy("|O", "3,", new Uint8Array(9)), "y.npy": labels}, "m.npz/x.npy: expected an array of numbers, got Python objects (a pickle) or records"],
    ["a billion images that are not there", {"x.npy": npy("|u1", "1000000000, 784", new Uint8Array(784)), "y.npy": labels}, "m.npz/x.npy: expected at most 2147483648 values, got a promise of 784000000000"],
    ["fewer values than promised", {"x.npy": npy("|u1", "1000000, 784", new Uint8Array(784)), "y.npy": labels}, "m.npz/x.npy: expected 784000000 values, as its header says, got 784"],
    ["more values than promised", {"x.npy": npy("|u1", "1, 784", new Uint8Array(785)), "y.npy": labels}, "m.npz/x.npy: expected 784 values, as its header says, got more"],
    ["NaN", {"x.npy": npy("<f4", "1, 784", new Float32Array(784).fill(NaN)), "y.npy": labels}, "m.npz/x.npy: expected pixels that are numbers, got NaN"],
    ["no labels", {"x_train.npy": x}, "expected arrays called x_train, y_train, x_test and y_test, as in Keras's mnist.npz, got only m.npz/x_train.npy"],
    ["names that say nothing", {"a.npy": x, "b.npy": labels}, "expected arrays called x_train, y_train, x_test and y_test, as in Keras's mnist.npz, got m.npz/a.npy, m.npz/b.npy"]
  ] satisfies [string, Record<string, Uint8Array>, string][])("refuses %s", async (_what, files, says) => {
    expect(await message(files)).toContain(says);
  });
});

describe("pairNumpyArrays(paths, root)", () => {
  it("pairs by name within one folder or archive, and names an unnamed array after its archive", () => {
    const pair = (...paths: string[]) =>
      pairNumpyArrays(paths, "d").map(({split, images, labels}) => [split, images, labels]);
    expect(pair("m.npz/x_test.npy", "m.npz/x_train.npy", "m.npz/y_test.npy", "m.npz/y_train.npy")).toEqual([
      ["test", "m.npz/x_test.npy", "m.npz/y_test.npy"],
      ["train", "m.npz/x_train.npy", "m.npz/y_train.npy"]
    ]);
    expect(pair("val_images.npy", "val_labels.npy")).toEqual([["validation", "val_images.npy", "val_labels.npy"]]);
    expect(pair("Xtrain.npy", "ytrain.npy")).toEqual([["train", "Xtrain.npy", "ytrain.npy"]]);
    expect(pair("kmnist-train-imgs.npz/arr_0.npy", "kmnist-train-labels.npz/arr_0.npy")).toEqual([
      ["train", "kmnist-train-imgs.npz/arr_0.npy", "kmnist-train-labels.npz/arr_0.npy"]
    ]);
    expect(() => pair("a/x.npy", "b/y.npy")).toThrow("got only a/x.npy");
  });
});
