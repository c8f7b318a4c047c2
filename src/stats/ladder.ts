import {NO_CLASS} from "../characters/alphabet.js";

/** A system's answers to the images that all systems were tested on: class indices, `NO_CLASS` for none. */
export type Answers = ArrayLike<number>;

/**
 * Returns, for each system and each other one, the number of images that the first reads right and the second does not,
 * [systems × systems]. No answer is not right.
 */
export function countOnlyRight(labels: Answers, systems: readonly Answers[]): number[][] {
  return systems.map((row) =>
    systems.map((column) => {
      let count = 0;
      for (let i = 0; i < labels.length; ++i) if (row[i] === labels[i] && column[i] !== labels[i]) ++count;
      return count;
    })
  );
}

/** Returns how many images a system read right, and how many it gave no answer to. */
export function countAnswers(labels: Answers, answers: Answers): {right: number; unanswered: number} {
  let [right, unanswered] = [0, 0];
  for (let i = 0; i < labels.length; ++i) {
    if (answers[i] === NO_CLASS) ++unanswered;
    else if (answers[i] === labels[i]) ++right;
  }
  return {right, unanswered};
}

/** Returns the images that *many* of the *systems* read right, in order: with 0, those that all of them miss. */
export function imagesReadBy(labels: Answers, systems: readonly Answers[], many: number): number[] {
  return Array.from({length: labels.length}, (_, i) => i).filter(
    (i) => systems.filter((answers) => answers[i] === labels[i]).length === many
  );
}

/**
 * Returns the points that no other one beats: none is at most as *costly* and at most as *bad*, and better in one of the
 * two. In ascending order of cost. Points of unknown cost are left out.
 */
export function paretoFront<T>(
  points: readonly T[],
  {cost, error}: {cost: (point: T) => number | undefined; error: (point: T) => number}
): T[] {
  const known = points.filter((point) => Number.isFinite(cost(point) ?? NaN));
  const sorted = [...known].sort((a, b) => cost(a)! - cost(b)! || error(a) - error(b));
  const front: T[] = [];
  for (const point of sorted) {
    const last = front.at(-1);
    if (!last || error(point) < error(last)) front.push(point);
  }
  return front;
}
