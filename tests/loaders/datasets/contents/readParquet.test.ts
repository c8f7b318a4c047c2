import {parquetWriteBuffer} from "hyparquet-writer";
import {describe, expect, it} from "vitest";
import {readParquet} from "../../../../loaders/datasets/contents/readParquet.js";
import {InputError} from "../../../../src/inputError.js";
import {writeParquet} from "./parquetFile.js";

// Files written by hyparquet-writer with the columns of https://huggingface.co/datasets/ylecun/mnist: image, a struct
// of bytes and path, and label, int64.

const images = [0, 1, 2, 3].map((n) => Uint8Array.from({length: 40 + n}, (_, i) => (i * 7 + n) % 256));
const labels = [5, 0, 4, 5];

const read = (bytes: Uint8Array) => readParquet(bytes, "train.parquet");

async function message(bytes: Uint8Array): Promise<string> {
  const error: unknown = await read(bytes).then(
    () => "none",
    (reason: unknown) => reason
  );
  if (!(error instanceof InputError)) throw error;
  return error.message;
}

describe("readParquet(bytes, source)", () => {
  it.each(["UNCOMPRESSED", "SNAPPY"] as const)(
    "reads images and labels, %s, from several row groups",
    async (codec) => {
      const rows = await read(writeParquet(images, labels, {codec, rowGroupSize: 3}));
      expect(rows.map(({image, label}) => [[...image], label])).toEqual(
        images.map((image, i) => [[...image], labels[i]])
      );
    }
  );

  it("refuses a file whose labels are letters", async () => {
    expect(await message(writeParquet(images, [10, 35, 11, 3]))).toBe(
      'train.parquet: expected labels from 0 to 9, got labels from 3 to 35, as letters have; a dataset.json beside the files can name the classes: {"classes": ["A", "B", …]}'
    );
  });

  it("refuses other columns by name", async () => {
    const other = parquetWriteBuffer({columnData: [{name: "text", data: ["a"], type: "STRING"}]});
    expect(await message(new Uint8Array(other))).toBe(
      "train.parquet: expected the columns image.bytes and label, as Hugging Face has them, got text"
    );
  });

  it("refuses a file that is cut short or damaged, in a line that names it", async () => {
    const file = writeParquet(images, labels);
    for (const bytes of [file.subarray(0, 50), file.subarray(0, -1), file.subarray(20), new Uint8Array(0)]) {
      expect(await message(bytes)).toMatch(/^train\.parquet: expected a whole parquet file, got a damaged one/);
    }
  });

  it("reads or refuses a file with any byte changed, and never returns more rows than it holds", async () => {
    const file = writeParquet(images, labels, {codec: "UNCOMPRESSED"});
    for (let i = 0; i < file.length; ++i) {
      for (const byte of [0, 1, 127, 255]) {
        const damaged = file.slice();
        damaged[i] = byte;
        const rows = await read(damaged).catch((error: unknown) => error);
        if (!(rows instanceof InputError)) expect((rows as unknown[]).length).toBeLessThanOrEqual(images.length);
      }
    }
  });
});
