import {InputError} from "../../../src/inputError.js";
import {areDigits, describeCodes, DIGIT_LABELS, NAME_CLASSES, type Labeling} from "./labeling.js";

/** Labels that mean nothing, and are no accident: more than this share of all. */
export const MANY = 0.1;

/** The largest label of EMNIST: 0–9, A–Z and a–z. */
const MAX_LETTER = 61;

/**
 * Refuses *labels* that mean something else than the classes: more than a tenth of them are whole numbers that stand for
 * none. Such are refused as a whole, not left out one by one. *source* names their file.
 * @throws InputError that says from where to where they go
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

/** Returns the error for labels that are, as a whole, something else than *labeling* says: *found*. */
export function otherLabels(found: string, source: string, labeling: Labeling = DIGIT_LABELS): InputError {
  const wayOut = areDigits(labeling.classes) ? `; ${NAME_CLASSES}` : "";
  return new InputError(source, `labels ${describeCodes(labeling)}`, `${found}${wayOut}`);
}
