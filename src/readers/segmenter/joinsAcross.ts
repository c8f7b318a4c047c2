import {joinAnyParts, withoutParts} from "../../ink/segmentation/anyParts.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import type {InkLine} from "../../ink/segmentation/segmentInk.js";
import type {Classifier} from "../classifier.js";
import {addressOf, partsIn} from "./partNumbers.js";
import {readImages, type ReadDigit} from "./readImages.js";

/**
 * Returns the *constraints* that make parts of an ink's *lines* one digit which no division of a line can: they are not
 * neighbors, are of several lines, or are too wide together.
 */
export function joinsAcross(lines: readonly InkLine[], ink: number, constraints: readonly Constraint[]): Constraint[] {
  return constraints.filter(({parts, isDigit}) => {
    const places = parts.map(addressOf);
    const isHere = places.every((at) => at.ink === ink && at.place < (lines[at.line]?.length ?? 0));
    if (!isDigit || !isHere) return false;
    const [first, last] = [Math.min(...parts), Math.max(...parts)];
    const areNeighbors = last - first === parts.length - 1;
    const from = addressOf(first);
    const isCandidate = lines[from.line]!.candidates.some(
      (one) => one.first === from.place && one.end === from.place + parts.length
    );
    return !(areNeighbors && isCandidate);
  });
}

/** A line without some of its parts, and a function that numbers the parts of its candidates as in the whole line. */
export interface RestOfLine {
  readonly line: InkLine;
  readonly numberOf: (candidate: {first: number; end: number}) => number[];
}

/** Returns the lines without the parts of *joins*; none of which nothing is left. */
export function restOf(lines: readonly InkLine[], ink: number, joins: readonly Constraint[]): RestOfLine[] {
  const taken = joins.flatMap(({parts}) => parts.map(addressOf));
  return lines.flatMap((whole, l): RestOfLine[] => {
    const own = taken.filter(({line}) => line === l);
    if (!own.length) return [{line: whole, numberOf: partsIn(ink, l)}];
    const {line, places} = withoutParts(whole, new Set(own.map(({place}) => place)));
    const numberOf = ({first, end}: {first: number; end: number}) =>
      places.slice(first, end).flatMap((place) => partsIn(ink, l)({first: place, end: place + 1}));
    return places.length ? [{line, numberOf}] : [];
  });
}

/** Resolves to the digit that each of the *joins* is. */
export async function readJoins(
  classifier: Classifier,
  lines: readonly InkLine[],
  joins: readonly Constraint[]
): Promise<ReadDigit[]> {
  const inks = joins.map(({parts}) =>
    joinAnyParts(parts.map(addressOf).map(({line, place}) => ({line: lines[line]!, place})))
  );
  const read = await readImages(
    classifier,
    inks.map(({image}) => image)
  );
  return read.map((digit, i) => {
    return {...digit, box: inks[i]!.box, parts: [...joins[i]!.parts].sort((a, b) => a - b)};
  });
}
