import {deflateSync} from "node:zlib";
import {arrayDigits} from "../../loaders/datasets/layouts/arrayDigits.js";
import {parseMatlab} from "../../loaders/datasets/layouts/matlab.js";
import {matlabParts} from "../../loaders/datasets/layouts/matlabDigits.js";
import {npyImages, npyLabels, npyRange} from "../../loaders/datasets/layouts/npyImages.js";
import {openTable, sparseSampler} from "../../loaders/datasets/layouts/pixelTable.js";
import {inflate} from "../../loaders/datasets/contents/readMatlab.js";
import {readParquet} from "../../loaders/datasets/contents/readParquet.js";
import {writeParquet} from "../loaders/datasets/contents/parquetFile.js";
import {below} from "./mutate.js";
import {bytesOf, expectThat, feed, isDigit, SOURCE, type Target} from "./target.js";

/** Tables in other dialects: the dialect is found first, in a piece of the table or in lines from all over it. */
function tableTarget(name: string, weight: number, seeds: readonly Uint8Array[]): Target {
  return {
    name,
    weight,
    seeds,
    parse(bytes, random) {
      const sampler = sparseSampler();
      feed(sampler, bytes, random);
      const head = random() < 0.8 ? bytes.subarray(0, 1 + below(random, 20_000)) : sampler.bytes();
      const {parser, note} = openTable(head, SOURCE, random() < 0.5 ? () => undefined : undefined);
      feed(parser, bytes, random);
      const {length, images, labels} = parser.end();
      expectThat(!/[\n\r]/.test(note) && note.length < 1000, "a short note in one line");
      expectThat(images.length === length * 784, "784 pixels an image");
      expectThat(!labels || (labels.length === length && labels.every(isDigit)), "a label from 0 to 9 for each image");
    }
  };
}

export function dialects(): Target {
  const row = (label: number) => [label, ...Array.from({length: 784}, (_, i) => (i % 29 ? 0 : (i * label) % 256))];
  const labels = [3, 9, 1, 7];
  const names = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)];
  const rows = (make: (values: number[], i: number) => readonly unknown[], delimiter: string) =>
    labels.map((label, i) => make(row(label), i).join(delimiter)).join("\n");
  const unit = (values: number[]) => values.map((value, i) => (i ? (value / 255).toFixed(2) : value));
  return tableTarget("tables in dialects", 3, [
    bytesOf(rows((values) => values, ",")),
    bytesOf(`,${names.join()}\r\n${rows((values, i) => [i, ...values], ",")}`),
    bytesOf(`${names.join(";")}\n${rows((values) => unit(values).map((v) => String(v).replace(".", ",")), ";")}`),
    bytesOf(`${names.map((name) => `"${name}"`).join("\t")}\n${rows((values) => values.map((v) => `"${v}"`), "\t")}`),
    bytesOf(rows((values) => [...values.slice(1), values[0]], " ")),
    Uint8Array.from(Buffer.from(`\ufeff${names.join(";")}\r\n${rows((values) => values, ";")}`, "utf16le"))
  ]);
}

export function smallTables(): Target {
  const pixels = (side: number, label: number) => Array.from({length: side * side}, (_, i) => (i * label) % 17);
  const labels = [3, 9, 1, 7, 0, 2];
  const usps = (label: number) => [label.toFixed(4), ...pixels(16, label + 1).map((v) => (v / 8 - 1).toFixed(3))];
  return tableTarget("8×8 and 16×16 tables", 2, [
    bytesOf(labels.map((label) => [...pixels(8, label + 1), label].join()).join("\n")),
    bytesOf(labels.map((label) => `${usps(label).join(" ")} `).join("\n"))
  ]);
}

/** A .npy file as NumPy writes it, version 1.0. */
function npy(descr: string, shape: string, values: Uint8Array): Uint8Array {
  const header = `{'descr': '${descr}', 'fortran_order': False, 'shape': (${shape}), }`.padEnd(117) + "\n";
  return Uint8Array.from([0x93, ...bytesOf("NUMPY"), 1, 0, header.length, 0, ...bytesOf(header), ...values]);
}

