import {NO_CLASS} from "../characters/alphabet.js";

/** [classes][classes] counts: rows are truth, columns predictions. */
export type ConfusionMatrix = readonly (readonly number[])[];

/** Returns how often each of *k* classes (row) was taken for each *predicted* one (column); no answer is in no cell. */
export function confusionMatrix(labels: ArrayLike<number>, predicted: ArrayLike<number>, k: number): ConfusionMatrix {
  const matrix = Array.from({length: k}, () => new Array<number>(k).fill(0));
  for (let i = 0; i < labels.length; ++i) if (predicted[i] !== NO_CLASS) ++matrix[labels[i]!]![predicted[i]!]!;
  return matrix;
}

/** [classes][classes] shares in [0, 1], or differences of such in [−1, 1]; NaN where there is nothing to divide by. */
export type ShareMatrix = readonly (readonly number[])[];

/** Returns each count as a share of its row, the images of that class: recall is on the diagonal. NaN in an empty row. */
export function rowShares(matrix: ConfusionMatrix): ShareMatrix {
  return matrix.map((row) => {
    const support = row.reduce((a, b) => a + b);
    return row.map((count) => count / support);
  });
}

/** Returns each count as a share of its column, the answers of that class: precision is on the diagonal. */
export function columnShares(matrix: ConfusionMatrix): ShareMatrix {
  const answers = matrix.map((_, column) => matrix.reduce((sum, row) => sum + row[column]!, 0));
  return matrix.map((row) => row.map((count, column) => count / answers[column]!));
}

/** Returns by how much each share of a row is larger in *a* than in *b*: matrices of any numbers of images compare. */
export function rowShareDifference(a: ConfusionMatrix, b: ConfusionMatrix): ShareMatrix {
  const others = rowShares(b);
  return rowShares(a).map((row, label) => row.map((share, predicted) => share - others[label]![predicted]!));
}

/** Precision, recall and F1 in [0, 1], NaN where nothing is there to divide by; support is the number of images. */
export interface ClassScores {
  /** The class. */
  readonly label: number;
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  readonly support: number;
}

/** Returns the scores of each class, as scikit-learn's `precision_recall_fscore_support` defines them. */
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

/** A pair of classes that is mixed up: *label* read as *predicted*, *count* times. */
export interface Confusion {
  readonly label: number;
  readonly predicted: number;
  readonly count: number;
}

/**
 * Returns the two classes that are taken for each other most, in either direction, as the fuller of their two cells with
 * the *count* of both; undefined where there is no mistake.
 */
export function findMostConfused(matrix: ConfusionMatrix): Confusion | undefined {
  const both = listConfusions(matrix).map((cell) => ({
    ...cell,
    count: cell.count + matrix[cell.predicted]![cell.label]!
  }));
  return both.sort((a, b) => b.count - a.count)[0]; // stable: of equal counts, the fuller cell comes first
}

/** Returns the cells off the diagonal that are not empty, the fullest first. */
export function listConfusions(matrix: ConfusionMatrix): Confusion[] {
  return matrix
    .flatMap((row, label) => row.map((count, predicted) => ({label, predicted, count})))
    .filter(({label, predicted, count}) => label !== predicted && count > 0)
    .sort((a, b) => b.count - a.count);
}
