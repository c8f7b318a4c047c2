import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {formatNpy, parseNpy} from "../src/npy.js";

// Test files follow the format's description: https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html

/** A .npy file of version 1.0, or another, with this header, followed by these bytes. */
function npy(header: string, values: ArrayBufferView, version = 1): Uint8Array {
  const words = new TextEncoder().encode(`${header}\n`);
  const length =
    version === 1 ? [words.length & 255, words.length >> 8] : [words.length & 255, words.length >> 8, 0, 0];
  const data = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return Uint8Array.of(0x93, ...new TextEncoder().encode("NUMPY"), version, 0, ...length, ...words, ...data);
}

const header = (descr: string, shape: string, order = "False") =>
  `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${shape}), }`;

describe("parseNpy(bytes, source)", () => {
  it.each([
    ["<f4", Float32Array.of(1.5, -2, 0.25, 4, 5, 6)],
    ["<f8", Float64Array.of(1.5, -2, 0.25, 4, 5, 6)],
    ["<f2", Uint16Array.of(0x3e00, 0xc000, 0x3400, 0x4400, 0x4500, 0x4600)]
  ])("reads %s, in any version of the format", (descr, values) => {
    for (const version of [1, 2, 3]) {
      expect(parseNpy(npy(header(descr, "2, 3"), values, version), "a.npy")).toEqual({
        shape: [2, 3],
        values: Float32Array.of(1.5, -2, 0.25, 4, 5, 6)
      });
    }
  });

  it("reads signed and unsigned bytes, one axis and none, and a view with an offset", () => {
    expect(parseNpy(npy(header("|i1", "2,"), Int8Array.of(-1, 127)), "a").values).toEqual(Float32Array.of(-1, 127));
    expect(parseNpy(npy(header("|u1", "2,"), Uint8Array.of(255, 7)), "a").values).toEqual(Float32Array.of(255, 7));
    expect(parseNpy(npy(header("|u1", ""), Uint8Array.of(9)), "a")).toEqual({shape: [], values: Float32Array.of(9)});
    const inside = Uint8Array.of(1, 2, 3, ...npy(header("|u1", "1,"), Uint8Array.of(9)));
    expect(parseNpy(inside.subarray(3), "a").values).toEqual(Float32Array.of(9));
  });

  it.each([
    [new Uint8Array(0), "a.npy: expected a .npy file of NumPy's, got 0 bytes of something else"],
    [
      npy(header("<i8", "1,"), new Uint8Array(8)),
      'a.npy: expected one of the types <f2, <f4, <f8, |i1, |u1, got "<i8"'
    ],
    [npy("{}", new Uint8Array(8)), 'a.npy: expected one of the types <f2, <f4, <f8, |i1, |u1, got ""'],
    [npy(header("<f4", "2,", "True"), new Uint8Array(8)), "a.npy: expected C's order, got Fortran's"],
    [
      npy(header("<f4", "3,"), new Uint8Array(8)),
      "a.npy: expected 3 values of 4 bytes, as its header says, got 8 bytes"
    ]
  ])("refuses what is none, in a line", (bytes, message) => {
    expect(() => parseNpy(bytes, "a.npy")).toThrow(message);
  });

  it("fails only with an InputError, for any bytes", () => {
    const start = fc.constantFrom(new Uint8Array(0), npy(header("<f4", "1,"), new Uint8Array(4)));
    fc.assert(
      fc.property(start, fc.uint8Array({maxLength: 200}), fc.nat(200), (head, noise, at) => {
        const bytes = Uint8Array.of(...head.subarray(0, at), ...noise);
        try {
          parseNpy(bytes, "a.npy");
        } catch (error) {
          expect((error as Error).message).toMatch(/^a\.npy: expected /);
        }
      })
    );
  });
});

describe("formatNpy(array)", () => {
  it("matches NumPy 2.4's numpy.save of numpy.array([[1, -2]], numpy.float16) byte for byte", () => {
    // The header is padded with spaces so that the values begin at a multiple of 64.
    const words = "{'descr': '<f2', 'fortran_order': False, 'shape': (1, 2), }".padEnd(117);
    const expected = npy(words, Uint16Array.of(0x3c00, 0xc000));
    expect(formatNpy({shape: [1, 2], values: Float32Array.of(1, -2)})).toEqual(expected);
    expect(expected.length - 4).toBe(128);
  });

  it("keeps float32 and bytes as they are, where asked to", () => {
    const values = Float32Array.of(0.1, 1e30);
    const words = "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }".padEnd(117);
    expect(formatNpy({shape: [2], values}, "<f4")).toEqual(npy(words, values));
    const bytes = "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), }".padEnd(117);
    expect(formatNpy({shape: [2], values: Float32Array.of(0, 255)}, "|u1")).toEqual(npy(bytes, Uint8Array.of(0, 255)));
  });

  it("is read back, for any shape", () => {
    const sides = fc.array(fc.integer({min: 1, max: 5}), {minLength: 1, maxLength: 4});
    fc.assert(
      fc.property(sides, (shape) => {
        const n = shape.reduce((product, side) => product * side, 1);
        const array = {shape, values: Float32Array.from({length: n}, (_, i) => i - n / 2)};
        expect(parseNpy(formatNpy(array), "a.npy")).toEqual(array);
      })
    );
  });
});
