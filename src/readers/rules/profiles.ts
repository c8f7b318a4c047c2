import {SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";

/** The ink of an image, cut out: its rows and columns as one sees them from each side. */
export interface Profiles {
  /** [box.height], in shares of the width: how far the ink is from the left edge of the box in each row. */
  readonly left: readonly number[];
  readonly right: readonly number[];
  /** [box.width], in shares of the height. */
  readonly top: readonly number[];
  readonly bottom: readonly number[];
}

/** Returns the profiles of *ink*, [784] of 0 and 1, in its *box*. Rows and columns without ink have the value 1. */
export function profilesOf(ink: Uint8Array, {x, y, width, height}: Box): Profiles {
  const at = (column: number, row: number) => ink[(y + row) * SIDE + x + column]!;
  const gap = (length: number, isInk: (i: number) => number) => {
    for (let i = 0; i < length; ++i) if (isInk(i)) return i / length;
    return 1;
  };
  const [rows, columns] = [height, width].map((length) => Array.from({length}, (_, i) => i));
  return {
    left: rows!.map((row) => gap(width, (i) => at(i, row))),
    right: rows!.map((row) => gap(width, (i) => at(width - 1 - i, row))),
    top: columns!.map((column) => gap(height, (i) => at(column, i))),
    bottom: columns!.map((column) => gap(height, (i) => at(column, height - 1 - i)))
  };
}

/** A bay: where the profile recedes between two places that stand out. */
export interface Bay {
  /** How far it goes in, measured from the nearer of its two capes: 0 to 1. */
  readonly depth: number;
  /** Its deepest place along the profile, 0 to 1. */
  readonly place: number;
}

/** Returns the deepest bay of a *profile* within the shares *from* to *to* of its length. */
export function deepestBay(profile: readonly number[], from = 0, to = 1): Bay {
  const n = profile.length;
  const before = running(profile);
  const after = running([...profile].reverse()).reverse();
  let best: Bay = {depth: 0, place: (from + to) / 2};
  for (let i = 0; i < n; ++i) {
    const place = (i + 0.5) / n;
    const depth = profile[i]! - Math.max(before[i]!, after[i]!);
    if (place >= from && place <= to && depth > best.depth) best = {depth, place};
  }
  return best;
}

/** Returns the minimum of the values up to each place. */
function running(values: readonly number[]): number[] {
  let least = Infinity;
  return values.map((value) => (least = Math.min(least, value)));
}
