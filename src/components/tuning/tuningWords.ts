import {wilsonInterval} from "../../stats/interval.js";
import {losesAccuracy, MAX_LOSS, type MistakeChange} from "../../stats/mistakes.js";
import {classWords} from "../page/classWords.js";
import type {Alphabet} from "../../characters/alphabet.js";
import {counted, formatCount, formatInterval, formatPercent} from "../page/format.js";
import {MIN_CHARACTERS, type TuningSet} from "./tuningDrawings.js";

/** Returns what the button says. */
export function buttonWords(run: string, {count}: Pick<TuningSet, "count">): string {
  return `Fine-tune ${run} on your ${count === 1 ? "drawing" : counted(count, "drawing")}`;
}

/** Returns what is missing before a network can be tuned, as a sentence; "" for nothing. */
export function missingWords({mine, corrected, asRead}: TuningSet, classes: Alphabet): string {
  const missing = MIN_CHARACTERS - mine.length;
  if (missing <= 0) return "";
  const {one} = classWords(classes);
  const isEnough = corrected + asRead >= MIN_CHARACTERS;
  const other = isEnough ? ", or count those that were read correctly" : "";
  return `Correct ${missing === MIN_CHARACTERS ? "" : `${missing} more `}${missing === 1 ? one : `${one}s`}${missing === MIN_CHARACTERS ? ` (${MIN_CHARACTERS} or more)` : ""} to begin${other}.`;
}

/** Returns what is left out, as a sentence; "" for nothing. */
export function leftOutWords({noDigit, otherClasses}: TuningSet, classes: Alphabet): string {
  const {one} = classWords(classes);
  const parts = [
    noDigit && `${formatCount(noDigit)} marked “not a ${one}”: there is no class to learn`,
    otherClasses && `${formatCount(otherClasses)} of other classes than this network’s`
  ].filter(Boolean);
  return parts.length ? `Left out: ${parts.join("; ")}.` : "";
}

/** Returns what came of a tuning, as a title. */
export function tuningFinding({before, after}: MistakeChange): string {
  if (!before && !after) return "No mistakes on your drawings, before or after";
  const words = `${before} → ${after} mistakes on your drawings`;
  if (after < before) return words;
  return after === before
    ? `No fewer mistakes on your drawings: ${before}, as before`
    : `More mistakes on your drawings: ${before} → ${after}`;
}

/** Returns what to do where tuning did not help; "" where it did. */
export function adviceWords({before, after}: MistakeChange): string {
  if (after < before) return "";
  return before
    ? "A wrong label among so few does harm: check the corrections above, or draw more."
    : "There is nothing to mend yet: tune once there are misread drawings.";
}

/** Returns the difference on the test images, as a sentence. */
export function testWords({n, before, after}: MistakeChange): string {
  const images = `${formatCount(n)} test images`;
  if (after === before) return `On ${images} the accuracy stays the same.`;
  const points = formatPoints((100 * Math.abs(after - before)) / n);
  return `On ${images} it is ${points} percentage points ${after > before ? "worse" : "better"}.`;
}

/** Returns the warning for a network that lost too much; "" where it did not. */
export function warningWords(test: MistakeChange | null): string {
  if (!test) return "Without test images on this site, nobody knows what it costs elsewhere.";
  if (!losesAccuracy(test)) return "";
  return `That is more than ${formatPoints(100 * MAX_LOSS)}: it reads your hand better at the cost of others’.`;
}

/** Returns the share of mistakes with its 95 % interval. */
export function shareWords(mistakes: number, n: number): string {
  return `${formatPercent(mistakes / n, n)} (${formatInterval(wilsonInterval(mistakes, n), n)})`;
}

function formatPoints(points: number): string {
  return points.toFixed(points < 0.095 ? 2 : 1);
}
