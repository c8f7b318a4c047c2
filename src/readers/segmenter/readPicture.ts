import type {Alphabet} from "../../characters/alphabet.js";
import {greatest, rollup, sum} from "d3-array";
import type {GrayImage} from "../../ink/image/image.js";
import {findPieces} from "../../ink/image/pieces.js";
import {preprocess} from "../../ink/preprocess.js";
import {allows, type Constraint} from "../../ink/segmentation/constraints.js";
import {MAX_CANDIDATES, segmentInk, type InkCandidate, type InkLine} from "../../ink/segmentation/segmentInk.js";
import {findStrongInks} from "../../ink/strongInk.js";
import {isSoftBar, mayBeWritten} from "../../ink/writtenInk.js";
import {addressOf, partsIn} from "./partNumbers.js";
import {insertDigit} from "./insertDigit.js";
import {joinsAcross, readJoins, restOf} from "./joinsAcross.js";
import {divideLine, type Division, type DivisionScores} from "./divideLine.js";
import {markLine, type ReadLine} from "./markLine.js";
import {areBalanced, frameOf, nameMark, type LineFrame} from "./nameMarks.js";
import {hasMarks, readImages, textOf, type ReadDigit} from "./readImages.js";
import type {Classifier} from "../classifier.js";
import {scoresOf, scoreWhole} from "./scoreInk.js";

/**
 * More ways to separate ink from paper, besides the one for single digits. Each suits other paper; the most likely
 * result wins.
 */
const THRESHOLDS = [
  {smoothed: 0, noises: 4},
  {smoothed: 0, noises: 2.5},
  {smoothed: 1, noises: 3}
] as const;

/** The softmax temperature that combines the scores of the divisions that read the same number. */
const TEMPERATURE = 2;

/** If each digit is at least this confident and this likely a digit, no other thresholds are tried. */
const SURE = 0.9;

/** Ink with a greater aspect ratio (width / height) is no single digit. */
const WIDEST = 1.6;

/**
 * When only strong ink is found, over half of its mass must be in pieces at least this tall (share of the picture's
 * height): grain is not.
 */
const MIN_STROKE = 0.2;

/** The lines read under one threshold. */
interface Reading {
  readonly lines: readonly (readonly ReadDigit[])[];
  /** The same lines with their marks. */
  readonly marked: readonly ReadLine[];
  readonly score: number;
  /** The numbers of all parts of this ink. */
  readonly parts: readonly number[];
  /** The digits of parts that are no neighbors, which are in no line yet. */
  readonly joined: readonly ReadDigit[];
}

/** Returns whether *parts* mix some parts of a digit to be split with others: no piece of it joins a neighbor. */
function straddles(constraints: readonly Constraint[], parts: readonly number[]): boolean {
  return constraints.some((constraint) => {
    const shared = parts.filter((part) => constraint.parts.includes(part)).length;
    return !constraint.isDigit && shared > 0 && shared < parts.length;
  });
}

/** Resolves to the digits in a gray *picture*, line by line, as `readMarkedPicture` does, but without the marks. */
export async function readPicture(
  classifier: Classifier,
  picture: GrayImage,
  constraints: readonly Constraint[] = []
): Promise<(readonly ReadDigit[])[]> {
  return (await readMarkedPicture(classifier, picture, constraints)).map(({digits}) => digits);
}

/**
 * Resolves to the digits and marks in a gray *picture* of either polarity: lines from top to bottom, each from left to
 * right; none without ink. First finds the ink as in a picture of a single digit, reads it as a whole, and cuts it into
 * candidate digits. If that leaves doubt, finds the ink under the other thresholds too, and takes the number that is
 * most likely over all of them. With *constraints*, which refer to parts of an earlier reading, the ink is found as it
 * was for that reading, and no constrained part becomes a mark. Any parts can be one digit, also of several lines. A line
 * meets all other constraints or, where no division can, none.
 */
