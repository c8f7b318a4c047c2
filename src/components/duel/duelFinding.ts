import {greatest, least} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import {aOne} from "../page/classWords.js";
import {formatTime} from "./duelOrder.js";
import {countTexts, majorityOf, type ReadRow} from "./readRow.js";

/** Up to this many systems that read something else are named, in as many characters; more are counted. */
const [MAX_NAMED, MAX_LENGTH] = [3, 70];

/**
 * Returns what the systems that have answered make of a drawing: how many read the same and who reads what else; once none
 * is *left* to answer also which is the fastest and which the slowest. "" where none has answered.
 */
export function duelFinding(rows: readonly ReadRow[], classes: Alphabet, left = 0): string {
  const answered = rows.filter(({state}) => state !== "waiting" && state !== "error");
  if (!answered.length) return rows.some(({state}) => state === "error") ? "No system can answer." : "";
  return [doubt(answered, classes), reading(answered), left ? `${left} to go …` : speed(answered)]
    .filter(Boolean)
    .join(" ");
}

function doubt(answered: readonly ReadRow[], classes: Alphabet): string {
  const strange = answered.filter(({state}) => state === "no-digit").length;
  return strange > answered.length / 2 ? `This doesn’t look like ${aOne(classes)}.` : "";
}

function reading(answered: readonly ReadRow[]): string {
  const n = answered.length;
  const majority = majorityOf(answered);
  if (!majority) return n === 1 ? `${answered[0]!.title} has no answer.` : `None of ${n} has an answer.`;
  const {text, count, isTied} = majority;
  if (isTied) {
    const equal = countTexts(answered).filter(([, one]) => one === count);
    return `No majority: ${equal.map(([one]) => `${count} read${count === 1 ? "s" : ""} ${one}`).join(", ")}.`;
  }
  if (count === n) return n === 1 ? `${answered[0]!.title} reads ${text}.` : `All ${n} read ${text}.`;
  const others = answered.filter((row) => row.text !== text);
  const names = named(others);
  const isShort = others.length === 1 || (others.length <= MAX_NAMED && names.length <= MAX_LENGTH);
  return `${count} of ${n} read ${text}: ${isShort ? names : counted(others)}.`;
}

function named(others: readonly ReadRow[]): string {
  return others.map(({title, text}) => `${title} ${text ? `reads ${text}` : "has no answer"}`).join(", ");
}

function counted(others: readonly ReadRow[]): string {
  const silent = others.filter(({text}) => !text).length;
  const parts = countTexts(others).map(([text, n]) => `${n} ${n === 1 ? "reads" : "read"} ${text}`);
  return [...parts, ...(silent ? [`${silent} ${silent === 1 ? "has" : "have"} no answer`] : [])].join(", ");
}

function speed(answered: readonly ReadRow[]): string {
  const timed = answered.flatMap(({title, milliseconds}) => (milliseconds === undefined ? [] : {title, milliseconds}));
  const fastest = least(timed, ({milliseconds}) => milliseconds);
  const slowest = greatest(timed, ({milliseconds}) => milliseconds);
  if (!fastest || !slowest || timed.length < 2) return "";
  return `Fastest: ${fastest.title}, ${formatTime(fastest.milliseconds)}; slowest: ${slowest.title}, ${formatTime(slowest.milliseconds)}.`;
}
