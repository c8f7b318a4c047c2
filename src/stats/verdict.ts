import {mean} from "d3-array";
import {format} from "d3-format";
import {findBestEpoch, type EpochRecord} from "../run/history.js";

/** The outcome of a training, judged by its history; "unfinished" also if the history is too short to tell. */
export type Verdict = "unfinished" | "diverged" | "overfit" | "underfit" | "well fit";

/**
 * The minimum relative change of a loss that is not chance. In the second half of the project's runs, the validation
 * loss changes by 0.4 to 9 % (the runs' medians) from one epoch to the next, without a trend. Prechelt, Early stopping
 * – but when?, 1998, https://doi.org/10.1007/3-540-49430-8_3, stops at 1 to 5 %, where no such noise is averaged out.
 */
const MOVED = 0.1;

/** The number of last epochs to average for the end of a training. */
const END = 3;

/** A finished training improves by at most *IMPROVED* in its last epochs, this share of them. */
const [TAIL, IMPROVED] = [0.1, 0.05];

/** The minimum number of validated epochs that show a trend: two points always make a line. */
const FEWEST = 3;

/**
 * If the training accuracy exceeds the validation accuracy by more than this, the network has memorized training
 * images, regardless of the loss. The widest gap in the project's runs is 0.04; among 700 validation images, chance
 * moves an accuracy of 0.9 by 0.02 (95 %).
 */
const GAP = 0.05;

/**
 * The accuracy of a linear classifier on MNIST's test images; a network below it is underfit. LeCun, Bottou, Bengio and
 * Haffner, Gradient-based learning applied to document recognition, 1998, figure 9: 12.0 % errors.
 */
const LINEAR = 0.88;

/** What that accuracy is of, and who published it, in words. */
export const LINEAR_WORDS = `a linear classifier of MNIST’s digits (${(100 * LINEAR).toFixed(1)} %, LeCun et al. 1998)`;

/** The best epoch of a history, by validation loss, and its end. */
export interface HistoryFigures {
  readonly best: EpochRecord;
  /** The last validated epoch. */
  readonly last: EpochRecord;
  /**
   * The mean validation and training losses of the last epochs after *best*, three at most; those of *best* if there
   * are none.
   */
  readonly endLoss: number;
  readonly endTrainingLoss: number;
  /** The relative increase of *endLoss* over the lowest validation loss: 0.25 for a quarter more. */
  readonly growth: number;
}

/** Returns the figures of the validated epochs; undefined if there are none. */
export function measureHistory(history: readonly EpochRecord[]): HistoryFigures | undefined {
  const validated = history.filter(({val_loss}) => !Number.isNaN(val_loss));
  const best = findBestEpoch(validated);
  if (!best) return undefined;
  const end = validated.slice(validated.indexOf(best) + 1).slice(-END);
  const endLoss = mean(end, ({val_loss}) => val_loss) ?? best.val_loss;
  return {
    best,
    last: validated.at(-1)!,
    endLoss,
    endTrainingLoss: mean(end, ({loss}) => loss) ?? best.loss,
    growth: end.length ? endLoss / best.val_loss - 1 : 0
  };
}

/**
 * Returns the verdict on a training, with a sentence that gives the figures behind it. The first rule that holds wins:
 *
 * 1. diverged: the last training loss is not finite, or validation and training loss both end more than a tenth above
 *    their values in the best epoch (the one with the lowest validation loss);
 * 2. unfinished: fewer than three epochs were validated;
 * 3. overfit: the validation loss ends more than a tenth above its minimum and above the training loss, or the training
 *    accuracy exceeds the validation accuracy by more than five points;
 * 4. unfinished: the last tenth of the epochs still lowered the validation loss by more than a twentieth;
 * 5. underfit: training and validation accuracy both end below `LINEAR`, whatever the classes are;
 * 6. well fit.
 *
 * The training loss includes any distortion and dropout. While it is above the validation loss, nothing is memorized,
 * and a rise is the noise of a high learning rate. Goodfellow, Bengio and Courville, Deep learning, 2016, section 5.2,
 * https://www.deeplearningbook.org
 */
