import {InputError} from "../../src/inputError.js";

/** The values between which pixels lie: *low* is background, *high* full ink. */
export interface PixelRange {
  readonly low: number;
  readonly high: number;
  /** Are there only whole numbers? */
  readonly whole: boolean;
}

const LEVELS = 255;

/** The ranges in which images of a side are known to come; the first that holds all values is theirs. */
const FRACTIONS: Readonly<Record<number, readonly (readonly [low: number, high: number])[]>> = {
  28: [
    [0, 1],
    [-1, 1]
  ],
  // https://hastie.su.domains/ElemStatLearn/datasets/zip.info.txt has −1 to 1; other copies add 1, or halve that.
  16: [
    [0, 1],
    [-1, 1],
    [0, 2]
  ],
  8: [[0, 1]]
};
/** UCI's optical digits count the pixels that are set in blocks of 4×4. */
const BLOCK_LEVELS = 16;

/**
 * Returns the range of the *pixels* (columns) of some *rows*: 0 to 255, 0 to 1, −1 to 1, 0 to 2 for 16×16 and 0 to 16 for
 * 8×8 images.
 * @throws InputError for any other, such as that of standardized values
 */
export function findRange(
  rows: readonly (readonly string[])[],
  pixels: readonly number[],
  {side, source}: {side: number; source: string}
): PixelRange {
  const facts = rows.map((row) => factsOf(row, pixels));
  const most = facts.length - 1 - Math.floor(DAMAGED * facts.length);
  const at = (values: number[]) => values.sort((a, b) => a - b)[most] ?? 0;
  const [min, max] = [-at(facts.map((row) => -row.min)), at(facts.map((row) => row.max))];
  return rangeOf({min, max, whole: facts.filter((row) => !row.whole).length <= DAMAGED * facts.length}, side, source);
}

/** Rows that may be damaged: what only they hold is no evidence, and will be refused. */
const DAMAGED = 0.1;

function factsOf(row: readonly string[], pixels: readonly number[]): {min: number; max: number; whole: boolean} {
  let [min, max, whole] = [0, 0, true];
  for (const column of pixels) {
    const value = Number(row[column]);
    if (!Number.isFinite(value)) continue;
    if (value < min) min = value;
    if (value > max) max = value;
    whole &&= Number.isInteger(value);
  }
  return {min, max, whole};
}

/** Returns the range in which values from *min* to *max* lie. @throws InputError as `findRange` */
export function rangeOf(
  {min, max, whole}: {min: number; max: number; whole: boolean},
  side: number,
  source: string
): PixelRange {
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
