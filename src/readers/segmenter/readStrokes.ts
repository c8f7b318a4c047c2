import type {Stroke} from "../../pen/pen.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import {segmentStrokes, type StrokeCandidate, type StrokeLine} from "../../pen/segmentStrokes.js";
import {findExtent, preprocessStrokes} from "../../pen/strokes.js";
import {insertDigit} from "./insertDigit.js";
import {divideLine, logarithm} from "./divideLine.js";
import type {ReadLine} from "./markLine.js";
import {areBalanced, frameOf, mayStand, nameMark, nameTall} from "./nameMarks.js";
import {hasMarks, readImages, type ReadDigit, type ReadImage} from "./readImages.js";
import type {Classifier} from "../classifier.js";

/**
 * Weights of a division's score. The score sums each digit's log-probability and LIKELIHOOD × its log-likelihood of
 * being a digit. Subtracts MERGE × the width of each gap within a digit, and CUT × the overlap at each cut, both in
 * line heights. Tuned on 1,200 numbers composed of digits by the validation writers: weights 10, 2 and 5 times smaller
 * lose up to 4 points on five-digit numbers.
 */
const [LIKELIHOOD, MERGE, CUT] = [0.3, 10, 15];

/** A digit shorter than this, in line heights, costs FLAT × the shortfall: it may be a bar. */
const [MIN_HEIGHT, FLAT] = [0.4, 20];

/** Predictions by the points of their strokes: while the last stroke grows, the others are not recognized again. */
export type StrokeMemory = Map<string, ReadImage>;

/**
 * The memory is cleared above this size, about the predictions for a number of 20 strokes while the last one is drawn.
 */
const MAX_REMEMBERED = 1000;

/**
 * Resolves to the digits that *strokes* are: lines from top to bottom, each from left to right; none without points.
 * Each stroke belongs to one digit. Takes the most likely division of each line. Reuses the predictions in *memory*,
 * which must belong to this classifier alone, and adds new ones. Meets the *constraints* where possible.
 */
export async function readStrokes(
  classifier: Classifier,
  strokes: readonly Stroke[],
  options?: StrokeOptions
): Promise<(readonly ReadDigit[])[]> {
  return (await readMarkedStrokes(classifier, strokes, options)).map(({digits}) => digits);
}

export interface StrokeOptions {
  readonly memory?: StrokeMemory;
  readonly constraints?: readonly Constraint[] | undefined;
}

/** Resolves to the same lines with the marks between the digits. A line has at least one digit. */
export async function readMarkedStrokes(
  classifier: Classifier,
  strokes: readonly Stroke[],
  {memory = new Map(), constraints = []}: StrokeOptions = {}
): Promise<ReadLine[]> {
  const written = strokes.filter(({length}) => length);
  const lines = segmentStrokes(written, constraints);
  const [apart] = constraints.filter((one) => isJoinAcross(one, lines, written.length));
  if (apart) return readAround(classifier, written, {memory, constraints}, apart);
  const candidates = lines.flatMap((line) => line.candidates);
  const names = written.map((stroke) => stroke.join(" "));
  const keys = candidates.map(({strokes: members}) => members.map((i) => names[i]).join("|"));
  if (memory.size > MAX_REMEMBERED) memory.clear();
  const unknown = [...candidates.keys()].filter((i) => !memory.has(keys[i]!));
  const images = unknown.map((i) => preprocessStrokes(strokesOf(candidates[i]!, written))!.image);
  const answers = new Map(keys.flatMap((key) => (memory.has(key) ? [[key, memory.get(key)!] as const] : [])));
  (await readImages(classifier, images)).forEach((answer, k) => answers.set(keys[unknown[k]!]!, answer));
  for (const [key, answer] of answers) memory.set(key, answer); // another drawing may have cleared it meanwhile
  const digits = candidates.map((candidate, i) => ({
    ...answers.get(keys[i]!)!,
    box: findExtent(strokesOf(candidate, written))!,
    parts: candidate.strokes
  }));
  let start = 0;
  const ruled = new Set(constraints.flatMap(({parts}) => parts));
  return lines.map((line) =>
    choose(line, digits.slice(start, (start += line.candidates.length)), ruled, hasMarks(classifier))
  );
}

