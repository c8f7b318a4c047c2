import type {Alphabet} from "../../characters/alphabet.js";
import {NO_DIGIT} from "../answer/desk.js";
import {notOne} from "../page/classWords.js";
import {countedIn, scoresOf} from "./duelScores.js";
import type {Tally} from "./duelTally.js";

/** Up to this many systems are named, or the first of them. */
const MAX_NAMED = 3;

/**
 * Returns how many systems read the visitor's drawings: "Of your 2 drawings, 17 systems read both; Nearest mean and 2 more
 * read 1." What is none of the *classes* is a matter of its own. *titles* are those of the systems by their names. "" for
 * no drawings.
 */
export function tallySentence(drawings: Tally, titles: ReadonlyMap<string, string>, classes: Alphabet): string {
  const counted = countedIn(drawings);
  if (drawings.length && !counted.length) return "A drawing counts once all systems have answered.";
  const isNone = ({truth}: Tally[number]) => truth === NO_DIGIT;
  const [read, none] = [counted.filter((one) => !isNone(one)), counted.filter(isNone)];
  return [readingSentence(read, titles), noneSentence(none, classes)].filter(Boolean).join(" ");
}

function readingSentence(drawings: Tally, titles: ReadonlyMap<string, string>): string {
  const n = drawings.length;
  if (!n) return "";
  // A system that was asked late has not read them all: its count says nothing beside the others'.
  const all = [...scoresOf(drawings)].filter(([, score]) => score.n === n);
  const your = n === 1 ? "Your drawing" : `Of your ${n} drawings`;
  if (!all.length) return `${your}: no system read ${n === 1 ? "it" : "them all"}.`;
  if (n === 1) return `${your}: ${all.filter(([, {right}]) => right === 1).length} of ${all.length} systems right.`;
  const counts = [...new Set(all.map(([, {right}]) => right))].sort((a, b) => b - a);
  const [most, fewest] = [counts[0]!, counts.at(-1)!];
  if (most === fewest) return `${your}, all ${all.length} systems read ${amount(most, n)}.`;
  const [more, less] = counts.length > 2 ? [", the most", ", the fewest"] : ["", ""];
  const part = (right: number) => {
    const names = all.filter(([, score]) => score.right === right).map(([run]) => titles.get(run) ?? run);
    return `${who(names)} read ${amount(right, n)}`;
  };
  return `${your}, ${part(most)}${more}; ${part(fewest)}${less}.`;
}

function who(names: readonly string[]): string {
  if (names.length > MAX_NAMED) return `${names.length} systems`;
  return names.length === MAX_NAMED ? `${names[0]} and ${names.length - 1} more` : names.join(" and ");
}

function amount(right: number, n: number): string {
  if (right === n) return n === 2 ? "both" : `all ${n}`;
  return right ? String(right) : "none";
}

/** Only who can say by itself that a drawing is none of the classes is counted. */
function noneSentence(drawings: Tally, classes: Alphabet): string {
  if (!drawings.length) return "";
  const scores = [...scoresOf(drawings).values()];
  const [right, n] = [scores.reduce((sum, one) => sum + one.right, 0), scores.reduce((sum, one) => sum + one.n, 0)];
  const which = drawings.length === 1 ? "Your drawing that is" : `Your ${drawings.length} drawings that are`;
  if (!n) return `${which} ${notOne(classes)}: no system can say so itself.`;
  return drawings.length === 1
    ? `${which} ${notOne(classes)}: ${right} of ${n} ${n === 1 ? "system" : "systems"} that can say so right.`
    : `${which} ${notOne(classes)}: ${right} of ${n} answers that can say so right.`;
}
