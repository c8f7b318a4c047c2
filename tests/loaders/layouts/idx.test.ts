import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {encodeIdx, idxDigits, idxParser, imagesToIdx, type IdxArray} from "../../../loaders/layouts/idx.js";
import {InputError} from "../../../src/inputError.js";

// The bytes are written by hand from the format's description at http://yann.lecun.com/exdb/mnist/: "the magic number
// is an integer (MSB first). The first 2 bytes are always 0. The third byte codes the type of the data: 0x08 unsigned
// byte … The 4-th byte codes the number of dimensions … The sizes in each dimension are 4-byte integers (MSB first)".

function parse(bytes: Uint8Array, dimensions: 1 | 3, cuts: readonly number[] = []): IdxArray {
  const parser = idxParser("a-file", dimensions);
  const places = [0, ...cuts.map((cut) => Math.floor(cut * (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  for (let i = 1; i < places.length; ++i) parser.push(bytes.slice(places[i - 1], places[i]));
  return parser.end();
}

function hex(text: string): Buffer {
  return Buffer.from(text.replace(/\s/g, ""), "hex");
}

function thrownBy(act: () => unknown): InputError {
  try {
    act();
  } catch (error) {
    expect(error).toBeInstanceOf(InputError);
    return error as InputError;
  }
  throw new Error("nothing was thrown");
}

const cutsArbitrary = fc.array(fc.double({min: 0, max: 1, noNaN: true, maxExcluded: true}), {maxLength: 10});

describe("idxParser(source, dimensions)", () => {
  it("reads MNIST's labels: magic number 2049, the count, the labels", () => {
    expect(parse(hex("00000801 00000003 05 00 04"), 1)).toEqual({shape: [3], data: Uint8Array.of(5, 0, 4)});
  });

  it("reads MNIST's images: magic number 2051, count, rows, columns, the pixels row by row", () => {
    const bytes = hex("00000803 00000002 00000002 00000003  00 01 02 03 04 05  fa fb fc fd fe ff");
    const data = Uint8Array.of(0, 1, 2, 3, 4, 5, 250, 251, 252, 253, 254, 255);
    expect(parse(bytes, 3)).toEqual({shape: [2, 2, 3], data});
  });

  it("reads a chunk that is a view into a larger buffer", () => {
    const whole = hex("ffffffff 00000801 00000001 09 ffff");
    expect(parse(whole.subarray(4, 13), 1)).toEqual({shape: [1], data: Uint8Array.of(9)});
  });

  it("returns what encodeIdx encoded, whatever the chunks", () => {
    const array = fc
      .tuple(fc.integer({min: 0, max: 4}), fc.integer({min: 1, max: 5}), fc.integer({min: 1, max: 5}))
      .chain(([n, h, w]) =>
        fc.uint8Array({minLength: n * h * w, maxLength: n * h * w}).map((data) => ({n, h, w, data}))
      );
    fc.assert(
      fc.property(array, cutsArbitrary, ({n, h, w, data}, cuts) => {
        expect(parse(encodeIdx({shape: [n, h, w], data}), 3, cuts)).toEqual({shape: [n, h, w], data});
        expect(parse(encodeIdx({shape: [data.length], data}), 1, cuts)).toEqual({shape: [data.length], data});
      })
    );
  });

  it.each<[what: string, bytes: Buffer, dimensions: 1 | 3, message: string]>([
    ["an empty file", hex(""), 3, "a-file: expected an IDX file, got an empty file"],
    ["a file that ends in its header", hex("00000803 0000"), 3, "a-file: expected a header of 16 bytes, got 6"],
    ["labels where images should be", hex("00000801 00000004 00000000 00000000"), 3, magic(2051, 2049)],
    ["images where labels should be", hex("00000803 00000000"), 1, magic(2049, 2051)],
    ["another type of values", hex("00000d01 00000000"), 1, magic(2049, 0xd01)],
    ["another byte order", hex("01080000 00000000"), 1, magic(2049, 0x01080000)],
    ["a text", Buffer.from("label,pixel0,pixel1"), 1, magic(2049, 0x6c616265)],
    ["too few bytes", hex("00000801 00000003 05 00"), 1, "a-file: expected 3 bytes after the header, got 2"],
    ["no byte of many", hex("00000801 00000003"), 1, "a-file: expected 3 bytes after the header, got 0"],
    ["too many bytes", hex("00000801 00000003 05 00 04 01"), 1, "a-file: expected 3 bytes after the header, got more"],
    [
      "a header that promises terabytes",
      hex("00000803 000f4240 00002710 00002710 00"),
      3,
      "a-file: expected at most 2147483648 bytes, got a header that promises 100000000000000"
    ]
  ])("refuses %s", (_, bytes, dimensions, message) => {
    expect(thrownBy(() => parse(bytes, dimensions)).message).toBe(message);
  });

  it("takes no memory for what a header promises and the file has not", () => {
    const before = process.memoryUsage().arrayBuffers;
    const kept = [];
    for (let i = 0; i < 20; ++i) {
      const parser = idxParser("a-file", 1);
      parser.push(hex("00000801 80000000 00 00 00")); // 2 GiB, the most that is allowed
      kept.push(parser);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
    for (const parser of kept) {
      expect(thrownBy(() => parser.end()).message).toBe("a-file: expected 2147483648 bytes after the header, got 3");
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it("stops at the chunk that is too much, not at the end of an endless file", () => {
    const parser = idxParser("a-file", 1);
    parser.push(hex("00000801 00000002 01 02"));
    expect(() => parser.push(hex("03"))).toThrow("expected 2 bytes after the header, got more");
  });

  it("gives an InputError or a whole array for any bytes, never another exception", () => {
    const head = fc.constantFrom(hex("00000801"), hex("00000803"), hex(""));
    fc.assert(
      fc.property(head, fc.uint8Array({maxLength: 40}), cutsArbitrary, (start, rest, cuts) => {
        let array: IdxArray;
        try {
          array = parse(Buffer.concat([start, rest]), 3, cuts);
        } catch (error) {
          expect(error).toBeInstanceOf(InputError);
          return;
        }
        expect(array.data).toHaveLength(array.shape.reduce((a, b) => a * b));
      }),
      {numRuns: 500}
    );
  });
});

describe("idxDigits(images, labels, sources)", () => {
  const sources = {images: "images-file", labels: "labels-file"};
  const images = (n: number, height = 28, width = 28): IdxArray => ({
    shape: [n, height, width],
    data: new Uint8Array(n * height * width)
  });
  const labels = (...data: number[]): IdxArray => ({shape: [data.length], data: Uint8Array.from(data)});

  it("returns the digits as views of what it was given", () => {
    const [pixels, names] = [images(2), labels(0, 9)];
    const digits = idxDigits(pixels, names, sources);
    expect(digits.length).toBe(2);
    expect(digits.images).toBe(pixels.data);
    expect(digits.labels).toBe(names.data);
  });

  it.each<[what: string, images: IdxArray, labels: IdxArray, message: string]>([
    ["fewer labels than images", images(3), labels(1, 2), "labels-file: expected 3 labels, one for each image, got 2"],
    ["more labels than images", images(1), labels(1, 2), "labels-file: expected 1 labels, one for each image, got 2"],
    ["a label of 10", images(3), labels(1, 10, 2), "labels-file: expected labels from 0 to 9, got 10 at index 1"],
    ["images of 27×28", images(1, 27, 28), labels(1), "images-file: expected 28×28 images, got 27×28"],
    ["images of 28×27", images(1, 28, 27), labels(1), "images-file: expected 28×28 images, got 28×27"],
    ["no image", images(0), labels(), "images-file: expected at least one image, got none"]
  ])("refuses %s", (_, pixels, names, message) => {
    expect(thrownBy(() => idxDigits(pixels, names, sources)).message).toBe(message);
  });
});

describe("encodeIdx({shape, data})", () => {
  it("writes the bytes of the format's description", () => {
    expect(Buffer.from(encodeIdx({shape: [2], data: Uint8Array.of(7, 8)}))).toEqual(hex("00000801 00000002 07 08"));
    expect(Buffer.from(encodeIdx({shape: [1, 1, 2], data: Uint8Array.of(7, 8)}))).toEqual(
      hex("00000803 00000001 00000001 00000002 07 08")
    );
  });
});

describe("imagesToIdx(digits)", () => {
  it("takes as many images as there are digits, not all that the buffer has room for", () => {
    const {shape, data} = imagesToIdx({length: 2, images: new Uint8Array(5 * 784)});
    expect(shape).toEqual([2, 28, 28]);
    expect(data).toHaveLength(2 * 784);
  });
});

function magic(expected: number, got: number): string {
  return `a-file: expected the magic number ${expected}, got ${got}`;
}
