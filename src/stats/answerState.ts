/** How far to trust an answer: it is trusted, its digit is uncertain, or the ink doesn't look like a digit. */
export type AnswerState = "answered" | "unsure" | "no-digit";

/** The thresholds of a run, each in [0, 1]. */
export interface AnswerThresholds {
  /** Answers with a lower confidence are unsure. */
  readonly unsureBelow: number;
  /** Ink with a lower likelihood is not a digit. */
  readonly noDigitBelow: number;
}

/** The figures of one digit that was read. */
export interface JudgedDigit {
  /** The probability of the predicted digit, in [0, 1]. */
  readonly confidence: number;
  /** The likelihood that the ink is a digit at all, in [0, 1]; null if it is unknown. */
  readonly likelihood: number | null;
}

/** The default likelihood below which ink is not a digit. Detectors are fitted to this threshold. */
export const NO_DIGIT_BELOW = 0.5;

/** Returns the thresholds of a run from its `run.json`. Without `unsureBelow`, no answer is unsure. */
export function thresholdsOf(about: {
  readonly unsureBelow?: number | undefined;
  readonly noDigitBelow?: number | undefined;
}): AnswerThresholds {
  return {unsureBelow: about.unsureBelow ?? 0, noDigitBelow: about.noDigitBelow ?? NO_DIGIT_BELOW};
}

/**
 * Returns how far to trust one digit. Files and pages share this rule: "no-digit" takes precedence over "unsure", and
 * ink of unknown likelihood counts as a digit.
 */
export function digitState({confidence, likelihood}: JudgedDigit, thresholds: AnswerThresholds): AnswerState {
  if (likelihood !== null && likelihood < thresholds.noDigitBelow) return "no-digit";
  return confidence < thresholds.unsureBelow ? "unsure" : "answered";
}

/**
 * Returns how far to trust an answer of several digits: as far as its most doubtful digit; "answered" for no digits.
 */
export function answerState(digits: readonly JudgedDigit[], thresholds: AnswerThresholds): AnswerState {
  const states = digits.map((digit) => digitState(digit, thresholds));
  return states.find((state) => state === "no-digit") ?? states.find((state) => state === "unsure") ?? "answered";
}

/** Returns the lowest likelihood among *digits*; null if one of them has none, 0 for no digits. */
export function lowestLikelihood(digits: readonly Pick<JudgedDigit, "likelihood">[]): number | null {
  if (digits.some(({likelihood}) => likelihood === null)) return null;
  return digits.length ? Math.min(...digits.map(({likelihood}) => likelihood!)) : 0;
}
