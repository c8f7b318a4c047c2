import type {Step} from "../../ink/steps.js";
import {fetchJson} from "../../siteFile.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatCount, formatPercent} from "../page/format.js";

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
    name: "Ink found",
    does: "The border tells whether dark or light is ink.",
    without: "dark is taken for ink, always"
  },
  background: {
    name: "Paper removed",
    does: "Paper, shadows and noise become 0, the strongest ink 255.",
    without: "the paper’s gray counts as ink"
  },
  box: {name: "Boxed", does: "Only the box around the ink goes on.", without: "the whole picture goes on"},
  proportions: {
    name: "In proportion",
    does: "Height and width are scaled alike.",
    without: "the box is stretched to a square"
  },
  margin: {
    name: "20 × 20",
    does: "The longer side becomes 20 pixels, which leaves a margin in 28 × 28.",
    without: "the box fills all 28 pixels"
  },
  contrast: {
    name: "Full contrast",
    does: "The strongest pixel becomes 255 again.",
    without: "averaging leaves thin ink pale"
  },
  center: {
    name: "Centered",
    does: "The ink’s center of mass is put in the middle.",
    without: "the box’s middle is put in the middle"
  }
};

/** Describes the cost of leaving out *step* for a *run*: "−40.1 points: 55.9 % of 1,000 (52.8–59.0 %)". */
export function costOf(costs: readonly StepCost[], run: string, step: Step): string {
  const find = (wanted: Step | null) => costs.find((cost) => cost.run === run && cost.step === wanted);
  const [whole, without] = [find(null), find(step)];
  if (!whole || !without) return "not measured";
  const {n, correct} = without;
  const points = (100 * (correct - whole.correct)) / n;
  const sign = points > 0 ? "+" : points < 0 ? "−" : "±";
  const [low, high] = wilsonInterval(correct, n).map((share) => (100 * share).toFixed(1));
  return `${sign}${Math.abs(points).toFixed(1)} points: ${formatPercent(correct / n)} of ${formatCount(n)} (${low}–${high} %)`;
}

/** States in a title which step matters most to a *run*. */
export function costFinding(costs: readonly StepCost[], run: string | undefined): string {
  const whole = costs.find((cost) => cost.run === run && cost.step === null);
  const steps = costs.filter((cost) => cost.run === run && cost.step !== null);
  if (!whole || !steps.length) return "What a step costs was not measured for this run";
  const worst = steps.reduce((a, b) => (b.correct < a.correct ? b : a));
  if (worst.correct >= whole.correct) return `${run} reads no worse without any one step`;
  const {name, without} = STEP_WORDS[worst.step!];
  return `“${name}” matters most: if ${without}, ${run} reads ${formatPercent(worst.correct / worst.n)} rightly, not ${formatPercent(whole.correct / whole.n)}`;
}
