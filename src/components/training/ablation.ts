import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {isAblation, WHOLE} from "../../run/ablationRun.js";
import type {RunAbout} from "../../run/runAbout.js";
import type {Evaluation} from "../../stats/evaluation.js";

interface TestedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly about: {readonly title: string};
  readonly evaluation: Pick<Evaluation, "n" | "accuracy" | "interval"> | null;
}

/** A training with one thing left out, beside the whole. */
export interface Ablation {
  readonly run: string;
  readonly what: string;
  readonly n: number;
  readonly accuracy: number;
  readonly interval: readonly [number, number];
  /** Of the accuracy to the whole's, in [−1, 1]. */
  readonly difference: number;
}

/**
 * Returns the runs of the ablation that were tested on as many images as the whole, the whole first, then those that lose
 * least; none where there is no whole.
 */
export function listAblation(runs: readonly TestedRun[]): Ablation[] {
  const own = runs.filter(({name, evaluation}) => isAblation(name) && evaluation);
  const whole = own.find(({name}) => name === WHOLE);
  if (!whole) return [];
  return own
    .filter(({classes, evaluation}) => isSameAlphabet(classes, whole.classes) && evaluation?.n === whole.evaluation?.n)
    .map(({name, about, evaluation}) => {
      const {n, accuracy, interval} = evaluation!;
      const what = about.title.replace(/^Ablation: /, "");
      return {run: name, what, n, accuracy, interval, difference: accuracy - whole.evaluation!.accuracy};
    })
    .sort((a, b) => b.accuracy - a.accuracy)
    .sort((a, b) => Number(b.run === whole.name) - Number(a.run === whole.name));
}

/** Returns the whole and the *limit* trainings that lose most, in the order of *ablation*: a chart has no room for hundreds. */
export function costliest(ablation: readonly Ablation[], limit: number): readonly Ablation[] {
  const [whole, ...others] = ablation;
  return whole ? [whole, ...others.slice(Math.max(0, others.length - limit))] : [];
}

/** States what costs most, as a title. */
export function ablationFinding(ablation: readonly Ablation[]): string {
  const worst = ablation.at(-1);
  if (!worst || ablation.length < 2) return "Nothing was left out on trial";
  if (worst.difference >= 0) return "Nothing that was left out costs accuracy";
  const points = `${(100 * worst.difference).toFixed(2).replace("-", "−")} points`;
  const isFewer = /^[\d,]+ images$/.test(worst.what);
  const what = isFewer ? `Cutting training to ${worst.what}` : worst.what[0]!.toUpperCase() + worst.what.slice(1);
  return `${what} costs most: ${points}`;
}

/** A run as far as it may be what an ablation leaves things out of. */
interface TrainedRun {
  readonly name: string;
  readonly about: Pick<RunAbout, "model" | "hyperparameters" | "dataset">;
}

/**
 * Says what the ablation runs among *runs* are: "5 ablations of ann", after the run that was trained like the whole but for
 * its number of epochs, or "5 ablations" if there is no such run.
 */
export function ablationWords(runs: readonly TrainedRun[]): string {
  const own = runs.filter(({name}) => isAblation(name));
  const whole = own.find(({name}) => name === WHOLE);
  const of = whole && runs.find((run) => !isAblation(run.name) && recipeOf(run) === recipeOf(whole));
  const count = `${own.length} ${own.length === 1 ? "ablation" : "ablations"}`;
  return of ? `${count} of ${of.name}` : count;
}

/** What a run was trained by, but for the number of epochs and the seed, as text to compare. */
function recipeOf({about: {model, hyperparameters = {}, dataset}}: TrainedRun): string {
  const recipe = Object.entries(hyperparameters).filter(([name]) => name !== "epochs");
  return JSON.stringify([model, recipe.sort(([a], [b]) => (a < b ? -1 : 1)), dataset?.sha256, dataset?.train]);
}