/** Does a constraint make strokes one digit that are not neighbors on a line? */
function isJoinAcross({parts, isDigit}: Constraint, lines: readonly StrokeLine[], n: number): boolean {
  if (!isDigit || !parts.every((part) => part < n)) return false;
  const isThis = ({strokes}: StrokeCandidate) =>
    strokes.length === parts.length && strokes.every((stroke) => parts.includes(stroke));
  return !lines.some(({candidates}) => candidates.some(isThis));
}

/** Reads the strokes that a constraint puts *apart* as one digit, and the others without them. */
async function readAround(
  classifier: Classifier,
  strokes: readonly Stroke[],
  {memory, constraints}: Required<StrokeOptions>,
  apart: Constraint
): Promise<ReadLine[]> {
  const others = [...strokes.keys()].filter((i) => !apart.parts.includes(i));
  const rest = await readMarkedStrokes(
    classifier,
    others.map((i) => strokes[i]!),
    {
      ...(memory ? {memory} : {}),
      constraints: (constraints ?? [])
        .filter((one) => one !== apart && one.parts.every((part) => others.includes(part)))
        .map(({parts, isDigit}) => ({parts: parts.map((part) => others.indexOf(part)), isDigit}))
    }
  );
  const parts = [...apart.parts].sort((a, b) => a - b);
  const own = parts.map((i) => strokes[i]!);
  const [read] = await readImages(classifier, [preprocessStrokes(own)!.image]);
  const renumbered = rest.map((line) => ({
    ...line,
    digits: line.digits.map((digit) => ({...digit, parts: digit.parts.map((i) => others[i]!)}))
  }));
  return insertDigit(renumbered, {...read!, box: findExtent(own)!, parts});
}

function strokesOf({strokes}: StrokeCandidate, all: readonly Stroke[]): Stroke[] {
  return strokes.map((i) => all[i]!);
}

/**
 * Costs of a mark with a shape of its own (besides its likelihood), of a dot or slash, and of a 1 that looks like a
 * slash or parenthesis.
 */
const [SHAPED, PLACED, SLASHED] = [1.5, 0.5, 3];

/**
 * Returns the most likely division of a line. *digits* are the predictions for its candidates. Strokes under a
 * constraint, *ruled*, become no marks.
 */
function choose(
  line: StrokeLine,
  digits: readonly ReadDigit[],
  ruled: ReadonlySet<number>,
  hasMarks: boolean
): ReadLine {
  const {gaps} = line;
  const frame = frameOf(
    line.candidates.map(({height}, i) => ({height, box: digits[i]!.box})),
    digits
  );
  /** Returns the mark that a candidate may be; *hasParentheses* says whether parentheses are allowed. */
  const nameOf = ({first, end}: StrokeCandidate, read: ReadDigit, hasParentheses: boolean) => {
    if (read.parts.some((part) => ruled.has(part))) return undefined;
    const name = nameMark(read, frame);
    if (!name || (!hasParentheses && "()".includes(name))) return undefined;
    return mayStand(name, {isFirst: !first, isLast: end === line.length}) ? name : undefined;
  };
  const divideBy = (hasParentheses: boolean, countsMarks = hasMarks) =>
    divideLine(line, digits, {
      digit: (candidate, read) => {
        const {first, end, height} = candidate;
        const within = gaps.slice(first + 1, end).reduce((sum, gap) => sum + Math.max(0, gap), 0);
        const isTall = countsMarks && nameTall(read, frame) && nameOf(candidate, read, hasParentheses);
        return (
          logarithm(read.confidence) +
          LIKELIHOOD * logarithm(read.likelihood ?? 1) -
          MERGE * within -
          FLAT * Math.max(0, MIN_HEIGHT - height) -
          (isTall ? SLASHED : 0)
        );
      },
      mark: (candidate, read) => {
        const name = countsMarks ? nameOf(candidate, read, hasParentheses) : undefined;
        if (!name) return -Infinity;
        const isShaped = name === read.mark?.text && !nameTall(read, frame);
        return isShaped ? LIKELIHOOD * logarithm(read.mark.likelihood) - SHAPED : -PLACED;
      },
      cut: (place) => CUT * Math.min(0, gaps[place]!)
    })!;
  const namesOf = (reads: readonly ReadDigit[]) => reads.map((read) => nameMark(read, frame));
  let division = divideBy(true);
  if (!areBalanced(namesOf(division.marks))) division = divideBy(false);
  if (!division.digits.length) division = divideBy(false, false);
  const {marks} = division;
  return {digits: division.digits, marks: marks.map((read) => ({mark: nameMark(read, frame)!, box: read.box}))};
}
