import type {Mark} from "../../pen/marks.js";
import type {InkCandidate, InkLine} from "../../ink/segmentation/segmentInk.js";
import {logarithm, type DivisionScores} from "./divideLine.js";
import {fits, mayStand, nameDot, nameTall, type LineFrame} from "./nameMarks.js";
import type {ReadDigit} from "./readImages.js";

/** The weight of the likelihood that ink is a digit, or some mark, and the least that counts. */
const [LIKELIHOOD, MIN_LIKELIHOOD] = [0.5, 3e-4];

/** What a digit costs, by the height of the line: for each empty column, and for white between what is high itself. */
const [GAP, DIVIDED] = [4, 0.8];

/** A digit wider than this costs WIDE times the rest, one lower than this FLAT times what it lacks. */
const [MAX_WIDTH, WIDE, MIN_HEIGHT, FLAT] = [0.8, 4, 0.5, 10];

/** A 1 that is wider, by its height, costs THICK times the rest; any other digit that is narrower NARROW times the rest. */
const [THICKEST, THICK, NARROWEST, NARROW] = [0.6, 2, 0.5, 1];

/** What a cut costs: always, and for the ink that it crosses, by the line's height, up to a most. */
const [CUT, CROSSED, MAX_CROSSED] = [0.25, 20, 2];

/** What a mark that is no digit costs, and for its height; one lower than SMALL half of that, and it may be anywhere. */
const [MARK, MARK_HEIGHT, SMALL] = [1.4, 9, 0.5];

/** What a mark of a known shape costs beside its likelihood, one known by its place, and a 1 that looks like a slash or a parenthesis. */
const [SHAPED, PLACED, SLASHED] = [0.6, 0.6, 2];

/** Returns what the parts of a division of *line* are worth; what is no mark by a person's word never is one. */
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

/** Widths of digits, by their heights: at least 95 of 100 of MNIST's are no wider. */
const USUAL_WIDTHS: Readonly<Record<string, number>> = {
  "0": 1.33, "1": 0.85, "2": 1.25, "3": 1.11, "4": 1.11, "5": 1.43, "6": 1, "7": 1.05, "8": 1, "9": 1
}; // prettier-ignore

/** What a digit that is all the ink of a picture costs for each of its heights that it is wider than is usual. */
const WIDE_WHOLE = 20;

/** Returns what a digit is worth that is all the ink of a picture. Two that touch look like one, but wider than it is written. */
export function scoreWhole(read: Pick<ReadDigit, "confidence" | "likelihood" | "text" | "box">): number {
  const aspect = read.box.width / read.box.height;
  return scoreRead(read) - WIDE_WHOLE * Math.max(0, aspect - (USUAL_WIDTHS[read.text] ?? Infinity));
}

/** Returns what a digit is worth by itself. */
export function scoreRead({confidence, likelihood}: Pick<ReadDigit, "confidence" | "likelihood">): number {
  return logarithm(confidence) + LIKELIHOOD * logarithm(likelihood ?? 1, MIN_LIKELIHOOD);
}