export function judgeHistory(history: readonly EpochRecord[]): {readonly verdict: Verdict; readonly reason: string} {
  const final = history.at(-1);
  if (!final) return {verdict: "unfinished", reason: "No epoch was recorded."};
  if (!Number.isFinite(final.loss)) {
    return {
      verdict: "diverged",
      reason: `The training loss of epoch ${final.epoch + 1}, the last, is no finite number.`
    };
  }
  const figures = measureHistory(history);
  if (!figures) return {verdict: "unfinished", reason: "No epoch was validated."};
  const {best, last, endLoss, endTrainingLoss, growth} = figures;
  const validated = history.filter(({val_loss}) => !Number.isNaN(val_loss));
  const hasRisen = growth > MOVED;
  const course = describeCourse(figures, history.length);
  if (hasRisen && endTrainingLoss > best.loss * (1 + MOVED)) return {verdict: "diverged", reason: course};
  if (validated.length < FEWEST) {
    return {
      verdict: "unfinished",
      reason: `Too short to say: it takes ${FEWEST} validated epochs, not ${validated.length}.`
    };
  }
  const reason = `${course}${describeAccuracies(last)}`;
  if ((hasRisen && endLoss > endTrainingLoss) || last.accuracy - last.val_accuracy > GAP)
    return {verdict: "overfit", reason};
  const improved = lateImprovement(validated);
  if (improved > IMPROVED) {
    return {
      verdict: "unfinished",
      reason: `The last tenth of the epochs still lowered the validation loss by ${share(improved)}. ${reason}`
    };
  }
  const isWeak = last.val_accuracy < LINEAR && !(last.accuracy >= LINEAR);
  if (isWeak) return {verdict: "underfit", reason: `${reason} As a yardstick, ${LINEAR_WORDS}.`};
  return {verdict: "well fit", reason};
}

/** Returns the relative improvement of the lowest validation loss in the last tenth of the epochs, at least one. */
function lateImprovement(validated: readonly EpochRecord[]): number {
  const tail = Math.max(1, Math.floor(TAIL * validated.length));
  const lowest = (epochs: readonly EpochRecord[]) => findBestEpoch(epochs)!.val_loss;
  return 1 - lowest(validated.slice(-tail)) / lowest(validated.slice(0, -tail));
}

const loss = format(".3r");

/** Shares of a loss in whole percent; shares of images to a tenth, and 100 % only for all of them. */
const share = (value: number) => `${Math.round(100 * value)} %`;
const percent = (value: number) => `${(100 * (value < 1 ? Math.min(value, 0.999) : value)).toFixed(1)} %`;

function describeCourse({best, growth, endLoss, endTrainingLoss, last}: HistoryFigures, epochs: number): string {
  const lowest = `The validation loss is lowest after epoch ${best.epoch + 1} of ${epochs} (${loss(best.val_loss)})`;
  if (best === last) return `${lowest}, where the training loss is ${loss(best.loss)}.`;
  const [from, to] = [loss(best.loss), loss(endTrainingLoss)];
  const moved =
    from === to ? `stays at ${to}` : `${endTrainingLoss < best.loss ? "falls" : "rises"} from ${from} to ${to}`;
  return (
    `${lowest} and then ${growthWords(growth)}, to ${loss(endLoss)}, while the training loss ` +
    `${moved} (means of at most the last ${END} epochs).`
  );
}

function describeAccuracies({accuracy, val_accuracy}: EpochRecord): string {
  if (Number.isNaN(accuracy) || Number.isNaN(val_accuracy)) return "";
  return ` At the end ${percent(accuracy)} of the training images and ${percent(val_accuracy)} of the validation images are right.`;
}

/** Describes a relative growth from 0 on in words: "hardly grows", "grows by 25 %", "grows to 2.5 times as much". */
export function growthWords(growth: number): string {
  if (growth < 0.005) return "hardly grows";
  return growth < 0.95 ? `grows by ${Math.round(100 * growth)} %` : `grows to ${(1 + growth).toFixed(1)} times as much`;
}
