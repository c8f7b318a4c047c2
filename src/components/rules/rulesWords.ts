import type {SystemRow, Systems} from "../../../loaders/runs/systems.js";
import type {DescribedRule} from "../../readers/rules/describeRules.js";
import type {ExaminedRule, Examination} from "../../readers/rules/examineRules.js";
import {wilsonInterval} from "../../stats/interval.js";
import {formatCount, formatInterval, formatPercent} from "../page/format.js";

/**
 * Returns how often *count* rules answer and are right on the test images: of all, and of what they answer, each with its
 * interval. *system* is their row among the systems; undefined where they were not tested.
 */
export function rulesFinding(
  count: number,
  system: Pick<SystemRow, "right" | "unanswered"> | undefined,
  {n, test}: Pick<Systems, "n" | "test">
): string {
  if (!system) return `${count} rules. They were not tested on this site’s test images.`;
  const {right, unanswered} = system;
  const answered = n - unanswered;
  const share = (part: number, all: number) =>
    `${formatPercent(part / all, all)} (${formatInterval(wilsonInterval(part, all), all)})`;
  if (!answered) return `${count} rules. None fires for any of ${formatCount(n)} test images (${test}).`;
  return `${count} rules read ${share(right, n)} of ${formatCount(n)} test images (${test}). They give no answer to ${share(unanswered, n)}; of the answers they give, ${share(right, answered)} are right.`;
}

/** Returns the rules that fire, in their order. */
export function firing({rules}: Pick<Examination, "rules">): ExaminedRule[] {
  return rules.filter(({failing}) => failing === 0);
}

/** Says what the rules make of a character: what it is read as and by which rule, or that there is no answer. */
export function answerSentence(examination: Examination, rules: readonly DescribedRule[]): string {
  const [first] = firing(examination);
  if (!first) {
    const least = Math.min(...examination.rules.map(({failing}) => failing));
    const near = examination.rules.filter(({failing}) => failing === least).map(({index}) => rules[index]!.answer);
    const missed = least === 1 ? "one condition" : `${least} conditions`;
    return `None of the ${rules.length} rules fires. Closest, with ${missed} missed: ${[...new Set(near)].join(", ")}.`;
  }
  const {sees, answer, reliability} = rules[first.index]!;
  const which = `Rule ${first.index + 1} of ${rules.length} fires first: it sees ${sees}`;
  return reliability ? `${which}.` : `${which}, and would say ${answer}, but was wrong too often to answer.`;
}

/** Returns what the rules answer: a class, or undefined for no answer. */
export function answerOf(examination: Examination, rules: readonly DescribedRule[]): string | undefined {
  const [first] = firing(examination);
  const rule = first && rules[first.index]!;
  return rule?.reliability ? rule.answer : undefined;
}

/** At most this many rules are shown as close. */
const MAX_CLOSE = 4;

/**
 * Returns the rules that come closest to firing: of those that answer with *asked*, the ones that miss the fewest
 * conditions; if nothing is asked, those of all that miss one.
 */
export function closeRules(
  examination: Examination,
  rules: readonly DescribedRule[],
  asked: string | undefined
): ExaminedRule[] {
  const missing = examination.rules.filter(({failing}) => failing > 0);
  if (asked === undefined) return missing.filter(({failing}) => failing === 1).slice(0, MAX_CLOSE);
  return missing
    .filter(({index}) => rules[index]!.answer === asked)
    .sort((a, b) => a.failing - b.failing)
    .slice(0, MAX_CLOSE);
}

/** Says why the rules do not answer with *asked*, or which come close to firing if nothing is asked. */
export function whyNotSentence(
  examination: Examination,
  rules: readonly DescribedRule[],
  asked: string | undefined
): string {
  const close = closeRules(examination, rules, asked);
  if (asked === undefined)
    return close.length
      ? "These rules miss one condition. Choose a digit to ask why it is not that."
      : "No other rule comes close. Choose a digit to ask why it is not that.";
  const own = firing(examination).find(({index}) => rules[index]!.answer === asked);
  const [first] = firing(examination);
  if (own && own === first) return `A rule for ${asked} fires first.`;
  if (own) return `Rule ${own.index + 1} for ${asked} fires too, but rule ${first!.index + 1} comes before it.`;
  const [closest] = close;
  if (!closest) return `No rule answers with ${asked}.`;
  const n = rules.filter(({answer}) => answer === asked).length;
  return `None of the ${n === 1 ? "" : `${n} `}rules for ${asked} fires: the closest misses ${closest.failing} of ${closest.conditions.length} conditions.`;
}

/** Words a measured value in the unit of its condition's *text*: "17.9 %", "2", "nothing to measure". */
export function measuredWords({text, value}: {readonly text: string; readonly value: number}): string {
  if (Number.isNaN(value)) return "nothing to measure";
  return text.endsWith("%") ? `${value.toFixed(1)} %` : String(value);
}

/** Says what the shape has: "1 hole, 2 line ends, 1, 2 and 1 strokes across, 3 down". */
export function shapeWords({shape, crossings}: Pick<Examination, "shape" | "crossings">): string {
  const {length: holes} = shape.holes;
  const {length: ends} = shape.ends;
  const across = crossings.filter(({isDown}) => !isDown).map(({strokes}) => strokes);
  const down = crossings.find(({isDown}) => isDown)?.strokes ?? 0;
  return `${holes} ${holes === 1 ? "hole" : "holes"}, ${ends} line ${ends === 1 ? "end" : "ends"}; strokes across ${across.join(", ")}, down ${down}`;
}
