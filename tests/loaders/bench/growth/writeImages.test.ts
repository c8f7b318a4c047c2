import {mkdtempSync, readFileSync, rmSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import {afterAll, expect, it} from "vitest";
import {readDataset} from "../../../../loaders/datasets/dataset.js";
import {writeImages} from "../../../../loaders/bench/growth/writeImages.js";
import {PIXELS} from "../../../../src/ink/image/grid.js";

const dir = mkdtempSync(join(tmpdir(), "handscope-growth-"));
afterAll(() => rmSync(dir, {recursive: true}));

/** Two images of a bar, labeled 1 and 7. */
const images = Uint8Array.from({length: 2 * PIXELS}, (_, i) => (i % 28 >= 12 && i % 28 < 16 && (i % PIXELS) / 28 > 4 && (i % PIXELS) / 28 < 24 ? 255 : 0)); // prettier-ignore
const digits = {length: 2, images, labels: Uint8Array.of(1, 7)};

it("writes ten twelfths, one and one of the images into IDX files, no two alike, labeled in turn", async () => {
  await writeImages(dir, 1200, digits);
  const header = readFileSync(join(dir, "train-images-idx3-ubyte")).subarray(0, 16);
  // http://yann.lecun.com/exdb/mnist/: magic number 2051, images, rows, columns, each of 32 bits, the high byte first
  expect([0, 4, 8, 12].map((at) => header.readInt32BE(at))).toEqual([2051, 1000, 28, 28]);
  const {splits} = await readDataset(dir, {asIs: true});
  expect(Object.values(splits).map(({length}) => length)).toEqual([1000, 100, 100]);
  const {train} = splits;
  expect([...train!.labels!.subarray(0, 4)]).toEqual([1, 7, 1, 7]);
  const all = Array.from({length: 1000}, (_, i) => Buffer.from(train!.images.subarray(i * PIXELS, (i + 1) * PIXELS)).toString("hex")); // prettier-ignore
  expect(new Set(all).size).toBe(1000);
});
