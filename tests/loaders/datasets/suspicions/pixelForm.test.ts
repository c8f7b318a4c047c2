import {describe, expect, it} from "vitest";
import {inOnePiece} from "../../../../loaders/datasets/parts/pieces.js";
import {correctPixels, findPixelForm} from "../../../../loaders/datasets/suspicions/pixelForm.js";
import {drawDigits} from "./drawDigits.js";

const digits = drawDigits(20);
const stored = (change: (level: number, image: number) => number) =>
  inOnePiece({...digits, images: digits.images.map((level, i) => change(level, Math.floor(i / 784)))});
const corrected = (pieces: ReturnType<typeof stored>) => {
  const [images] = pieces.images();
  const form = findPixelForm(pieces);
  return Buffer.concat(
    Array.from({length: pieces.length}, (_, i) => correctPixels(images!.subarray(784 * i, 784 * i + 784), i, form))
  );
};
const levels = (from: Uint8Array) => Uint8Array.from(from, (level) => (level > 127 ? 255 : 0));

describe("findPixelForm(digits) and correctPixels(image, i, form)", () => {
  it("leaves ink 255 on 0 unchanged, even if faint as 128, thick, or purely black and white", () => {
    expect(findPixelForm(inOnePiece(digits))).toMatchObject({factor: 1, binary: 0, inverted: 0});
    expect(findPixelForm(stored((level) => level / 2 + Number(level === 255)))).toMatchObject({factor: 1, inverted: 0});
    expect(findPixelForm(stored((level) => (level ? 255 : 0)))).toMatchObject({factor: 1, binary: 0, inverted: 0});
    // A block that fills all but three columns of the image, like a 1 that was cropped tightly.
    const block = inOnePiece({
      length: 20,
      images: Uint8Array.from({length: 20 * 784}, (_, i) => (i % 28 < 25 ? 255 : 0))
    });
    expect(findPixelForm(block).inverted).toBe(0);
  });

  it("corrects dark ink on white or gray paper, image by image", () => {
    const all = stored((level) => 255 - level);
    expect(findPixelForm(all)).toMatchObject({factor: 1, inverted: 20});
    expect(corrected(all).equals(digits.images)).toBe(true);
    const half = stored((level, i) => (i % 2 ? 255 - level : level));
    expect(findPixelForm(half).inverted).toBe(10);
    expect(corrected(half).equals(digits.images)).toBe(true);
    const gray = corrected(stored((level) => 200 - Math.round((200 * level) / 255)));
    expect(Math.max(...gray.map((level, i) => Math.abs(level - digits.images[i]!)))).toBeLessThanOrEqual(1);
  });

  it("corrects pixels up to 1 or 16 in all images, and binary pixels in some", () => {
    const binary = stored((level) => Number(level > 127));
    expect(findPixelForm(binary)).toMatchObject({factor: 255, binary: 0});
    expect(corrected(binary).equals(levels(digits.images))).toBe(true);
    const half = stored((level, i) => (i % 2 ? Number(level > 127) : level));
    expect(findPixelForm(half)).toMatchObject({factor: 1, binary: 10, inverted: 0});
    const sixteen = corrected(stored((level) => Math.round(level / 16)));
    expect(Math.max(...sixteen.map((level, i) => Math.abs(level - digits.images[i]!)))).toBeLessThanOrEqual(9);
    // 1 is paper, 0 is ink.
    expect(corrected(stored((level) => Number(level <= 127))).equals(levels(digits.images))).toBe(true);
  });

  it("judges neither fewer than 12 images nor blank ones", () => {
    const few = drawDigits(11);
    const inverted = {...few, images: few.images.map((level) => 255 - level)};
    expect(findPixelForm(inOnePiece(inverted)).inverted).toBe(0);
    const blank = inOnePiece({length: 20, images: new Uint8Array(20 * 784).fill(255)});
    expect(findPixelForm(blank)).toMatchObject({judged: 0, inverted: 0, factor: 1});
  });
});
