import {shuffler} from "d3-array";

/** Returns a permutation of the integers from 0 to *n* − 1, determined by *random*. */
export function shuffledOrder(n: number, random: () => number): Uint32Array {
  return shuffler(random)(Uint32Array.from({length: n}, (_, i) => i));
}
