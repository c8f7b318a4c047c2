import {group, mean} from "d3";
import type {Alphabet} from "../../../src/characters/alphabet.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import type {Reader} from "./defaultReader.js";
import {ORIENTATIONS, putUpright} from "./orientation.js";

/**
 * Letters that are read as a digit when they are upright, and as others when they are not. Of UNIPEN's capitals the default
 * run reads 74 % of I as 1, 84 % of S as 5, 82 % of T as 7 and 70 % of Z as 2 (100 of each); transposed, none.
 */
const READ_AS: Readonly<Record<string, number>> = {I: 1, l: 1, S: 5, s: 5, T: 7, Z: 2, z: 2};

/** Of fewer classes, or of fewer images of one, nothing is said. */
const [MIN_CLASSES, MIN_OF_CLASS] = [3, 8];

/** Images that are upright are read so by this share at least, in the mean of the classes; and by that much more. */
const [UPRIGHT, GAIN] = [0.6, 0.25];

/** How the images of an alphabet lie, as far as the digits and the letters tell that look like digits. */
export type Lie = {readonly name: string; readonly asIs: number; readonly upright: number} | "upright" | "unknown";

/**
 * Returns how the images of a *sample* lie that are of *classes* other than the ten digits: a reader of digits knows those
 * that are digits, or look like one. "unknown" where too few do.
 */
export async function findLie(sample: Digits, classes: Alphabet, reader: Reader): Promise<Lie> {
  const {labels} = sample;
  if (!labels) return "unknown";
  const digitOf = classes.map((name) => (/^\d$/.test(name) ? Number(name) : READ_AS[name]));
  const byClass = [...group(labels.keys(), (i) => labels[i] ?? 0)]
    .filter(([label, indices]) => digitOf[label] !== undefined && indices.length >= MIN_OF_CLASS)
    .map(([label, indices]) => ({digit: digitOf[label], images: take(sample, indices).images}));
  if (byClass.length < MIN_CLASSES) return "unknown";
  const shareOf = async (turn: (images: Uint8Array) => Uint8Array) => {
    const shares = [];
    for (const {digit, images} of byClass) {
      const {read} = await reader.ask(turn(images));
      shares.push(read.filter((one) => one === digit).length / read.length);
    }
    return mean(shares) ?? 0;
  };
  const asIs = await shareOf((images) => images);
  let best = {name: "", share: 0};
  for (const orientation of ORIENTATIONS) {
    const share = await shareOf((images) => putUpright(images, orientation));
    if (share > best.share) best = {name: orientation.name, share};
  }
  if (best.share >= UPRIGHT && best.share >= asIs + GAIN) return {name: best.name, asIs, upright: best.share};
  return asIs >= UPRIGHT ? "upright" : "unknown";
}

/** Is this class one that `findLie` looks at? */
export function isLookAlike(name: string): boolean {
  return /^\d$/.test(name) || name in READ_AS;
}
