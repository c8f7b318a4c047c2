import {InputError} from "../../../src/inputError.js";
import {areDigits, describeCodes, DIGIT_LABELS, NAME_CLASSES, type Labeling} from "./labeling.js";

/** Share of labels without a class above which they are no accident. */
export const MANY = 0.1;

/** The largest label of EMNIST: 0–9, A–Z and a–z. */
const MAX_LETTER = 61;

/**
 * Refuses *labels* of another kind than the classes: more than a tenth are whole numbers without a class. Such labels
 * are refused together, not left out one by one. *source* names their file.
 * @throws InputError with the range of the labels
 */
export function refuseOtherLabels(labels: ArrayLike<number>, source: string, labeling: Labeling = DIGIT_LABELS): void {
  let [min, max, beyond] = [Infinity, -Infinity, 0];
  for (let i = 0; i < labels.length; ++i) {
    const label = labels[i];
    if (label === undefined || !Number.isInteger(label) || label < 0) continue;
    min = Math.min(min, label);
    max = Math.max(max, label);
    if (!labeling.codes.has(label)) ++beyond;
  }
  if (beyond <= MANY * labels.length) return;
  const like = areDigits(labeling.classes) && max <= MAX_LETTER ? ", as letters have" : "";
  throw otherLabels(`labels from ${min} to ${max}${like}`, source, labeling);
}

/** Returns the error for labels of another kind than *labeling*'s; *found* describes them. */
export function otherLabels(found: string, source: string, labeling: Labeling = DIGIT_LABELS): InputError {
  const wayOut = areDigits(labeling.classes) ? `; ${NAME_CLASSES}` : "";
  return new InputError(source, `labels ${describeCodes(labeling)}`, `${found}${wayOut}`);
}
