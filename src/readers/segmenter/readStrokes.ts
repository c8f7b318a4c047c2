import type {Stroke} from "../../pen/pen.js";
import type {Constraint} from "../../ink/segmentation/constraints.js";
import {segmentStrokes, type StrokeCandidate, type StrokeLine} from "../../pen/segmentStrokes.js";
import {findExtent, preprocessStrokes} from "../../pen/strokes.js";
import {divideLine, logarithm} from "./divideLine.js";
import type {ReadLine} from "./markLine.js";
import {areBalanced, frameOf, mayStand, nameMark, nameTall} from "./nameMarks.js";
import {hasMarks, readImages, type ReadDigit, type ReadImage} from "./readImages.js";
import type {Classifier} from "../classifier.js";

/**
 * What a division of a line into digits is worth: the sum of the logarithms of its digits' probabilities, and of the
 * likelihoods that they are digits times LIKELIHOOD; for each gap within a digit MERGE is taken off times its width, for
 * each cut CUT times the overlap, both by the line's height. Chosen by 1,200 numbers composed of digits by the writers of
 * the validation part: 10, 2 and 5 times less cost up to 4 points of the numbers of five digits.
 */
const [LIKELIHOOD, MERGE, CUT] = [0.3, 10, 15];

/** A digit that is lower than this, by the line's height, costs FLAT times what it lacks: it may be a bar. */
const [MIN_HEIGHT, FLAT] = [0.4, 20];

/** What was made of strokes before, by their points: while the last stroke grows, the others need no second look. */
export type StrokeMemory = Map<string, ReadImage>;

/** A memory is emptied when it holds more answers: those of a number of 20 strokes while its last one is drawn. */
const MAX_REMEMBERED = 1000;

/**
 * Resolves to the digits that *strokes* are, line by line from top to bottom, left to right; none for no points. Each stroke
 * belongs to one digit. Of all divisions of a line into digits the most likely is taken. What is in *memory*, which is
 * this classifier's alone, is not recognized again, and what is new is put there. *constraints* are heeded, where they can be.
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

/** Resolves to the same with the marks between the digits: a line has at least one digit. */
export async function readMarkedStrokes(
  classifier: Classifier,
  strokes: readonly Stroke[],
  {memory = new Map(), constraints = []}: StrokeOptions = {}
): Promise<ReadLine[]> {
  const written = strokes.filter(({length}) => length);
  const lines = segmentStrokes(written, constraints);
  const candidates = lines.flatMap((line) => line.candidates);
  const names = written.map((stroke) => stroke.join(" "));
  const keys = candidates.map(({strokes: members}) => members.map((i) => names[i]).join("|"));
  if (memory.size > MAX_REMEMBERED) memory.clear();
  const unknown = [...candidates.keys()].filter((i) => !memory.has(keys[i]!));
  const images = unknown.map((i) => preprocessStrokes(strokesOf(candidates[i]!, written))!.image);
  const answers = new Map(keys.flatMap((key) => (memory.has(key) ? [[key, memory.get(key)!] as const] : [])));
  (await readImages(classifier, images)).forEach((answer, k) => answers.set(keys[unknown[k]!]!, answer));
  for (const [key, answer] of answers) memory.set(key, answer); // another drawing may have emptied it meanwhile
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

function strokesOf({strokes}: StrokeCandidate, all: readonly Stroke[]): Stroke[] {
  return strokes.map((i) => all[i]!);
}

/** What a mark costs beside its likelihood, a dot or a slash, and a 1 that looks like a slash or a parenthesis. */
const [SHAPED, PLACED, SLASHED] = [1.5, 0.5, 3];

/**
 * Returns the most likely division of a line, whose candidates were read as *digits*. Strokes that somebody *ruled* about
 * are no marks.
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
  /** Returns which mark a candidate may be; *hasParentheses* says whether these count. */
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
