import {NO_CLASS} from "../characters/alphabet.js";

/** [classes][classes] counts: rows are truth, columns predictions. */
export type ConfusionMatrix = readonly (readonly number[])[];

/**
 * Counts the predictions of each of *k* classes (row) as each *predicted* class (column). Skips images without an
 * answer.
 */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, k: number): ConfusionMatrix {
  const matrix = Array.from({length: k}, () => new Array<number>(k).fill(0));
  for (let i = 0; i < labels.length; ++i) if (predicted[i] !== NO_CLASS) ++matrix[labels[i]!]![predicted[i]!]!;
  return matrix;
}

/** [classes][classes] shares in [0, 1], or their differences in [−1, 1]; NaN for division by zero. */
export type ShareMatrix = readonly (readonly number[])[];

/**
 * Returns each count as a share of its row, the images of one class. The diagonal is the recall. An empty row is NaN.
 */
export function rowShares(matrix: ConfusionMatrix): ShareMatrix {
  return matrix.map((row) => {
    const support = row.reduce((a, b) => a + b);
    return row.map((count) => count / support);
  });
}

/** Returns each count as a share of its column, the predictions of one class. The diagonal is the precision. */
export function columnShares(matrix: ConfusionMatrix): ShareMatrix {
  const answers = matrix.map((_, column) => matrix.reduce((sum, row) => sum + row[column]!, 0));
  return matrix.map((row) => row.map((count, column) => count / answers[column]!));
}

/** Subtracts the row shares of *b* from those of *a*; the matrices may count different numbers of images. */
export function rowShareDifference(a: ConfusionMatrix, b: ConfusionMatrix): ShareMatrix {
  const others = rowShares(b);
  return rowShares(a).map((row, label) => row.map((share, predicted) => share - others[label]![predicted]!));
}

/** Precision, recall and F1 in [0, 1], NaN for division by zero; support is the number of images. */
export interface ClassScores {
  /** The class. */
  readonly label: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** Returns the scores of each class, as defined by scikit-learn's `precision_recall_fscore_support`. */
export function classScores(matrix: ConfusionMatrix): ClassScores[] {
  return matrix.map((row, label) => {
    const hits = row[label]!;
    const support = row.reduce((a, b) => a + b);
    const predicted = matrix.reduce((sum, other) => sum + other[label]!, 0);
    return {
      label,
      precision: hits / predicted,
      recall: hits / support,
      f1: (2 * hits) / (predicted + support),
      support
    };
  });
}

/** A pair of classes that is confused: *label* predicted as *predicted*, *count* times. */
export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * Returns the pair of classes that is confused most, in both directions together: the larger of its two cells with the
 * *count* of both; undefined without any mistake.
 */
export function findMostConfused(matrix: ConfusionMatrix): Confusion | undefined {
  const both = listConfusions(matrix).map((cell) => ({
    ...cell,
    count: cell.count + matrix[cell.predicted]![cell.label]!
  }));
  return both.sort((a, b) => b.count - a.count)[0]; // stable: of equal counts, the larger cell comes first
}

/** Returns the nonempty cells off the diagonal, the largest count first. */
export function listConfusions(matrix: ConfusionMatrix): Confusion[] {
  return matrix
    .flatMap((row, label) => row.map((count, predicted) => ({label, predicted, count})))
    .filter(({label, predicted, count}) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);
}