export function numpy(): Target {
  const pixels = Uint8Array.from({length: 2 * 784}, (_, i) => (i * 7) % 256);
  const floats = new Uint8Array(Float32Array.from(pixels.subarray(0, 784), (value) => value / 255).buffer);
  return {
    name: "NumPy arrays",
    weight: 3,
    seeds: [
      npy("|u1", "2, 28, 28", pixels),
      npy("<f4", "1, 784", floats),
      npy("|u1", "3, 8, 8", pixels.subarray(0, 192)),
      npy("<i8", "2,", new Uint8Array(BigInt64Array.of(3n, 9n).buffer))
    ],
    parse(bytes, random) {
      const ranges = npyRange(SOURCE);
      feed(ranges, bytes, random);
      const parser = npyImages(SOURCE, ranges.end());
      feed(parser, bytes, random);
      const {images, side} = parser.end();
      const length = images.length / side ** 2;
      expectThat(Number.isInteger(length), "whole images");
      const labels = npyLabels(SOURCE);
      feed(labels, npy("|u1", `${length},`, new Uint8Array(length).fill(4)), random);
      const digits = arrayDigits({images, side, labels: labels.end()}, {images: SOURCE, labels: SOURCE});
      expectThat(digits.images.length === digits.length * 784, "784 pixels an image");
    }
  };
}

/** A file of version 5 with EMNIST's structure, plain or compressed, as its description says (see matlab.ts). */
export function matlab(): Target {
  const element = (type: number, data: Uint8Array) =>
    Buffer.concat([int32(type, data.length), data, Buffer.alloc((8 - (data.length % 8)) % 8)]);
  const int32 = (...values: number[]) => Buffer.from(Int32Array.from(values).buffer);
  const matrix = (kind: number, sides: number[], name: string, ...contents: Uint8Array[]) =>
    element(
      14,
      Buffer.concat([element(6, int32(kind, 0)), element(5, int32(...sides)), element(1, bytesOf(name)), ...contents])
    );
  const bytes = (sides: number[], data: Uint8Array) => matrix(9, sides, "", element(2, data));
  const struct = (name: string, fields: Readonly<Record<string, Uint8Array>>) => {
    const names = Buffer.concat(Object.keys(fields).map((key) => Buffer.from(key.padEnd(8, "\0"))));
    return matrix(2, [1, 1], name, element(5, int32(8)), element(1, names), ...Object.values(fields));
  };
  const pixels = Uint8Array.from({length: 2 * 784}, (_, i) => (i * 7) % 256);
  const part = struct("", {images: bytes([2, 784], pixels), labels: bytes([2, 1], Uint8Array.of(3, 9))});
  const mapping = bytes([10, 2], Uint8Array.from([...Array(10).keys(), ...Array.from({length: 10}, (_, i) => 48 + i)]));
  const dataset = struct("dataset", {train: part, mapping});
  const header = Buffer.concat([Buffer.from("MATLAB 5.0 MAT-file".padEnd(124)), Buffer.from([0, 1, 0x49, 0x4d])]);
  const packed = deflateSync(dataset);
  return {
    name: "MATLAB files",
    weight: 3,
    seeds: [
      Uint8Array.from(Buffer.concat([header, dataset])),
      Uint8Array.from(Buffer.concat([header, int32(15, packed.length), packed])),
      Uint8Array.from(
        Buffer.concat([
          header,
          matrix(9, [784, 2], "data", element(2, pixels)),
          matrix(9, [1, 2], "label", element(2, Uint8Array.of(3, 9)))
        ])
      )
    ],
    parse(file) {
      for (const {images, side, labels} of matlabParts(parseMatlab(file, SOURCE, inflate), SOURCE)) {
        const digits = arrayDigits({images, side, labels}, {images: SOURCE, labels: SOURCE}, () => undefined);
        expectThat(digits.images.length === digits.length * 784, "784 pixels an image");
        expectThat(digits.labels!.every(isDigit), "labels from 0 to 9");
      }
    }
  };
}

/** Hugging Face's columns, with pages that are compressed or not. */
export function parquet(): Target {
  const images = Array.from({length: 12}, (_, n) => Uint8Array.from({length: 60 + n}, (_byte, i) => (i * n) % 256));
  const labels = images.map((_, n) => n % 10);
  return {
    name: "parquet",
    weight: 3,
    seeds: [
      writeParquet(images, labels),
      writeParquet(images, labels, {codec: "UNCOMPRESSED", rowGroupSize: 5}),
      writeParquet(images.slice(0, 1), [7])
    ],
    async parse(bytes) {
      for (const {image, label} of await readParquet(bytes, SOURCE)) {
        expectThat(image instanceof Uint8Array && typeof label === "number", "bytes and a number in each row");
      }
    }
  };
}
