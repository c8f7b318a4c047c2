/** How far an answer can be trusted: it is one, it is not certain which digit, or the ink doesn't look like a digit. */
export type AnswerState = "answered" | "unsure" | "no-digit";

/** The thresholds of a run, each in [0, 1]. */
export interface AnswerThresholds {
  /** Less confident answers are unsure. */
  readonly unsureBelow: number;
  /** Ink that is less likely a digit is none. */
  readonly noDigitBelow: number;
}

/** What is known of a digit that was read. */
export interface JudgedDigit {
  /** The probability of its digit, in [0, 1]. */
  readonly confidence: number;
  /** How likely the ink is a digit at all, in [0, 1]; null where nothing can tell. */
  readonly likelihood: number | null;
}

/** Ink that is less likely a digit is none, where a run doesn't say otherwise: detectors are fitted to be at 0.5 there. */
export const NO_DIGIT_BELOW = 0.5;

/** Returns the thresholds of a run from its `run.json`: without any, no answer is unsure. */
export function thresholdsOf(about: {
  readonly unsureBelow?: number | undefined;
  readonly noDigitBelow?: number | undefined;
}): AnswerThresholds {
  return {unsureBelow: about.unsureBelow ?? 0, noDigitBelow: about.noDigitBelow ?? NO_DIGIT_BELOW};
}

/**
 * Returns how far one digit can be trusted. This is the only rule, for files and pages alike: what may be no digit comes
 * before what is merely uncertain; ink of which nothing says how likely it is a digit is taken for one.
 */
export function digitState({confidence, likelihood}: JudgedDigit, thresholds: AnswerThresholds): AnswerState {
  if (likelihood !== null && likelihood < thresholds.noDigitBelow) return "no-digit";
  return confidence < thresholds.unsureBelow ? "unsure" : "answered";
}

/** Returns how far an answer of several digits can be trusted: as far as the most doubtful of them; "answered" for none. */
export function answerState(digits: readonly JudgedDigit[], thresholds: AnswerThresholds): AnswerState {
  const states = digits.map((digit) => digitState(digit, thresholds));
  return states.find((state) => state === "no-digit") ?? states.find((state) => state === "unsure") ?? "answered";
}

/** Returns how likely all *digits* are digits: the lowest of their likelihoods; null where one has none, 0 for no digits. */
export function lowestLikelihood(digits: readonly Pick<JudgedDigit, "likelihood">[]): number | null {
  if (digits.some(({likelihood}) => likelihood === null)) return null;
  return digits.length ? Math.min(...digits.map(({likelihood}) => likelihood!)) : 0;
}
