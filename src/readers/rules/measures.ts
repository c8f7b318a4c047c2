import {SIDE} from "../../ink/image/grid.js";
import type {Point} from "./lineEnds.js";
import {deepestBay, type Profiles} from "./profiles.js";
import type {Shape} from "./shape.js";

/** A measure of a shape, as a condition of a rule names it. */
interface Measure {
  /** Completes "… is at least 3": a noun. */
  readonly text: string;
  readonly unit: "" | " %";
  /** Percentages are 0 to 100 of the ink's bounding box. NaN where the shape lacks what is measured: no condition holds. */
  readonly of: (shape: Shape) => number;
}

/** Where strokes are counted: at shares of the height, or of the width for the line that goes down. */
export const CROSSED = {
  strokesAcrossUpper: 0.25,
  strokesAcrossMiddle: 0.5,
  strokesAcrossLower: 0.75,
  strokesDown: 0.5
} as const;

/** What rules can speak of. Places and lengths are shares of the box around the upright ink. */
export const MEASURES = {
  width: share("the width, of the height", ({box}) => box.width / box.height),
  holes: count("the number of holes", ({holes}) => holes.length),
  holePlace: share("the middle of the largest hole, from the top", ({holes: [hole], box}) =>
    hole ? (hole.center.y - box.y) / box.height : NaN
  ),
  holeHeight: share("the height of the largest hole", ({holes: [hole], box}) => (hole?.box.height ?? NaN) / box.height),
  secondHole: share("the area of the second hole", ({holes: [, hole], box}) =>
    hole ? hole.area / (box.width * box.height) : NaN
  ),
  ends: count("the number of line ends", ({ends}) => ends.length),
  endsUpperLeft: count("the number of line ends in the upper left quarter", endsIn(0, 0)),
  endsUpperRight: count("the number of line ends in the upper right quarter", endsIn(1, 0)),
  endsLowerLeft: count("the number of line ends in the lower left quarter", endsIn(0, 1)),
  endsLowerRight: count("the number of line ends in the lower right quarter", endsIn(1, 1)),
  highestEndFromLeft: share("the highest line end, from the left", (shape) => across(shape, shape.ends[0])),
  highestEndFromTop: share("the highest line end, from the top", (shape) => downwards(shape, shape.ends[0])),
  lowestEndFromLeft: share("the lowest line end, from the left", (shape) => across(shape, shape.ends.at(-1))),
  lowestEndFromTop: share("the lowest line end, from the top", (shape) => downwards(shape, shape.ends.at(-1))),
  leftBay: share("the deepest bay from the left", bayIn("left", 0, 1)),
  upperLeftBay: share("the deepest bay from the left in the upper half", bayIn("left", 0, 0.5)),
  lowerLeftBay: share("the deepest bay from the left in the lower half", bayIn("left", 0.5, 1)),
  leftBayPlace: share("the deepest bay from the left, from the top", ({profiles}) => deepestBay(profiles.left).place),
  rightBay: share("the deepest bay from the right", bayIn("right", 0, 1)),
  upperRightBay: share("the deepest bay from the right in the upper half", bayIn("right", 0, 0.5)),
  lowerRightBay: share("the deepest bay from the right in the lower half", bayIn("right", 0.5, 1)),
  rightBayPlace: share(
    "the deepest bay from the right, from the top",
    ({profiles}) => deepestBay(profiles.right).place
  ),
  topBay: share("the deepest bay from the top", bayIn("top", 0, 1)),
  bottomBay: share("the deepest bay from below", bayIn("bottom", 0, 1)),
  strokesAcrossUpper: count(
    "the number of strokes across, a quarter from the top",
    strokesAcross(CROSSED.strokesAcrossUpper)
  ),
  strokesAcrossMiddle: count("the number of strokes across the middle", strokesAcross(CROSSED.strokesAcrossMiddle)),
  strokesAcrossLower: count(
    "the number of strokes across, a quarter from the bottom",
    strokesAcross(CROSSED.strokesAcrossLower)
  ),
  strokesDown: count("the number of strokes from top to bottom, in the middle", strokesDown(CROSSED.strokesDown)),
  leftMargin1: share("the free space on the left, top quarter", meanOf("left", 0)),
  leftMargin2: share("the free space on the left, second quarter", meanOf("left", 1)),
  leftMargin3: share("the free space on the left, third quarter", meanOf("left", 2)),
  leftMargin4: share("the free space on the left, bottom quarter", meanOf("left", 3)),
  rightMargin1: share("the free space on the right, top quarter", meanOf("right", 0)),
  rightMargin2: share("the free space on the right, second quarter", meanOf("right", 1)),
  rightMargin3: share("the free space on the right, third quarter", meanOf("right", 2)),
  rightMargin4: share("the free space on the right, bottom quarter", meanOf("right", 3)),
  topBar: share("the longest horizontal bar in the top quarter", longestBar(0, 0.25)),
  middleBar: share("the longest horizontal bar in the middle third", longestBar(1 / 3, 2 / 3)),
  lowBar: share("the longest horizontal bar in the third quarter", longestBar(0.5, 0.75)),
  bottomBar: share("the longest horizontal bar in the bottom quarter", longestBar(0.75, 1)),
  upperInk: share("the ink in the upper half, of all", inkIn(0, 1, 0, 0.5)),
  centerInk: share("the ink in the middle ninth, of all", inkIn(1 / 3, 2 / 3, 1 / 3, 2 / 3))
} as const satisfies Readonly<Record<string, Measure>>;

