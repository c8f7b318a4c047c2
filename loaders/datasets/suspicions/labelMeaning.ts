import {CLASSES} from "../../../src/characters/digits.js";

/** Classes with fewer images are not judged. */
const MIN_OF_CLASS = 8;

/** A label means another digit if at least MIN_OTHER of its images are read as that, and at most MAX_OWN as its own. */
const [MIN_OTHER, MAX_OWN] = [0.75, 0.15];

/** From this many relabeled classes on, the labels as a whole stand for other digits. */
const MIN_RELABELED = 5;

/** Returns the share of *labels* that equal the prediction in *read*, in [0, 1]. */
export function agreement(labels: Uint8Array, read: Uint8Array): number {
  return labels.length ? read.filter((digit, i) => digit === labels[i]).length / labels.length : 0;
}

/** Counts the images of each label by prediction: rows are labels, columns predictions. */
function crossTable(labels: Uint8Array, read: Uint8Array): number[][] {
  const table = CLASSES.map(() => CLASSES.map(() => 0));
  labels.forEach((label, i) => ++table[label]![read[i]!]!);
  return table;
}

/** Returns the labels that consistently stand for another digit: `{label, means, n, of}`. */
export function relabeledClasses(
  labels: Uint8Array,
  read: Uint8Array
): {label: number; means: number; n: number; of: number}[] {
  return crossTable(labels, read).flatMap((row, label) => {
    const of = row.reduce((sum, n) => sum + n, 0);
    const n = Math.max(...row);
    const means = row.indexOf(n);
    return of >= MIN_OF_CLASS && means !== label && n >= MIN_OTHER * of && row[label]! <= MAX_OWN * of
      ? [{label, means, n, of}]
      : [];
  });
}

/**
 * Describes what *labels* seem to be if they do not match the predictions in *read*. *first* are the labels of the
 * dataset's first images, in order.
 */
export function describeLabels(labels: Uint8Array, read: Uint8Array, first: Uint8Array): string {
  if (new Set(labels).size === 1) return `the same label, ${labels[0]}, for every image`;
  if (first.length > 10 && first.every((label, i) => !i || label === (first[i - 1]! + 1) % 10)) {
    return "labels that count the rows";
  }
  const shift = CLASSES.find(
    (by) => by && labels.filter((label, i) => label === (read[i]! + by) % 10).length > 0.7 * labels.length
  );
  if (shift) {
    return shift === 1 || shift === 9
      ? `labels that are off by one: ${shift === 1 ? "1 is on images of 0, 2 on images of 1" : "0 is on images of 1, 1 on images of 2"} and so on`
      : `labels that are shifted: 0 is on images of ${(10 - shift) % 10}`;
  }
  const relabeled = relabeledClasses(labels, read);
  if (new Set(relabeled.map(({means}) => means)).size >= MIN_RELABELED) {
    return `labels that stand for other digits: ${relabeled
      .map(({label, means}) => `${label} is on images of ${means}`)
      .slice(0, 3)
      .join(", ")}`;
  }
  return "labels that say something else: letters, shuffled rows, or another column";
}
