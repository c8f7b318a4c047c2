import {range} from "d3-array";

/** Base of the part numbers. Greater than the number of lines of a picture and of places on a line. */
const PARTS = 10_000;

/** Where a part lies: which ink of the picture, which of its lines, which place on that. */
export interface PartAddress {
  readonly ink: number;
  readonly line: number;
  readonly place: number;
}

/** Returns a function that numbers the parts of a candidate, given the numbers of its *ink* and *line*. */
export function partsIn(ink: number, line: number): (candidate: {first: number; end: number}) => number[] {
  return ({first, end}) => range(first, end).map((place) => (ink * PARTS + line) * PARTS + place);
}

/** Returns the address of the part with a *number*. */
export function addressOf(number: number): PartAddress {
  const lines = Math.floor(number / PARTS);
  return {ink: Math.floor(lines / PARTS), line: lines % PARTS, place: number % PARTS};
}
