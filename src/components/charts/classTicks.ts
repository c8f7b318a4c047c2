import type {Alphabet} from "../../characters/alphabet.js";

/** Pixels taken by: a character of a tick label, a one-character label, a line; the bottom margin for short labels. */
const [CHARACTER, ALONE, LINE, BELOW] = [7.5, 10, 12, 44];

/** The tick labels of classes on a horizontal axis. */
export interface ClassTicks {
  /** The indices of the labeled classes. */
  readonly ticks: readonly number[];
  /** In degrees. */
  readonly rotate: number;
  /** The height of the tick labels and the axis label, in pixels. */
  readonly margin: number;
}

/** The maximum length of an uncut label, in characters. */
const LONGEST = 14;

/** Returns a class's tick label, cut if it is too long for an axis. */
export function tickName(classes: Alphabet, label: number): string {
  const name = classes[label] ?? "?";
  return name.length > LONGEST ? `${name.slice(0, LONGEST - 1)}…` : name;
}

/** Fits the labels of *classes* into *width* pixels: side by side, else rotated, else only every few. */
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

/** Returns the height of one of *n* stacked bands, in pixels. */
export function bandHeight(n: number): number {
  return n <= 30 ? 18 : 13;
}
