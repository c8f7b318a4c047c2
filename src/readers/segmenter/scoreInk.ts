import type {Mark} from "../../pen/marks.js";
import type {InkCandidate, InkLine} from "../../ink/segmentation/segmentInk.js";
import {logarithm, type DivisionScores} from "./divideLine.js";
import {fits, mayStand, nameDot, nameTall, type LineFrame} from "./nameMarks.js";
import type {ReadDigit} from "./readImages.js";

/** The weight of the log-likelihood that ink is a digit or a mark, and the minimum likelihood that counts. */
const [LIKELIHOOD, MIN_LIKELIHOOD] = [0.5, 3e-4];

/** Penalties of a digit, per line height: for empty columns within it, and for white space between two tall parts. */
const [GAP, DIVIDED] = [4, 0.8];

/**
 * A digit wider than MAX_WIDTH costs WIDE × the excess; one shorter than MIN_HEIGHT costs FLAT × the shortfall, in line
 * heights.
 */
const [MAX_WIDTH, WIDE, MIN_HEIGHT, FLAT] = [0.8, 4, 0.5, 10];

/**
 * A 1 with a greater aspect ratio than THICKEST costs THICK × the excess; any other digit below NARROWEST costs NARROW
 * × the shortfall.
 */
const [THICKEST, THICK, NARROWEST, NARROW] = [0.6, 2, 0.5, 1];

/** The penalty of each cut, and that of the ink it crosses, per line height and up to a maximum. */
const [CUT, CROSSED, MAX_CROSSED] = [0.25, 20, 2];

/**
 * The base penalty of a mark and that of its height; a mark shorter than SMALL pays half of the latter and may stand
 * anywhere.
 */
const [MARK, MARK_HEIGHT, SMALL] = [1.4, 9, 0.5];

/**
 * Penalties of a mark known by its shape (besides its likelihood), of one known by its place, and of a 1 that looks
 * like a slash or parenthesis.
 */
const [SHAPED, PLACED, SLASHED] = [0.6, 0.6, 2];

/**
 * Returns the scores for dividing *line*. *mayBeMark* excludes the candidates that a person said are digits or parts of
 * them.
 */
export function scoresOf(
  line: InkLine,
  frame: LineFrame,
  mayBeMark: (candidate: InkCandidate) => boolean,
  {hasParentheses = true} = {}
): DivisionScores<InkCandidate> {
  const mayBe = (mark: Mark, {first, end}: InkCandidate) =>
    (hasParentheses || !"()".includes(mark)) && mayStand(mark, {isFirst: !first, isLast: end === line.length});
  const isTall = (candidate: InkCandidate, read: ReadDigit) => {
    const tall = mayBeMark(candidate) ? nameTall(read, frame) : undefined;
    return tall !== undefined && mayBe(tall, candidate);
  };
  return {
    digit: (candidate, read) => scoreDigit(candidate, read) - (isTall(candidate, read) ? SLASHED : 0),
    mark: (candidate, read) => {
      if (!mayBeMark(candidate)) return -Infinity;
      if (isTall(candidate, read)) return 0;
      if (nameDot(read.box, frame)) return -PLACED;
      const {mark, likelihood, box} = read;
      const isShaped =
        mark && mark.likelihood > (likelihood ?? 1) && fits(mark.text, frame, box) && mayBe(mark.text, candidate);
      const shaped = isShaped ? LIKELIHOOD * logarithm(mark.likelihood) - SHAPED : -Infinity;
      const {first, end, height} = candidate;
      const isSmall = height < SMALL;
      if (first && end < line.length && !isSmall) return shaped;
      return Math.max(shaped, -MARK - MARK_HEIGHT * height * (isSmall ? 0.5 : 1));
    },
    cut: (place) => -CUT - Math.min(MAX_CROSSED, CROSSED * line.crossed[place]!)
  };
}

function scoreDigit({height, width, gap, divided}: InkCandidate, read: ReadDigit): number {
  const aspect = width / Math.max(0.3, height);
  const shape = read.text === "1" ? THICK * Math.max(0, aspect - THICKEST) : NARROW * Math.max(0, NARROWEST - aspect);
  return (
    scoreRead(read) -
    GAP * gap -
    DIVIDED * divided -
    WIDE * Math.max(0, width - MAX_WIDTH) -
    FLAT * Math.max(0, MIN_HEIGHT - height) -
    shape
  );
}

/** Aspect ratios that at least 95 % of MNIST's digits of each class don't exceed. */
const USUAL_WIDTHS: Readonly<Record<string, number>> = {
  "0": 1.33, "1": 0.85, "2": 1.25, "3": 1.11, "4": 1.11, "5": 1.43, "6": 1, "7": 1.05, "8": 1, "9": 1
}; // prettier-ignore

/** The penalty of a digit that is all the ink of a picture, per unit of aspect ratio above the usual. */
const WIDE_WHOLE = 20;

/** Scores a digit that is all the ink of a picture. Two touching digits may look like one, but wider than usual. */
export function scoreWhole(read: Pick<ReadDigit, "confidence" | "likelihood" | "text" | "box">): number {
  const aspect = read.box.width / read.box.height;
  return scoreRead(read) - WIDE_WHOLE * Math.max(0, aspect - (USUAL_WIDTHS[read.text] ?? Infinity));
}

/** Scores a digit regardless of its place and size. */
export function scoreRead({confidence, likelihood}: Pick<ReadDigit, "confidence" | "likelihood">): number {
  return logarithm(confidence) + LIKELIHOOD * logarithm(likelihood ?? 1, MIN_LIKELIHOOD);
}
