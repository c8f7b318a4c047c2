import {mkdtempSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {join} from "node:path";
import fc from "fast-check";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {imageFile, inOnePiece, readImages} from "../../../../loaders/datasets/parts/pieces.js";

let dir: string;
let files = 0;
beforeAll(() => void (dir = mkdtempSync(join(tmpdir(), "handscope-pieces-"))));
afterAll(() => rmSync(dir, {recursive: true}));

describe("inOnePiece(digits)", () => {
  it("is as long as the digits, even if their buffers are larger", () => {
    const roomy = {length: 2, images: new Uint8Array(5 * 784).fill(1), labels: Uint8Array.of(3, 4, 5)};
    const {length, labels, images} = inOnePiece(roomy);
    expect([length, labels, [...images()].map((piece) => piece.length)]).toEqual([2, Uint8Array.of(3, 4), [2 * 784]]);
    expect(inOnePiece({length: 2, images: roomy.images})).not.toHaveProperty("labels");
  });
});

describe("imageFile(path), readImages(path, start, end)", () => {
  it("returns the images from start to end as added, also more than one block", () => {
    const image = (i: number) => Uint8Array.from({length: 784}, (_, k) => (i * 31 + k) % 256);
    fc.assert(
      fc.property(fc.integer({min: 0, max: 3000}), fc.double({min: 0, max: 1, noNaN: true}), (count, share) => {
        const path = join(dir, String(++files));
        const file = imageFile(path);
        for (let i = 0; i < count; ++i) file.add(image(i));
        file.end();
        const start = Math.round(share * count);
        const read = [...readImages(path, start, count)].reduce((sum, piece) => sum + piece.length, 0);
        expect(read).toBe((count - start) * 784);
        const [first] = readImages(path, start, count);
        if (start < count) expect(first!.subarray(0, 784)).toEqual(image(start));
        for (const piece of readImages(path, Math.max(0, count - 1), count)) expect(piece).toEqual(image(count - 1));
      }),
      {numRuns: 20}
    );
  });

  it("never overwrites a file, and throws for a file that is too short", () => {
    const path = join(dir, "there");
    writeFileSync(path, "old");
    expect(() => imageFile(path)).toThrow("EEXIST");
    expect(() => [...readImages(path, 0, 1)]).toThrow("ends before its 1 images");
  });
});
