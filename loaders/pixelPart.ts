import type {Digits, Split} from "../src/digits/digits.js";
import {refuseMostlyBad, type Rejected} from "./rejects.js";

/** Digits that came as numbers, as the files of one split bring them. */
export interface PixelPart {
  readonly split: Split | undefined;
  readonly digits: Digits;
  /** What is unusual about the file that they are from, which it names. */
  readonly note?: string;
}

/** Returns the digits that *read* gives. @throws InputError as that, and where more than a tenth of a file was *rejected* */
export function mostlyGood(read: () => Digits, rejected: () => readonly Rejected[], source: string): Digits {
  let digits: Digits;
  try {
    digits = read();
  } catch (error) {
    refuseMostlyBad(rejected(), 0, source); // which says more than that nothing is left
    throw error;
  }
  refuseMostlyBad(rejected(), digits.length, source);
  return digits;
}
