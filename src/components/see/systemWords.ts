import type {TracedLayer} from "../../readers/classifier.js";
import type {WalkState} from "../network/walkState.js";
import {digitOf} from "../network/walkState.js";
import {counted, formatCount} from "../page/format.js";
import {formatShare} from "../page/probabilityBars.js";
import {aClass} from "../page/classWords.js";

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
  const {strokes, isExample, digits, layers} = state;
  const written = strokes.filter(({length}) => length).length;
  const digit = digitOf(state);
  const found = digits?.map(({text}) => text || "?") ?? [];
  return {
    drawing: `${isExample ? "An example" : "Your drawing"}: ${counted(written, "stroke")}.`,
    preprocessing: ink ? `${ink.width} × ${ink.height} gray pixels, without the empty rest.` : NOT_YET,
    segmentation: digits
      ? found.length
        ? `${counted(found.length, "character")} found: ${found.join(", ")}.`
        : "No ink found."
      : NOT_YET,
    features: layers === undefined ? NOT_YET : featureWords(layers, hidden),
    recognition: digit ? `${capitalizedClass(digit.text)}, ${formatShare(digit.confidence)} likely.` : NOT_YET
  };
}

/** Says which feature maps and how many numbers stand for the character at the end. */
function featureWords(layers: readonly TracedLayer[] | null, hidden: TracedLayer | undefined): string {
  const maps = mapsBefore(layers);
  const drawn = maps ? `${formatCount(maps.shape[2]!)} feature maps of ${maps.shape[0]} × ${maps.shape[1]}` : undefined;
  if (!hidden) return drawn ? `${drawn}.` : "This network has no feature vector of its own.";
  const active = hidden.values.filter((value) => value !== 0).length;
  const vector = `a feature vector of ${formatCount(hidden.values.length)} numbers, ${formatCount(active)} of them not 0`;
  return drawn ? `${drawn}, then ${vector}.` : `${vector[0]!.toUpperCase()}${vector.slice(1)}.`;
}

/** Returns the last layer that has feature maps; undefined for a network without any. */
export function mapsBefore(layers: readonly TracedLayer[] | null | undefined): TracedLayer | undefined {
  return layers?.findLast(({kind, shape}) => shape.length === 3 && kind !== "InputLayer" && kind !== "Reshape");
}

function capitalizedClass(name: string): string {
  const words = aClass(name || "?");
  return `${words[0]!.toUpperCase()}${words.slice(1)}`;
}
