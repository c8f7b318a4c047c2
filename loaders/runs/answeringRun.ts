import {withDetectorOf} from "../../src/readers/network/borrowedDetector.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {thresholdsOf, type AnswerThresholds} from "../../src/stats/answerState.js";
import {inspectRun, listRuns, readClassifier} from "./runs.js";

/** A run that answers, and the thresholds below which it is in doubt. */
export interface AnsweringRun {
  readonly classifier: Classifier;
  readonly thresholds: AnswerThresholds;
}

/**
 * Returns the run *name*, ready to answer. Where its own network can't tell digits from anything else, the detector of
 * the first other run that can does, with that run's threshold; the likelihoods are missing where there is none.
 * @throws InputError for a run without a model that can be read
 */
export async function readAnsweringRun(name: string): Promise<AnsweringRun> {
  const {about} = (await inspectRun(name)).run;
  const classifier = await readClassifier(name);
  if (about.noDigitBelow !== undefined) return {classifier, thresholds: thresholdsOf(about)};
  for (const other of await listRuns()) {
    const lender = await inspectRun(other).catch(() => undefined);
    const noDigitBelow = lender?.run.about.noDigitBelow;
    if (other === name || noDigitBelow === undefined) continue;
    const detector = await readClassifier(other).catch(() => undefined);
    if (!detector) continue;
    const thresholds = thresholdsOf({...about, noDigitBelow});
    return {classifier: withDetectorOf(classifier, detector), thresholds};
  }
  return {classifier, thresholds: thresholdsOf(about)};
}
