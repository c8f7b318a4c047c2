/** How the learning rate changes during a training. */
export const SCHEDULES = ["constant", "one-cycle", "cosine"] as const;
export type Schedule = (typeof SCHEDULES)[number];

/** The share of a one-cycle training with a rising rate, and the initial and final rates as shares of the maximum. */
const [RISE, FIRST, LAST] = [0.3, 1 / 25, 1 / 10_000];

/**
 * Returns the learning rate of a *step* (0 to *steps* − 1). "constant" is always *highest*. "one-cycle" rises along a
 * cosine for 30 % of the steps and falls along another to almost 0 (Smith and Topin, Super-convergence, 2018,
 * https://arxiv.org/abs/1708.07120; the shares are PyTorch's). "cosine" falls from the first step on (Loshchilov and
 * Hutter, SGDR, 2017, https://arxiv.org/abs/1608.03983).
 */
export function learningRateAt(schedule: Schedule, step: number, steps: number, highest: number): number {
  const share = steps > 1 ? step / (steps - 1) : 1;
  switch (schedule) {
    case "constant":
      return highest;
    case "cosine":
      return highest * blend(1, LAST, share);
    case "one-cycle":
      return highest * (share < RISE ? blend(FIRST, 1, share / RISE) : blend(1, LAST, (share - RISE) / (1 - RISE)));
  }
}

/** Returns the value between *from* and *to* at *share* of the way, along half a cosine. */
function blend(from: number, to: number, share: number): number {
  return to + ((from - to) * (1 + Math.cos(Math.PI * share))) / 2;
}
