import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {classesOfDrawing, type KeptDigit, type KeptDrawing} from "../../characters/drawings.js";
import {PIXELS} from "../../ink/image/grid.js";
import type {FineTuneRequest} from "../../training/fineTune.js";

/** Fewer characters are not tuned on: each fold of the cross-validation needs one. */
export const MIN_CHARACTERS = 5;

/** What of the last drawings a network can be tuned on. */
export interface TuningSet extends Pick<FineTuneRequest, "mine" | "drawings"> {
  /** Drawings that at least one of the characters is part of. */
  readonly count: number;
  /** How many of the characters the visitor corrected. */
  readonly corrected: number;
  /** How many could be added: read surely, and not corrected. */
  readonly asRead: number;
  /** How many the visitor called no digit: no class can be learned from them. */
  readonly noDigit: number;
  /** How many have a label that is none of the network's classes. */
  readonly otherClasses: number;
}

/**
 * Returns the characters of *drawings* for a network with these *classes*: those that the visitor corrected and, with
 * *withRead*, those that were left as a run read them, but for what was unsure or looked like no digit.
 */
export function tuningSet(
  drawings: readonly KeptDrawing[],
  classes: Alphabet,
  {withRead}: {readonly withRead: boolean}
): TuningSet {
  const found: {image: Uint8Array; label: number; drawing: number}[] = [];
  let [corrected, asRead, noDigit, otherClasses] = [0, 0, 0, 0];
  drawings.forEach((drawing, i) => {
    const names = classesOfDrawing(drawing);
    const isSame = isSameAlphabet(names, classes);
    for (const digit of drawing.lines.flat()) {
      if (digit.noDigit) {
        ++noDigit;
        continue;
      }
      const isCorrected = digit.corrected !== null;
      if (!isCorrected && !isSure(digit)) continue;
      const name = names[digit.corrected ?? digit.read] ?? "";
      const label = isSame ? names.indexOf(name) : classes.indexOf(name);
      if (label < 0) {
        ++otherClasses;
        continue;
      }
      if (isCorrected) ++corrected;
      else ++asRead;
      if (isCorrected || withRead) found.push({image: digit.image, label, drawing: i});
    }
  });
  const images = new Uint8Array(found.length * PIXELS);
  found.forEach(({image}, k) => images.set(image, k * PIXELS));
  return {
    mine: {length: found.length, images, labels: Uint8Array.from(found, ({label}) => label)},
    drawings: found.map(({drawing}) => drawing),
    count: new Set(found.map(({drawing}) => drawing)).size,
    corrected,
    asRead,
    noDigit,
    otherClasses
  };
}

function isSure({state}: KeptDigit): boolean {
  return state === "answered";
}
