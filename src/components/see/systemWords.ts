import type {TracedLayer} from "../../readers/classifier.js";
import {digitState} from "../../stats/answerState.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";
import {counted, formatCount} from "../page/format.js";
import {aClass, capitalized, notOne} from "../page/classWords.js";
import {formatShare} from "../page/probabilityBars.js";
import {judgeWalk} from "../walk/judgeWalk.js";

/** What the boxes of the system say about a drawing that went through it, a sentence each. */
export interface SystemWords {
  readonly drawing: string;
  readonly preprocessing: string;
  readonly segmentation: string;
  readonly features: string;
  readonly recognition: string;
}

/** What is said of a box that the drawing has not reached yet. */
const NOT_YET = "Not reached yet.";

/**
 * Returns what each box of the system makes of the drawing of a *state*: *ink* is the picture of all its strokes, *hidden* the
 * network's last hidden layer, if it has one.
 */
export function systemWords(
  state: WalkState,
  ink: {readonly width: number; readonly height: number} | undefined,
  hidden: TracedLayer | undefined
): SystemWords {
  const {strokes, isExample, digits, layers, classes, thresholds} = state;
  const written = strokes.filter(({length}) => length).length;
  const found =
    digits?.map((one) => (digitState(one, thresholds) === "no-digit" ? notOne(classes) : one.text || "?")) ?? [];
  return {
    drawing: `${isExample ? "An example" : "Your drawing"}: ${counted(written, "stroke")}.`,
    preprocessing: ink ? `${ink.width} × ${ink.height} gray pixels, without the empty rest.` : NOT_YET,
    segmentation: digits
      ? found.length
        ? `${counted(found.length, "character")} found: ${found.join(", ")}.`
        : "No ink found."
      : NOT_YET,
    features: layers === undefined ? NOT_YET : featureWords(layers, hidden),
    recognition: recognitionWords(state)
  };
}

/** Says as what the followed character was recognized, and how far to trust that. */
function recognitionWords(state: WalkState): string {
  const digit = digitOf(state);
  if (!digit) return NOT_YET;
  const judgement = judgeWalk({...state, digits: [digit]})!;
  if (judgement.state === "no-digit" || !digit.text) return `${judgement.sentence}.`;
  const doubt = followedState(state) === "unsure" ? ", not certain" : "";
  return `${capitalized(aClass(digit.text))}, ${formatShare(digit.confidence)} likely${doubt}.`;
}

/** Says which feature maps and how many numbers stand for the character at the end. */
function featureWords(layers: readonly TracedLayer[] | null, hidden: TracedLayer | undefined): string {
  const maps = mapsBefore(layers);
  const drawn = maps ? `${formatCount(maps.shape[2]!)} feature maps of ${maps.shape[0]} × ${maps.shape[1]}` : undefined;
  if (!hidden) return drawn ? `${drawn}.` : "This network has no feature vector of its own.";
  const active = hidden.values.filter((value) => value !== 0).length;
  const vector = `a feature vector of ${formatCount(hidden.values.length)} numbers, ${formatCount(active)} of them not 0`;
  return drawn ? `${drawn}, then ${vector}.` : `${capitalized(vector)}.`;
}

/** Returns the last layer that has feature maps; undefined for a network without any. */
export function mapsBefore(layers: readonly TracedLayer[] | null | undefined): TracedLayer | undefined {
  return layers?.findLast(({kind, shape}) => shape.length === 3 && kind !== "InputLayer" && kind !== "Reshape");
}
