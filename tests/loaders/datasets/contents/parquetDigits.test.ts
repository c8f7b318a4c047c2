import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import sharp from "sharp";
import {expect, it} from "vitest";
import {detectLayout} from "../../../../loaders/datasets/detect.js";
import {readDigits} from "../../../../loaders/datasets/readDigits.js";
import {openSource} from "../../../../loaders/datasets/sources/source.js";
import {writeParquet} from "./parquetFile.js";

// File names as on Hugging Face. The images are PNGs made by sharp: a white stroke on black, like MNIST's there.

const stroke = async (height: number) =>
  new Uint8Array(
    await sharp({create: {width: 4, height, channels: 3, background: "white"}})
      .extend({top: 4, bottom: 24 - height, left: 12, right: 12, background: "black"})
      .png()
      .toBuffer()
  );

it("reads the image files in parquet files, and joins several files of one split", async () => {
  const dir = mkdtempSync(join(tmpdir(), "handscope-parquet-"));
  try {
    mkdirSync(join(dir, "mnist"));
    const [long, short] = await Promise.all([stroke(20), stroke(10)]);
    const write = (name: string, images: Uint8Array[], labels: number[]) =>
      writeFileSync(join(dir, "mnist", name), writeParquet(images, labels));
    write("train-00000-of-00002.parquet", [long, short], [1, 7]);
    write("train-00001-of-00002.parquet", [short], [9]);
    write("test-00000-of-00001.parquet", [long], [4]);
    const source = await openSource(dir);
    const {splits, pictures} = await readDigits(source, await detectLayout(source), {scratch: join(dir, "scratch")});
    const labels = Object.fromEntries(Object.entries(splits).map(([split, digits]) => [split, [...digits.labels!]]));
    expect(labels).toEqual({train: [1, 7, 9], test: [4]});
    expect(pictures?.formats).toEqual({png: 4});
    // A bar of 20 rows of full ink, whose height preprocessing keeps.
    const [test] = [...splits.test!.images()];
    expect(test!.filter((value) => value === 255)).toHaveLength(4 * 20);
  } finally {
    rmSync(dir, {recursive: true, force: true});
  }
});
