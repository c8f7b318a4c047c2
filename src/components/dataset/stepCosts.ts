import type {Step} from "../../ink/steps.js";
import {fetchJson} from "../../siteFile.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";

/**
 * The number of digits on pages, out of *n*, that a run reads correctly without a step; *step* is null for all steps.
 */
export interface StepCost {
  readonly run: string;
  readonly step: Step | null;
  readonly n: number;
  readonly correct: number;
}

/** Resolves to what each step costs, in `step-costs.json`. @throws InputError as `fetchJson` does */
export function loadStepCosts(url: string): Promise<StepCost[]> {
  return fetchJson<StepCost[]>(url, "what each step costs", "list");
}

/** Words for each step, for the visitor. */
export const STEP_WORDS: Readonly<Record<Step, {name: string; does: string; without: string}>> = {
  polarity: {
    name: "Find the ink",
    does: "The border tells whether the ink is dark or light.",
    without: "dark is always taken for ink"
  },
  background: {
    name: "Remove the paper",
    does: "Paper, shadows and noise become 0, the strongest ink 255.",
    without: "the gray of the paper counts as ink"
  },
  box: {name: "Crop", does: "Only the box around the ink is kept.", without: "the whole picture is kept"},
  proportions: {
    name: "Keep proportions",
    does: "Height and width are scaled alike.",
    without: "the box is stretched to a square"
  },
  margin: {
    name: "Scale to 20 × 20",
    does: "The longer side becomes 20 pixels, which leaves a margin in 28 × 28.",
    without: "the box fills all 28 pixels"
  },
  contrast: {
    name: "Full contrast",
    does: "The strongest pixel becomes 255 again.",
    without: "averaging leaves thin ink pale"
  },
  center: {
    name: "Center",
    does: "The ink’s center of mass moves to the middle.",
    without: "the middle of the box moves there"
  }
};

/** Describes the cost of leaving out *step* for a *run*: "−40.1 percentage points (55.9 % of 1,000 correct, 52.8–58.9 %)". */
export function costOf(costs: readonly StepCost[], run: string, step: Step): string {
  const find = (wanted: Step | null) => costs.find((cost) => cost.run === run && cost.step === wanted);
  const [whole, without] = [find(null), find(step)];
  if (!whole || !without) return "not measured";
  const {n, correct} = without;
  const points = (100 * (correct - whole.correct)) / n;
  const sign = points > 0 ? "+" : points < 0 ? "−" : "±";
  const interval = formatInterval(wilsonInterval(correct, n));
  return `${sign}${Math.abs(points).toFixed(1)} percentage points (${formatPercent(correct / n)} of ${formatCount(n)} correct, ${interval})`;
}

/** States in a title which step matters most to a *run*. */
export function costFinding(costs: readonly StepCost[], run: string | undefined): string {
  const whole = costs.find((cost) => cost.run === run && cost.step === null);
  const steps = costs.filter((cost) => cost.run === run && cost.step !== null);
  if (!whole || !steps.length) return "The cost of each step was not measured";
  const worst = steps.reduce((a, b) => (b.correct < a.correct ? b : a));
  const before = formatPercent(whole.correct / whole.n);
  if (worst.correct >= whole.correct)
    return `No single step matters: accuracy stays at ${before} without any one of them`;
  const {name} = STEP_WORDS[worst.step!];
  return `“${name}” matters most: without it, accuracy drops from ${before} to ${formatPercent(worst.correct / worst.n)}`;
}
