import type {Digits, Split} from "../../../src/characters/digits.js";

/** Digits from the files of one split, whose pixels came as numbers. */
export interface PixelPart {
  readonly split: Split | undefined;
  readonly digits: Digits;
  /** What is unusual about the file; the note names the file. */
  readonly note?: string;
}
