import {centerOfMass} from "../../ink/normalize.js";
import {SIDE} from "../../ink/image/grid.js";
import {softmaxAt} from "../../stats/softmax.js";
import {digitState, type AnswerThresholds} from "../../stats/answerState.js";
import {aOne, capitalized, classWords} from "../page/classWords.js";
import {counted, formatCount, formatInterval, formatPercent} from "../page/format.js";
import type {RunAbout} from "../../run/runAbout.js";
import {networkPath} from "../network/networkPath.js";
import {digitOf, followedState, followedStrokes, preparedDigit, type WalkState} from "../network/walkState.js";

/** Stands for what is still to come. */
export const SOON = "…";

const NO_LAYERS = "This run’s reader is no network of layers that can be followed.";

/**
 * Returns what the walk follows, as the subject of a sentence: "your 3", "the example", "your letter"; "your drawing" for what
 * looks like no character.
 */
export function followedName(state: WalkState): string {
  const {one} = classWords(state.classes);
  const name = digitOf(state)?.text;
  if (followedState(state) === "no-digit") return state.isExample ? "the example" : "your drawing";
  if (state.isExample) return name ? `the example’s ${name}` : "the example";
  return `your ${name || (one === "image" ? "drawing" : one)}`;
}

/** Says what was drawn: strokes and points. */
export function inkSentence(state: WalkState): string {
  const strokes = followedStrokes(state);
  const points = strokes.reduce((sum, {length}) => sum + length, 0);
  return `${capitalized(followedName(state))} is ${counted(strokes.length, "stroke")} of ${counted(points, "point")}.`;
}

/** Says how large the drawn picture is, and how much of it is ink and edge. */
export function pictureSentence(state: WalkState): string {
  const {width, height, data} = preparedDigit(state).ink;
  const [ink, edge] = [count(data, (v) => v > 0), count(data, (v) => v > 0 && v < 255)];
  return `${capitalized(followedName(state))} becomes ${width} × ${height} pixels. ${formatCount(ink)} of them have ink, and ${formatCount(edge)} of these are gray: the pen’s edge covers them only in part.`;
}

/** Says how many characters were found. */
export function foundSentence(state: WalkState): string {
  if (state.problem) return `The network does not answer: ${state.problem}.`;
  if (!state.digits) return SOON;
  const {one} = classWords(state.classes);
  const whose = state.isExample ? "the example" : "your drawing";
  if (state.digits.length === 1 && followedState(state) === "no-digit")
    return `In ${whose} one character is found, and all of the ink belongs to it. It doesn’t look like ${aOne(state.classes)}.`;
  if (state.digits.length < 2) return `In ${whose} there is one ${one}, and all of the ink belongs to it.`;
  const text = state.digits.map((digit) => digit.text).join("");
  return `In ${whose} there are ${state.digits.length} ${classWords(state.classes).many}, ${text}. We follow the ${digitOf(state)!.text} from here on; choose another one in the figure.`;
}

/** Says what the 784 numbers are: how many are dark, gray and 0, and where their center is. */
export function numbersSentence(state: WalkState): string {
  const {image} = preparedDigit(state);
  const [dark, blank] = [count(image, (v) => v > 127), count(image, (v) => v === 0)];
  const gray = image.length - dark - blank;
  const center = centerOfMass({width: SIDE, height: SIDE, data: image})!;
  return `${capitalized(followedName(state))} has ${formatCount(dark)} dark pixels (above 127), ${formatCount(gray)} lighter ones, and ${formatCount(blank)} that are 0. Its center of mass lies at column ${center.x.toFixed(1)}, row ${center.y.toFixed(1)}.`;
}

/** Says how much of the last hidden layer responds. */
export function hiddenSentence(state: WalkState): string {
  const path = state.layers && networkPath(state.layers, state.classes.length);
  if (!path) return state.layers === undefined ? SOON : NO_LAYERS;
  const active = count(path.hidden, (v) => v > 0);
  const others = path.hidden.some((v) => v < 0) ? "are above 0, the others below" : "respond; the others stay at 0";
  return `To ${followedName(state)}, ${formatCount(active)} of the ${formatCount(path.hidden.length)} units of the last hidden layer ${others}.`;
}

