import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {encodeIdx, idxDigits, idxParser, isIdx, type IdxArray} from "../../../../loaders/datasets/layouts/idx.js";
import {InputError} from "../../../../src/inputError.js";

// Bytes handwritten from the description of the format at http://yann.lecun.com/exdb/mnist/: "the magic number is an
// integer (MSB first). The first 2 bytes are always 0. The third byte codes the type of the data: 0x08 unsigned byte …
// The 4-th byte codes the number of dimensions … The sizes in each dimension are 4-byte integers (MSB first)".

function parse(bytes: Uint8Array, dimensions: 1 | 3, cuts: readonly number[] = []): IdxArray {
  const parser = idxParser("a-file", dimensions);
  const places = [0, ...cuts.map((cut) => Math.floor(cut * (bytes.length + 1))), bytes.length].sort((a, b) => a - b);
  for (let i = 1; i < places.length; ++i) {
    // A copy, wiped after it was pushed: a parser that kept a view of it would fail.
    const chunk = bytes.slice(places[i - 1], places[i]);
    parser.push(chunk);
    chunk.fill(99);
  }
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

/** A position in a file, from its start (0) to its end (1), uniform: fc.double prefers the start. */
const placeArbitrary = fc.noBias(fc.nat(999_999)).map((n) => n / 1e6);
const cutsArbitrary = fc.array(placeArbitrary, {maxLength: 10});

describe("isIdx(head)", () => {
  it("recognizes images by the magic number 2051 and labels by 2049, regardless of the rest", () => {
    expect(isIdx(hex("00000803"))).toBe("images");
    expect(isIdx(hex("00000801 00002710 07"))).toBe("labels");
    expect(isIdx(hex("ff 00000801 ff").subarray(1))).toBe("labels");
  });

  it("recognizes nothing in fewer than four bytes", () => {
    for (const head of [new Uint8Array(0), Uint8Array.of(0, 0, 8)]) expect(isIdx(head)).toBeUndefined();
  });

  it.each(["00000800", "00000802", "00000804", "00000d03", "03080000", "1f8b0803", "504b0304"])(
    "knows that %s is neither",
    (bytes) => {
      expect(isIdx(hex(bytes))).toBeUndefined();
    }
  );
});

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

  it("decodes what encodeIdx encoded, for any chunks", () => {
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

  it("takes no memory for bytes that a header promises and the file lacks", () => {
    const before = process.memoryUsage().arrayBuffers;
    const kept = [];
    for (let i = 0; i < 20; ++i) {
      const parser = idxParser("a-file", 1);
      parser.push(hex("00000801 80000000 00 00 00")); // 2 GiB, the maximum
      kept.push(parser);
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
    for (const parser of kept) {
      expect(thrownBy(() => parser.end()).message).toBe("a-file: expected 2147483648 bytes after the header, got 3");
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(2 ** 20);
  });

  it("stops at the first excess chunk, not at the end of an endless file", () => {
    const parser = idxParser("a-file", 1);
    parser.push(hex("00000801 00000002 01 02"));
    expect(() => parser.push(hex("03"))).toThrow("expected 2 bytes after the header, got more");
  });

  it("takes at most twice the memory of a large file", () => {
    const before = process.memoryUsage().arrayBuffers;
    const parser = idxParser("a-file", 1);
    parser.push(hex("00000801 02000000")); // 32 MiB
    const chunk = new Uint8Array(2 ** 16).fill(7);
    for (let i = 0; i < 512; ++i) parser.push(chunk);
    const {data} = parser.end();
    expect([data.length, data.buffer.byteLength, data[0], data.at(-1)]).toEqual([2 ** 25, 2 ** 25, 7, 7]);
    // The outgrown buffers, 32 MiB in all, may not be collected yet.
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(3 * 2 ** 25);
  });

  it("reads and refuses the same damaged files as a naive DataView parser", () => {
    const file = fc
      .tuple(fc.constantFrom<1 | 3>(1, 3), fc.integer({min: 0, max: 4}), fc.uint8Array({minLength: 48, maxLength: 48}))
      .map(([dimensions, n, bytes]) => {
        const shape = dimensions === 1 ? [n] : [n, 3, 4];
        const data = bytes.subarray(0, dimensions === 1 ? n : n * 12);
        return {dimensions, bytes: Buffer.from(encodeIdx({shape, data}))};
      });
    const edit = fc.record({
      kind: fc.constantFrom("flip", "insert", "delete", "duplicate", "cut"),
      place: placeArbitrary,
      length: fc.integer({min: 1, max: 12}),
      byte: fc.integer({min: 0, max: 255})
    });
    fc.assert(
      fc.property(file, fc.array(edit, {maxLength: 2}), cutsArbitrary, ({dimensions, bytes}, edits, cuts) => {
        let damaged = bytes;
        for (const {kind, place, length, byte} of edits) {
          const at = Math.floor(place * damaged.length);
          const [start, span, rest] = [
            damaged.subarray(0, at),
            damaged.subarray(at, at + length),
            damaged.subarray(at + length)
          ];
          const flipped = Buffer.from(span.map((value, i) => (i ? value : value ^ (1 << (byte % 8)))));
          const middle = {
            flip: [flipped],
            insert: [Buffer.of(byte), span],
            delete: [],
            duplicate: [span, span],
            cut: []
          };
          damaged = Buffer.concat([start, ...middle[kind], ...(kind === "cut" ? [] : [rest])]);
        }
        const expected = readNaively(damaged, dimensions);
        if (expected) expect(parse(damaged, dimensions, cuts)).toEqual(expected);
        else expect(thrownBy(() => parse(damaged, dimensions, cuts)).message).toMatch(/^a-file: expected .+, got .+$/);
      }),
      {numRuns: 1000}
    );
  });

  it("returns a whole array or throws an InputError for any bytes, never another exception", () => {
    const head = fc.constantFrom(hex("00000801"), hex("00000803"), hex(""));
    fc.assert(
      fc.property(head, fc.uint8Array({maxLength: 40}), cutsArbitrary, (start, rest, cuts) => {
        const bytes = Buffer.concat([start, rest]);
        const expected = readNaively(bytes, 3);
        if (expected) expect(parse(bytes, 3, cuts)).toEqual(expected);
        else thrownBy(() => parse(bytes, 3, cuts));
      }),
      {numRuns: 500}
    );
  });
});

/** Parses a whole file in the obvious way; undefined if it does not match the format's description. */
function readNaively(bytes: Uint8Array, dimensions: 1 | 3): IdxArray | undefined {
  const start = 4 + 4 * dimensions;
  if (bytes.length < start) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const right = [0, 0, 8, dimensions].every((byte, i) => view.getUint8(i) === byte);
  const shape = Array.from({length: dimensions}, (_, i) => view.getUint32(4 + 4 * i));
  const length = shape.reduce((product, side) => product * side);
  return right && bytes.length === start + length ? {shape, data: Uint8Array.from(bytes.subarray(start))} : undefined;
}

describe("idxDigits(images, labels, sources)", () => {
  const sources = {images: "images-file", labels: "labels-file"};
  const images = (n: number, height = 28, width = 28): IdxArray => ({
    shape: [n, height, width],
    data: new Uint8Array(n * height * width)
  });
  const labels = (...data: number[]): IdxArray => ({shape: [data.length], data: Uint8Array.from(data)});

  it("returns the digits as views of its arguments", () => {
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

  it("leaves out images with a label above 9, and reports each with its index", () => {
    const pixels = Uint8Array.from({length: 5 * 784}, (_, i) => 10 + Math.floor(i / 784));
    const said: string[][] = [];
    const digits = idxDigits({shape: [5, 28, 28], data: pixels}, labels(3, 10, 9, 255, 0), sources, (reason, error) => {
      expect(error).toBeInstanceOf(InputError);
      said.push([reason, error.message]);
    });
    expect([digits.length, ...digits.labels!]).toEqual([3, 3, 9, 0]);
    expect(Array.from(digits.images)).toEqual([10, 12, 14].flatMap((value) => new Array<number>(784).fill(value)));
    expect(said).toEqual([
      ["a label that is no digit from 0 to 9", "labels-file: expected labels from 0 to 9, got 10 at index 1"],
      ["a label that is no digit from 0 to 9", "labels-file: expected labels from 0 to 9, got 255 at index 3"]
    ]);
  });

  it("refuses labels if none is left", () => {
    const message = "labels-file: expected at least one label from 0 to 9, got none";
    expect(thrownBy(() => idxDigits(images(2), labels(10, 11), sources, () => undefined)).message).toBe(message);
  });

  it("refuses errors of the whole file even if rejects are reported", () => {
    const silent = () => undefined;
    expect(() => idxDigits(images(3), labels(1, 2), sources, silent)).toThrow("expected 3 labels");
    expect(() => idxDigits(images(1, 27), labels(1), sources, silent)).toThrow("expected 28×28 images");
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

function magic(expected: number, got: number): string {
  return `a-file: expected the magic number ${expected}, got ${got}`;
}
