import {createHash} from "node:crypto";
import type {Digits} from "../../../src/characters/digits.js";
import {imageAt} from "../../../src/characters/digits.js";
import {PIXELS} from "../../../src/ink/image/grid.js";

/** The number of bytes of a hash that are kept: enough that no two of a million images share them by chance. */
export const HASH_BYTES = 8;

/** Returns the first 16 hex digits of the SHA-256 of an image's 784 pixels. */
export function hashImage(pixels: Uint8Array): string {
  return createHash("sha256")
    .update(pixels)
    .digest("hex")
    .slice(0, 2 * HASH_BYTES);
}

/** Returns the hash of each image in *pieces*, each [n × 784]. */
export function hashPieces(pieces: Iterable<Uint8Array>): string[] {
  const hashes: string[] = [];
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; at += PIXELS) hashes.push(hashImage(piece.subarray(at, at + PIXELS)));
  }
  return hashes;
}

/** Returns `hashes.bin`: the first 8 bytes of the SHA-256 of each image's pixels, split after split. */
export function hashColumn(splits: readonly Digits[]): Uint8Array {
  const hashes = splits.flatMap((digits) =>
    Array.from({length: digits.length}, (_, i) => hashImage(imageAt(digits, i)))
  );
  return Buffer.from(hashes.join(""), "hex");
}