/** Says what the scores are and what softmax makes of the two largest. */
export function scoreSentence(state: WalkState): string {
  const path = state.layers && networkPath(state.layers, state.classes.length);
  if (!path) return state.layers === undefined ? SOON : NO_LAYERS;
  const {scores} = path;
  const order = Array.from(scores.keys()).sort((a, b) => scores[b]! - scores[a]!);
  const [first = 0, second = first] = order;
  const gap = scores[first]! - scores[second]!;
  const probabilities = softmaxAt(scores);
  return `The highest score is ${scores[first]!.toFixed(1)}, for ${state.classes[first]}; the next is ${scores[second]!.toFixed(1)}, for ${state.classes[second]}. They differ by ${gap.toFixed(1)}, so ${state.classes[first]} is e to the power of ${gap.toFixed(1)}, about ${rounded(Math.exp(gap))}, times as likely, and gets ${share(probabilities[first]!)}.`;
}

/** Says whether the answer counts, by the thresholds of the run. */
export function trustSentence(state: WalkState, thresholds: AnswerThresholds): string {
  const digit = digitOf(state);
  if (!digit) return SOON;
  const {one} = classWords(state.classes);
  const known =
    digit.likelihood === null ? "" : `The detector gives ${share(digit.likelihood)} that this is a ${one} at all. `;
  switch (digitState(digit, thresholds)) {
    case "no-digit":
      return `${known}That is below ${share(thresholds.noDigitBelow)}, so the answer is: doesn’t look like a ${one}. Closest match: ${digit.text}.`;
    case "unsure":
      return `${known}The confidence, ${share(digit.confidence)}, is below ${share(thresholds.unsureBelow)}, so the answer is marked as not certain: ${digit.text}.`;
    case "answered":
      return `${known}The confidence, ${share(digit.confidence)}, is not below ${share(thresholds.unsureBelow)}, so the answer stands: ${digit.text}.`;
  }
}

/** Formats a probability with the digits that tell it from 0 and 1: "99.97 %", "0.02 %". */
export function share(p: number): string {
  const percent = 100 * p;
  if (percent > 99.995) return "more than 99.99 %";
  if (percent > 0 && percent < 0.005) return "less than 0.01 %";
  return `${percent.toFixed(percent > 99 || percent < 1 ? 2 : 1)} %`;
}

/** Formats a large number in words with two figures: "7.7 billion". */
function rounded(value: number): string {
  const options = {notation: "compact", compactDisplay: "long", maximumSignificantDigits: 2} as const;
  return value < 1e5 ? formatCount(Number(value.toPrecision(2))) : value.toLocaleString("en-US", options);
}

function count(values: ArrayLike<number>, fits: (value: number) => boolean): number {
  return Array.prototype.filter.call(values, fits).length;
}

/** Says how a run was trained: on how many images, how often each was seen, how long it took. */
export function trainedSentence({dataset, hyperparameters, seconds, parameters}: RunAbout, epochs: number): string {
  const images = dataset?.train ? `${formatCount(dataset.train)} labeled images` : "labeled images";
  const batch = hyperparameters?.batchSize;
  const parts = [
    `This network learned from ${images}`,
    ...(epochs ? [`each seen ${counted(epochs, "time")}`] : []),
    ...(typeof batch === "number" ? [`${batch} at a time`] : []),
    ...(seconds
      ? [`in ${seconds < 120 ? counted(Math.round(seconds), "second") : counted(Math.round(seconds / 60), "minute")}`]
      : [])
  ];
  const weights = parameters ? ` It adjusted ${formatCount(parameters)} numbers.` : "";
  return `${parts.join(", ")}.${weights}`;
}

/** Says by which temperature the scores were divided after training; nothing where the run does not say. */
export function temperatureSentence({temperature}: RunAbout): string {
  if (typeof temperature !== "number") return "";
  const effect = temperature > 1 ? "it had been too sure of itself" : "it had not been sure enough";
  return `For this network the temperature is ${temperature.toFixed(2)}: ${effect}. It is already part of the scores in the table.`;
}

/** Says how many of the test images a run reads, within which interval. */
export function accuracySentence({n, correct, accuracy, interval}: EvaluationFigures, many: string): string {
  return `Of ${formatCount(n)} ${many} that it had never seen, it reads ${formatCount(correct)} correctly: ${formatPercent(accuracy, n)} (95 % interval ${formatInterval(interval, n)}).`;
}

interface EvaluationFigures {
  readonly n: number;
  readonly correct: number;
  readonly accuracy: number;
  readonly interval: readonly [number, number];
}
