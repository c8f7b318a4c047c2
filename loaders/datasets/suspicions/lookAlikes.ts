import {group, mean} from "d3-array";
import type {Alphabet} from "../../../src/characters/alphabet.js";
import {take, type Digits} from "../../../src/characters/digits.js";
import type {Reader} from "./defaultReader.js";
import {ORIENTATIONS, putUpright} from "./orientation.js";

/**
 * Letters that are read as a certain digit if upright, and rarely otherwise. Of UNIPEN's capitals the default run reads
 * 74 % of I as 1, 84 % of S as 5, 82 % of T as 7 and 70 % of Z as 2 (100 of each); transposed, none.
 */
const READ_AS: Readonly<Record<string, number>> = {I: 1, l: 1, S: 5, s: 5, T: 7, Z: 2, z: 2};

/** With fewer classes there is no answer; classes with fewer images are ignored. */
const [MIN_CLASSES, MIN_OF_CLASS] = [3, 8];

/**
 * Upright images are read as their digit at a rate of at least UPRIGHT, averaged over classes, and GAIN above others.
 */
const [UPRIGHT, GAIN] = [0.6, 0.25];

/** The orientation of an alphabet's images, as far as its digits and the letters that look like digits tell. */
export type FoundOrientation =
  {readonly name: string; readonly asIs: number; readonly upright: number} | "upright" | "unknown";

/**
 * Finds the orientation of the images of a *sample* of *classes* other than the ten digits. The reader of digits can
 * judge only classes that are digits or look like one; "unknown" if there are too few.
 */
export async function findOrientation(sample: Digits, classes: Alphabet, reader: Reader): Promise<FoundOrientation> {
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

/** Does `findOrientation` use this class? */
export function isLookAlike(name: string): boolean {
  return /^\d$/.test(name) || name in READ_AS;
}
