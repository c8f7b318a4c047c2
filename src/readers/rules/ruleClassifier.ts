import type {Alphabet} from "../../characters/alphabet.js";
import {PIXELS} from "../../ink/image/grid.js";
import {InputError} from "../../inputError.js";
import type {Classifier, FiredRule} from "../classifier.js";
import {measuresOf} from "./measures.js";
import {checkConditions, holds, ruleText, type Rule} from "./rule.js";
import {shapeOf} from "./shape.js";

/** A rule and how often its answers were which class, on images that it was not written by. */
export interface TriedRule extends Rule {
  /** [classes]: how many of the images that it was the first to fire for were of each class. */
  readonly counts: readonly number[];
}

/** Weight, in images, of the mean reliability of all rules in that of one rule: Cestnik's m-estimate (1990). */
const PRIOR_WEIGHT = 2;

/** A rule that is right less often than this gives no answer. */
const MIN_RELIABILITY = 0.5;

/**
 * Returns a classifier that answers by the first of *rules* whose conditions all hold, and gives no answer if there is
 * none. The probability of the answer is how often that rule is right.
 * @throws InputError, naming *source*, for a rule that answers with none of the classes or whose counts are not one for
 * each class
 */
export function ruleClassifier(
  name: string,
  rules: readonly TriedRule[],
  {classes, source}: {readonly classes: Alphabet; readonly source: string}
): Classifier {
  for (const {answer, counts} of rules) {
    if (!classes.includes(answer))
      throw new InputError(source, "rules for classes of the run", `a rule for "${answer}"`);
    if (counts.length !== classes.length)
      throw new InputError(source, `${classes.length} counts for each rule`, `${counts.length} for a ${answer}`);
  }
  const rows = ruleProbabilities(rules, classes);
  return {
    name,
    classes,
    classify: (images) => {
      const n = images.length / PIXELS;
      const probabilities = new Float32Array(n * classes.length);
      for (let i = 0; i < n; ++i) {
        const row = rows[findFiring(rules, images.subarray(i * PIXELS, (i + 1) * PIXELS))];
        if (row) probabilities.set(row, i * classes.length);
      }
      return Promise.resolve({probabilities});
    },
    firedRules: (image) => Promise.resolve(firedRules(rules, rows, image)),
    dispose: () => undefined
  };
}

/** Returns the index of the first rule that fires for an *image*, [784] in [0, 1]; −1 for none or a blank image. */
export function findFiring(rules: readonly Rule[], image: Float32Array): number {
  const shape = shapeOf(image);
  if (!shape) return -1;
  const measures = measuresOf(shape);
  return rules.findIndex((rule) => holds(rule, measures));
}

/** Returns the rules that fire for an *image*, [784] in [0, 1], in the order in which they are tried. */
function firedRules(rules: readonly TriedRule[], rows: readonly Float32Array[], image: Float32Array): FiredRule[] {
  const shape = shapeOf(image);
  if (!shape) return [];
  const measures = measuresOf(shape);
  return rules.flatMap((rule, i) => {
    if (!holds(rule, measures)) return [];
    const {answer, sees} = rule;
    const reliability = Math.max(...rows[i]!);
    return [{answer, sees, text: ruleText(rule), reliability, conditions: checkConditions(rule, measures)}];
  });
}

/** Returns how sure the answer of each rule is, in [0, 1]; 0 for one that is wrong too often to answer. */
export function reliabilitiesOf(rules: readonly TriedRule[], classes: Alphabet): number[] {
  return ruleProbabilities(rules, classes).map((row) => Math.max(...row));
}

/**
 * Returns the class probabilities, [classes], that each rule stands for: its m-estimated reliability for its answer, and
 * the rest divided among the other classes as its mistakes were; zeros for a rule that is too often wrong.
 */
function ruleProbabilities(rules: readonly TriedRule[], classes: Alphabet): Float32Array[] {
  const rightOf = ({answer, counts}: TriedRule) => counts[classes.indexOf(answer)]!;
  const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
  const mean = (1 + sum(rules.map(rightOf))) / (2 + sum(rules.map(({counts}) => sum(counts))));
  return rules.map((rule) => {
    const [right, all] = [rightOf(rule), sum(rule.counts)];
    // To six decimals, as predictions.csv has it: all answers by one rule are equally sure, there too.
    const reliability = Number(((right + PRIOR_WEIGHT * mean) / (all + PRIOR_WEIGHT)).toFixed(6));
    if (reliability <= MIN_RELIABILITY) return new Float32Array(classes.length);
    const others = classes.length - 1;
    return Float32Array.from(rule.counts, (wrong, c) =>
      classes[c] === rule.answer ? reliability : ((1 - reliability) * (wrong + 1 / others)) / (all - right + 1)
    );
  });
}
