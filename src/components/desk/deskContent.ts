import type {Stroke} from "../../pen/pen.js";
import type {Feedback} from "../answer/feedback.js";

/** What lies on a desk. */
export interface DeskContent {
  readonly strokes: readonly Stroke[];
  /** As `InkPad.pressures`. */
  readonly pressures?: readonly (readonly number[])[] | undefined;
  /** [784], what is entered by keyboard, over the strokes; undefined for nothing. */
  readonly cells?: Uint8Array | undefined;
  /** What the visitor said of the strokes, or else of the cells. */
  readonly feedback: Feedback;
}

/** What a desk can be asked about what lies on it. */
export interface DeskHolder {
  /** What lies there. Setting it puts other things there, as if the visitor did. */
  content: DeskContent;
  /** Does nothing lie there, but perhaps a photo? Cheaper to ask than for all of it. */
  readonly isBlank: boolean;
  /** The name of the photo that lies over the rest; undefined where there is none. */
  readonly photoName: string | undefined;
  /** The run that answers, "" where there is none. */
  readonly run: string;
  /** Says a sentence where the answer would be, until there is one. */
  say(sentence: string): void;
}
