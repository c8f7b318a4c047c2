import type {Alphabet} from "../../characters/alphabet.js";

/** Pixels that a character of a tick takes, that one by itself takes, that a line takes, and those beneath short ticks. */
const [CHARACTER, ALONE, LINE, BELOW] = [7.5, 10, 12, 44];

/** How classes are written along a horizontal axis. */
export interface ClassTicks {
  /** The indices of the classes that are written. */
  readonly ticks: readonly number[];
  /** In degrees. */
  readonly rotate: number;
  /** Pixels that the labels and the axis's own take. */
  readonly margin: number;
}

/** The longest name that is written in whole, in characters. */
const LONGEST = 14;

/** Returns a class's name, cut where it is too long for an axis. */
export function tickName(classes: Alphabet, label: number): string {
  const name = classes[label] ?? "?";
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** Returns how *classes* are written along *width* pixels: side by side, upright where that is too tight, or not all of them. */
export function classTicks(classes: Alphabet, width: number): ClassTicks {
  const all = classes.map((_, label) => label);
  const longest = Math.max(...all.map((label) => tickName(classes, label).length));
  const band = width / classes.length;
  if (Math.max(ALONE, longest * CHARACTER) <= band || (longest === 1 && classes.length <= 10)) {
    return {ticks: all, rotate: 0, margin: BELOW};
  }
  const every = Math.max(1, Math.ceil((longest === 1 ? ALONE : LINE) / band));
  const ticks = all.filter((label) => label % every === 0);
  return longest === 1
    ? {ticks, rotate: 0, margin: BELOW}
    : {ticks, rotate: -90, margin: BELOW + CHARACTER * (longest - 1)};
}

/** Returns the height of a band, in pixels, where *n* of them stand one above the other. */
export function bandHeight(n: number): number {
  return n <= 30 ? 18 : 13;
}
