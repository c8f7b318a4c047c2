import {randomLcg} from "d3-random";
import {normalize, PIXELS} from "../../src/ink/image/grid.js";
import type {Alphabet} from "../../src/characters/alphabet.js";
import {firstDigits, imageAt, type Digits} from "../../src/characters/digits.js";
import {findInk} from "../../src/ink/findInk.js";
import {layOnPage} from "../../src/characters/paper.js";
import {STEPS, stepThrough, type Step} from "../../src/ink/steps.js";
import {startBackend} from "../../src/readers/network/backend.js";
import type {Classifier} from "../../src/readers/classifier.js";
import {countCorrect} from "../../src/stats/robustness.js";
import {WASM} from "../paths.js";
import {firstClassifier} from "../runs/runs.js";

/** How many digits on pages a run reads rightly, of *n*, without a step; *step* is null for all steps. */
export interface StepCost {
  readonly run: string;
  readonly step: Step | null;
  readonly n: number;
  readonly correct: number;
}

/**
 * Resolves to what leaving out each step of the preprocessing costs each of *classifiers*: the first *images* of *test*, each
 * laid on a page (`layOnPage`), seeded by *seed*, and preprocessed without it.
 */
export async function measureStepCosts(
  test: Digits & {readonly labels: Uint8Array},
  classifiers: ReadonlyMap<string, Classifier>,
  {images = 1000, seed = 1} = {}
): Promise<StepCost[]> {
  const digits = firstDigits(test, images);
  const random = randomLcg(seed);
  const pages = Array.from({length: digits.length}, (_, i) => {
    const page = layOnPage(imageAt(digits, i), random);
    return {page, ink: findInk(page)};
  });
  const costs: StepCost[] = [];
  for (const step of [null, ...STEPS]) {
    const pixels = new Float32Array(digits.length * PIXELS);
    const hasInk = new Uint8Array(digits.length);
    pages.forEach(({page, ink}, i) => {
      const found = stepThrough(page, new Set(step ? [step] : []), ink);
      if (!found) return;
      normalize(found.image, pixels.subarray(i * PIXELS, (i + 1) * PIXELS));
      hasInk[i] = 1;
    });
    for (const [run, classifier] of classifiers) {
      const {probabilities} = await classifier.classify(pixels);
      costs.push({run, step, n: digits.length, correct: countCorrect(digits.labels, probabilities, hasInk)});
    }
  }
  return costs;
}

/** Returns the costs for the first run of these *classes* that can be read; none without one, or labels. */
export async function deskCosts(test: Digits | undefined, classes: Alphabet): Promise<StepCost[]> {
  if (!test?.labels) return [];
  await startBackend(WASM);
  const classifier = await firstClassifier(classes);
  if (!classifier) return [];
  return measureStepCosts({...test, labels: test.labels}, new Map([[classifier.name, classifier]]));
}
