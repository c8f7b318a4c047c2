import type {Alphabet} from "../../characters/alphabet.js";
import type {Stroke} from "../../pen/pen.js";
import type {Feedback} from "../answer/feedback.js";
import type {Steps} from "../answer/deskFeedback.js";
import type {InkBox} from "./inkFrame.js";

/** What an ink pad's `input` event carries. */
export interface InkDetail {
  /** When the pointer event behind it happened (`performance.now` time). */
  readonly timeStamp: number;
  /** What the visitor changed: the strokes, what is said of them, or only the width in which they are shown. */
  readonly changed: "strokes" | "feedback" | "penWidth";
}

/** An input whose value is the strokes on it, in fractions of its side; y grows downward. Set it to draw anew. */
export interface InkPad extends HTMLElement {
  value: readonly Stroke[];
  /** How hard the pen was pressed at each point, in [0, 1]; undefined where it was as usual everywhere. */
  readonly pressures: readonly (readonly number[])[] | undefined;
  /** Draws anew, as setting the value does, with *pressures* at the points; usual ones where that is undefined. */
  draw(strokes: readonly Stroke[], pressures: readonly (readonly number[])[] | undefined): void;
  /** The same object from the first stroke of a drawing until it is cleared or replaced, and when that is undone. */
  readonly drawing: object;
  /** What is said of the strokes: undone and redone in order with them, and forgotten with those that it is about. */
  feedback: Feedback;
  /** What Undo and Redo do first, as long as it can: steps of what lies over the ink. */
  detour: Steps;
  /**
   * Width of the pen on the screen, in fractions of the surface's side, for all strokes at once. It is a matter of
   * looks: what the network reads is drawn with a pen of its own (`preprocessStrokes`). Setting it dispatches nothing.
   */
  penWidth: number;
  /** Frames around parts of the ink, in fractions of the side; they stay until others are set. */
  boxes: readonly InkBox[];
  /** Ink that shows as long as there is none of the visitor's: no part of the value. Setting it dispatches nothing. */
  ghost: readonly Stroke[];
  /** What is to be drawn: the empty surface asks for it, and is named so for a screen reader. Digits, at first. */
  classes: Alphabet;
  /** The canvas on which the ink is drawn. */
  readonly surface: HTMLCanvasElement;
}

export interface InkPadOptions {
  /** As `InkPad.penWidth`. */
  readonly penWidth?: number;
}
