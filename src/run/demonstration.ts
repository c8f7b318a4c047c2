import type {Alphabet} from "../characters/alphabet.js";
import type {Stroke} from "../pen/pen.js";

/** A run's answer to the ink that is there once *points* of a drawing's points are drawn. */
export interface RecordedAnswer {
  readonly points: number;
  readonly text: string;
  readonly confidence: number;
  /** [classes], the probability of each class. */
  readonly probabilities: readonly number[];
  /** The index of the predicted class. */
  readonly label: number;
  readonly likelihood: number | null;
}

/** A drawing of one character, and what a run reads in it while it comes about. */
export interface Demonstration {
  readonly run: string;
  readonly classes: Alphabet;
  /** In fractions of the surface's side. */
  readonly strokes: readonly Stroke[];
  /** In the order of their points; the last one is about all of them. */
  readonly answers: readonly RecordedAnswer[];
}

/** Returns the strokes as they are once *points* of their points are drawn. */
export function drawnUntil(strokes: readonly Stroke[], points: number): Stroke[] {
  const drawn: Stroke[] = [];
  let left = Math.max(0, points);
  for (const stroke of strokes) {
    if (left < 1) break;
    drawn.push(left >= stroke.length ? stroke : stroke.slice(0, left));
    left -= stroke.length;
  }
  return drawn;
}

/** Returns the number of points of *strokes*. */
export function countPoints(strokes: readonly Stroke[]): number {
  return strokes.reduce((sum, {length}) => sum + length, 0);
}

/** Returns the last answer that is about *points* points or fewer; undefined before the first one. */
export function answerAt({answers}: Pick<Demonstration, "answers">, points: number): RecordedAnswer | undefined {
  return answers.findLast((answer) => answer.points <= points);
}