export type MeasureName = keyof typeof MEASURES;

/** Returns a measure of one shape by its name. */
export type Measures = (name: MeasureName) => number;

/** Returns the measures of a *shape*, each taken when it is first asked for. */
export function measuresOf(shape: Shape): Measures {
  const taken = new Map<MeasureName, number>();
  return (name) => {
    const known = taken.get(name);
    if (known !== undefined) return known;
    const value = MEASURES[name].of(shape);
    taken.set(name, value);
    return value;
  };
}

function share(text: string, of: Measure["of"]): Measure {
  return {text, unit: " %", of: (shape) => 100 * of(shape)};
}

function count(text: string, of: Measure["of"]): Measure {
  return {text, unit: "", of};
}

function across({box}: Shape, point: Point | undefined): number {
  return point ? (point.x - box.x) / box.width : NaN;
}

function downwards({box}: Shape, point: Point | undefined): number {
  return point ? (point.y - box.y) / box.height : NaN;
}

/** Counts line ends in a quarter of the box: *column* 0 or 1, *row* 0 or 1. */
function endsIn(column: number, row: number): Measure["of"] {
  const half = (place: number) => Number(place >= 0.5);
  return (shape) =>
    shape.ends.filter((end) => half(across(shape, end)) === column && half(downwards(shape, end)) === row).length;
}

function bayIn(side: keyof Profiles, from: number, to: number): Measure["of"] {
  return ({profiles}) => deepestBay(profiles[side], from, to).depth;
}

/** Averages a *quarter*, 0 to 3, of a profile. */
function meanOf(side: keyof Profiles, quarter: number): Measure["of"] {
  return ({profiles}) => {
    const {length} = profiles[side];
    const from = Math.floor((quarter * length) / 4);
    const part = profiles[side].slice(from, Math.max(from + 1, Math.ceil(((quarter + 1) * length) / 4)));
    return part.reduce((a, b) => a + b, 0) / part.length;
  };
}

function inkAt({ink, box}: Shape, column: number, row: number): number {
  return ink[(box.y + row) * SIDE + box.x + column]!;
}

/** Counts the strokes that a horizontal line crosses, at a share *place* of the height. */
function strokesAcross(place: number): Measure["of"] {
  return (shape) => {
    const row = Math.floor(place * shape.box.height);
    return countStretches(shape.box.width, (column) => inkAt(shape, column, row));
  };
}

/** Counts the strokes that a vertical line crosses, at a share *place* of the width. */
function strokesDown(place: number): Measure["of"] {
  return (shape) => {
    const column = Math.floor(place * shape.box.width);
    return countStretches(shape.box.height, (row) => inkAt(shape, column, row));
  };
}

function countStretches(length: number, isInk: (i: number) => number): number {
  let stretches = 0;
  for (let i = 0; i < length; ++i) if (isInk(i) && !(i && isInk(i - 1))) ++stretches;
  return stretches;
}

/** Measures the longest stretch of ink in the rows from one share of the height to another. */
function longestBar(from: number, to: number): Measure["of"] {
  return (shape) => {
    const {width, height} = shape.box;
    let longest = 0;
    for (let row = Math.floor(from * height); row < Math.ceil(to * height); ++row) {
      for (let column = 0, length = 0; column < width; ++column) {
        length = inkAt(shape, column, row) ? length + 1 : 0;
        longest = Math.max(longest, length);
      }
    }
    return longest / width;
  };
}

/** Measures the share of the ink whose pixels have their centers in a part of the box. */
function inkIn(left: number, right: number, top: number, bottom: number): Measure["of"] {
  return (shape) => {
    const {width, height} = shape.box;
    let [inside, all] = [0, 0];
    for (let row = 0; row < height; ++row) {
      for (let column = 0; column < width; ++column) {
        if (!inkAt(shape, column, row)) continue;
        ++all;
        const [x, y] = [(column + 0.5) / width, (row + 0.5) / height];
        inside += Number(x >= left && x < right && y >= top && y < bottom);
      }
    }
    return inside / all;
  };
}
