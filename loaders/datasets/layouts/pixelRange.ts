import {InputError} from "../../../src/inputError.js";
import type {Side} from "./dialect.js";

/** The range of pixel values: *low* is background, *high* full ink. */
export interface PixelRange {
  readonly low: number;
  readonly high: number;
  /** Are all values whole numbers? */
  readonly whole: boolean;
}

const LEVELS = 255;

/** Known ranges of images of each side. The first range that holds all values applies. */
const FRACTIONS: Readonly<Record<Side, readonly (readonly [low: number, high: number])[]>> = {
  28: [
    [0, 1],
    [-1, 1]
  ],
  // https://hastie.su.domains/ElemStatLearn/datasets/zip.info.txt has −1 to 1; other copies add 1, or halve the sum.
  16: [
    [0, 1],
    [-1, 1],
    [0, 2]
  ],
  8: [[0, 1]]
};
/** Maximum of UCI's optical digits: each value counts the set pixels in a block of 4×4. */
const BLOCK_LEVELS = 16;

/**
 * Finds the range of the *pixels* (column indices) of some *rows*: 0 to 255, 0 to 1, or −1 to 1; also 0 to 2 for 16×16
 * and 0 to 16 for 8×8 images.
 * @throws InputError for any other range, such as that of standardized values
 */
export function findRange(
  rows: readonly (readonly string[])[],
  pixels: readonly number[],
  {side, source}: {side: Side; source: string}
): PixelRange {
  const facts = rows.map((row) => factsOf(row, pixels));
  const most = facts.length - 1 - Math.floor(DAMAGED * facts.length);
  const at = (values: number[]) => values.sort((a, b) => a - b)[most] ?? 0;
  const [min, max] = [-at(facts.map((row) => -row.min)), at(facts.map((row) => row.max))];
  return rangeOf({min, max, whole: facts.filter((row) => !row.whole).length <= DAMAGED * facts.length}, side, source);
}

/** Share of rows that may be damaged. They are refused later, so their values are no evidence. */
const DAMAGED = 0.1;

/** Minimum and maximum of some pixels and 0, and whether all pixels are whole numbers. */
export interface PixelFacts {
  min: number;
  max: number;
  whole: boolean;
}

/** Returns the facts of an empty set of pixels. */
export function noPixels(): PixelFacts {
  return {min: 0, max: 0, whole: true};
}

/** Updates *facts* by *values*. @throws InputError for a value that is no number */
export function addPixels(facts: PixelFacts, values: ArrayLike<number>, source: string): void {
  for (let i = 0; i < values.length; ++i) {
    const value = values[i]!;
    if (!Number.isFinite(value)) throw new InputError(source, "pixels that are numbers", `${value}`);
    addPixel(facts, value);
  }
}

function addPixel(facts: PixelFacts, value: number): void {
  if (value < facts.min) facts.min = value;
  if (value > facts.max) facts.max = value;
  facts.whole &&= Number.isInteger(value);
}

function factsOf(row: readonly string[], pixels: readonly number[]): PixelFacts {
  const facts = noPixels();
  for (const column of pixels) {
    const value = Number(row[column]);
    if (Number.isFinite(value)) addPixel(facts, value);
  }
  return facts;
}

/** Returns the range that holds *min* and *max*. @throws InputError as `findRange` does */
export function rangeOf({min, max, whole}: PixelFacts, side: Side, source: string): PixelRange {
  if (side === 8 && whole && min >= 0 && max > 1 && max <= BLOCK_LEVELS) return {low: 0, high: BLOCK_LEVELS, whole};
  if (whole && min >= 0 && max <= LEVELS) return {low: 0, high: LEVELS, whole};
  const found = FRACTIONS[side].find(([low, high]) => min >= low && max <= high);
  if (found) return {low: found[0], high: found[1], whole: false};
  if (min >= 0 && max > BLOCK_LEVELS && max <= LEVELS) return {low: 0, high: LEVELS, whole: false};
  throw new InputError(
    source,
    "pixels from 0 to 255, or from 0 to 1 (standardized ones have to be saved before they are standardized)",
    `pixels from ${round(min)} to ${round(max)}`
  );
}

function round(value: number): string {
  return String(Number.isInteger(value) ? value : Number(value.toPrecision(4)));
}
