import type {Digits, Split} from "../../../src/characters/digits.js";

/** Digits that came as numbers, as the files of one split bring them. */
export interface PixelPart {
  readonly split: Split | undefined;
  readonly digits: Digits;
  /** What is unusual about the file that they are from, which it names. */
  readonly note?: string;
}
