import {range} from "d3-array";
import type {Box} from "../image/image.js";
import {findPieces, joinParts, type InkPart} from "../image/pieces.js";
import {normalizeInk} from "../normalize.js";
import {reduce, widen, type InkCandidate, type InkLine} from "./segmentInk.js";

/** A part of a line of ink, by its number. */
export interface LinePart {
  readonly line: InkLine;
  readonly place: number;
}

/** Returns the ink of any parts together, at least one, also of several lines: its box, in pixels of the picture, and its image. */
export function joinAnyParts(parts: readonly LinePart[]): Pick<InkCandidate, "box" | "image"> {
  const together = joinParts(parts.map(enlarge));
  const times = Math.max(...parts.map(({line}) => line.times));
  const {box, data} = joinParts(findPieces(reduce(together, times)));
  return {
    box: scaleBox(box, times, together.box),
    image: normalizeInk({width: box.width, height: box.height, data: widen({box, data, mass: 0})})!.image
  };
}

/** Returns the line without the parts *taken*, and the numbers that its parts had; no digit spans where one was. */
export function withoutParts(line: InkLine, taken: ReadonlySet<number>): {line: InkLine; places: number[]} {
  const places = range(line.length).filter((place) => !taken.has(place));
  const candidates = line.candidates
    .filter(({first, end}) => range(first, end).every((place) => !taken.has(place)))
    .map((candidate) => ({
      ...candidate,
      first: places.indexOf(candidate.first),
      end: places.indexOf(candidate.end - 1) + 1
    }));
  const crossed = [...places.map((place, i) => (i ? line.crossed[place]! : 0)), 0];
  return {line: {...line, length: places.length, candidates, crossed}, places};
}

/** Returns a part in pixels of the picture. */
function enlarge({line, place}: LinePart): InkPart {
  const {times, origin} = line;
  const {box, data, mass} = line.parts[place]!;
  const [width, height] = [box.width * times, box.height * times];
  const enlarged = new Uint8Array(width * height);
  for (let y = 0, i = 0; y < height; ++y) {
    const row = Math.floor(y / times) * box.width;
    for (let x = 0; x < width; ++x, ++i) enlarged[i] = data[row + Math.floor(x / times)]!;
  }
  return {box: scaleBox(box, times, origin), data: enlarged, mass: mass * times * times};
}

function scaleBox({x, y, width, height}: Box, times: number, origin: {x: number; y: number}): Box {
  return {x: origin.x + x * times, y: origin.y + y * times, width: width * times, height: height * times};
}
