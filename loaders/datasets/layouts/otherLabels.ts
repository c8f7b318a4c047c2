import {InputError} from "../../../src/inputError.js";

/** What is expected of labels. */
export const DIGITS_ALONE = "labels from 0 to 9 (letters are not read yet)";

/** Labels beyond 9 that are no accident: more than this share of all. */
export const MANY = 0.1;

/** The largest label of EMNIST: 0–9, A–Z and a–z. */
const MAX_LETTER = 61;

/**
 * Refuses *labels* that mean something else than digits: more than a tenth of them are whole numbers above 9. Such are
 * refused as a whole, not left out one by one. *source* names their file.
 * @throws InputError that says from where to where they go
 */
export function refuseOtherLabels(labels: ArrayLike<number>, source: string): void {
  let [min, max, beyond] = [Infinity, -Infinity, 0];
  for (let i = 0; i < labels.length; ++i) {
    const label = labels[i];
    if (!Number.isInteger(label) || label < 0) continue;
    min = Math.min(min, label);
    max = Math.max(max, label);
    if (label > 9) ++beyond;
  }
  if (beyond <= MANY * labels.length) return;
  throw new InputError(
    source,
    DIGITS_ALONE,
    `labels from ${min} to ${max}${max <= MAX_LETTER ? ", as letters have" : ""}`
  );
}