export async function readMarkedPicture(
  classifier: Classifier,
  picture: GrayImage,
  constraints: readonly Constraint[] = []
): Promise<ReadLine[]> {
  const whole = preprocess(picture);
  const clean = whole ? await readInks(classifier, [whole.ink], 0, constraints) : [];
  const parts = clean[0]?.parts ?? [];
  const [single] = whole
    ? (await readImages(classifier, [whole.image])).map((read) => ({...read, box: whole.box, parts}))
    : [];
  const readings = [...clean];
  const isOne = single && allows(constraints, parts);
  if (isOne && single.box.width <= WIDEST * single.box.height) readings.unshift(readWhole(single));
  const readOthers = () => {
    const inks = findStrongInks(picture, THRESHOLDS);
    return readInks(classifier, whole ? inks : inks.filter(isWritten), 1, constraints);
  };
  if (constraints.length) {
    const {ink} = addressOf(constraints[0]!.parts[0]!);
    if (isOne && !ink && constraints.some(({isDigit}) => isDigit)) return [{digits: [single], marks: []}];
    const reading = ink ? (await readOthers())[ink - 1] : clean[0];
    return reading ? reading.joined.reduce<readonly ReadLine[]>(insertDigit, reading.marked).slice() : [];
  }
  let best = mostLikely(readings, classifier.classes);
  if (!best || !isSure(best)) best = mostLikely([...readings, ...(await readOthers())], classifier.classes);
  const isAlone = !best || (best.lines.flat().length < 2 && !hasMarkBeside(best));
  const lines = single && isAlone ? [{digits: [single], marks: []}] : (best?.marked ?? []);
  return lines.map((line) => withoutShadows(withoutBars(line, picture), picture));
}

/**
 * This many digits that all span the picture from border to border are a pattern, and so are fewer soft ones: their
 * likelihood becomes 0.
 */
const MIN_BARS = 3;

/** Returns the line with likelihood 0 for each digit whose ink no pen can have written. */
function withoutShadows(line: ReadLine, picture: GrayImage): ReadLine {
  const digits = line.digits.map((digit) => (mayBeWritten(picture, digit) ? digit : {...digit, likelihood: 0}));
  return {...line, digits};
}

function withoutBars(line: ReadLine, picture: GrayImage): ReadLine {
  const {width, height} = picture;
  const {digits} = line;
  const isBar = ({box}: ReadDigit) => box.height >= 0.97 * height || box.width >= 0.97 * width;
  if (!digits.every(isBar)) return line;
  if (digits.length < MIN_BARS && !digits.every(({box}) => isSoftBar(picture, box))) return line;
  return {...line, digits: digits.map((digit) => ({...digit, likelihood: 0}))};
}

/** Resolves to the most likely reading of each of *inks*, skipping textures. The inks are numbered from *first*. */
async function readInks(
  classifier: Classifier,
  inks: readonly GrayImage[],
  first: number,
  constraints: readonly Constraint[]
): Promise<Reading[]> {
  const wholes = inks
    .map(segmentInk)
    .filter((lines) => sum(lines, ({candidates}) => candidates.length) <= MAX_CANDIDATES);
  const joins = wholes.map((lines, i) => joinsAcross(lines, first + i, constraints));
  const divisions = wholes.map((lines, i) => restOf(lines, first + i, joins[i]!));
  const candidates = divisions.flat().flatMap(({line}) => line.candidates);
  const images = candidates.map(({image}) => image);
  const places = divisions.flat().flatMap(({line, numberOf}) => line.candidates.map(numberOf));
  const digits = (await readImages(classifier, images)).map((read, i): ReadDigit => {
    return {...read, box: candidates[i]!.box, parts: places[i]!};
  });
  const marks = hasMarks(classifier);
  const joined = await Promise.all(joins.map((some, i) => readJoins(classifier, wholes[i]!, some)));
  let start = 0;
  return divisions.map((lines, i) => ({
    ...joinLines(
      lines.map(({line}) => {
        const read = digits.slice(start, (start += line.candidates.length));
        const frame = frameOf(line.candidates, read);
        const division = divide(line, frame, read, constraints, marks);
        const dots = marks ? line.dots : [];
        return {...markLine({...line, dots}, division, frame, ruledParts(constraints)), score: division.score};
      })
    ),
    parts: wholes[i]!.flatMap(({length}, l) => partsIn(first + i, l)({first: 0, end: length})),
    joined: joined[i]!
  }));
}

