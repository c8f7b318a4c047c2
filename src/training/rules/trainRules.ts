import {describeAlphabet} from "../../characters/alphabet.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {InputError} from "../../inputError.js";
import {DIGIT_RULES} from "../../readers/rules/digitRules.js";
import {findFiring, ruleClassifier} from "../../readers/rules/ruleClassifier.js";
import {formatRules} from "../../readers/rules/savedRules.js";
import {findUnsureBelow} from "../../stats/unsureBelow.js";
import type {Learned, RunRequest} from "../trainRun.js";

/**
 * Counts how often each of the rules for digits is right on the validation images, which gives the confidence of its
 * answers. The rules themselves are not learned. There are no epochs, and nothing is random.
 * @throws InputError for an alphabet without all digits: there are no rules for anything else
 */
export async function trainRules({classes, data: {validation}}: RunRequest): Promise<Learned> {
  if (!DIGIT_RULES.every(({answer}) => classes.includes(answer)))
    throw new InputError("--model rules", "the digits 0 to 9, for which alone it has rules", describeAlphabet(classes));
  const images = normalize(validation.images);
  const labels = validation.labels ?? new Uint8Array(0);
  const counts = DIGIT_RULES.map(() => new Array<number>(classes.length).fill(0));
  labels.forEach((label, i) => {
    const fired = counts[findFiring(DIGIT_RULES, images.subarray(i * PIXELS, (i + 1) * PIXELS))];
    if (fired) ++fired[label]!;
  });
  const rules = DIGIT_RULES.map((rule, i) => ({...rule, counts: counts[i]!}));
  const classifier = ruleClassifier("rules", rules, {classes, source: "model"});
  const answer = async (asked: Float32Array) => ({kept: (await classifier.classify(asked)).probabilities});
  const {kept} = await answer(images);
  return {
    title: "Rules for holes, ends, bays and bars",
    files: {"rules.json": formatRules(rules)},
    about: {
      kind: "rules",
      parameters: rules.reduce((sum, {where}) => sum + countLimits(where), 0),
      hyperparameters: {},
      unsureBelow: findUnsureBelow(kept, labels)
    },
    dtype: "JSON",
    history: [],
    answer
  };
}

/** Counts the numbers that a rule's conditions compare with. */
function countLimits(where: (typeof DIGIT_RULES)[number]["where"]): number {
  return Object.values(where).reduce<number>((sum, limits) => sum + (typeof limits === "number" ? 1 : Object.keys(limits).length), 0); // prettier-ignore
}