function isSure({lines}: Reading): boolean {
  const digits = lines.flat();
  return digits.length > 0 && digits.every(({confidence, likelihood}) => Math.min(confidence, likelihood ?? 1) >= SURE);
}

function isWritten(ink: GrayImage): boolean {
  const pieces = findPieces(ink);
  const high = pieces.filter(({box}) => box.height >= MIN_STROKE * ink.height);
  return sum(high, ({mass}) => mass) > sum(pieces, ({mass}) => mass) / 2;
}

/** Returns the most likely division of a line. *digits* are the predictions for its candidates. */
function divide(
  line: InkLine,
  frame: LineFrame,
  digits: readonly ReadDigit[],
  constraints: readonly Constraint[],
  hasMarks: boolean
): Division {
  const allowed = digits.map(({parts}) => allows(constraints, parts) && !straddles(constraints, parts));
  const heeding = {...line, candidates: line.candidates.filter((_, i) => allowed[i])};
  const ruled = ruledParts(constraints);
  const isRuled = new Set(line.candidates.filter((_, i) => digits[i]!.parts.some((part) => ruled.has(part))));
  const divideBy = (scores: DivisionScores<InkCandidate>) =>
    divideLine(
      heeding,
      digits.filter((_, i) => allowed[i]),
      scores
    ) ?? divideLine(line, digits, scores)!;
  const mayBeMark = (candidate: InkCandidate) => hasMarks && !isRuled.has(candidate);
  const division = divideBy(scoresOf(line, frame, mayBeMark));
  if (areBalanced(division.marks.map((read) => nameMark(read, frame)))) return division;
  return divideBy(scoresOf(line, frame, mayBeMark, {hasParentheses: false}));
}

function ruledParts(constraints: readonly Constraint[]): ReadonlySet<number> {
  return new Set(constraints.flatMap(({parts}) => parts));
}

function readWhole(digit: ReadDigit): Reading {
  return {
    lines: [[digit]],
    marked: [{digits: [digit], marks: []}],
    score: scoreWhole(digit),
    parts: digit.parts,
    joined: []
  };
}

/** Joins the lines that have digits into one reading. */
function joinLines(lines: readonly (ReadLine & {readonly score: number})[]): Omit<Reading, "parts" | "joined"> {
  const marked = lines.filter(({digits}) => digits.length);
  return {
    lines: marked.map(({digits}) => digits),
    marked,
    score: sum(lines, ({score}) => score)
  };
}

/** Returns whether a mark stands beside the only digit. A mark above or below it would be part of the digit. */
function hasMarkBeside({marked}: Reading): boolean {
  return marked.some(({digits: [first], marks}) =>
    marks.some(({box}) => !first || box.x + box.width <= first.box.x || box.x >= first.box.x + first.box.width)
  );
}

/** Sums the votes for each text and returns the best-scoring reading of the winner; undefined without readings. */
function mostLikely(readings: readonly Reading[], classes: Alphabet): Reading | undefined {
  const votes = rollup(
    readings,
    (same) => sum(same, ({score}) => Math.exp(score / TEMPERATURE)),
    ({lines}) => textOf(lines, classes)
  );
  const text = greatest(votes, ([, vote]) => vote)?.[0];
  const same = readings.filter(({lines}) => textOf(lines, classes) === text);
  // A reading of the whole picture can hide a mark beside a single digit, so a reading with the mark is preferred.
  const marked = text?.length === 1 ? same.filter(hasMarkBeside) : [];
  return greatest(marked.length ? marked : same, ({score}) => score);
}
