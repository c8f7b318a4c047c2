import type {Stroke} from "../../pen/pen.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {Corrections, DeskAnswer, DeskSubject, RunAnswer} from "../answer/desk.js";
import type {DeskHolder} from "./deskContent.js";
import type {WhyMapOptions} from "../why/whyMap.js";

/** What a desk is made of. */
export interface DeskOptions {
  /** The runs to choose from; the first answers until another is chosen. After a change, `answerBy` lists them anew. */
  readonly runs: readonly DeskRun[];
  /** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
  readonly recognize: (run: string, subject: DeskSubject) => Promise<RunAnswer | null>;
  /** Called when the surface is first touched or focused: the time to load that run. */
  readonly prepare: (run: string) => Promise<void>;
  /** Says why a digit is what it is; without it nothing is explained. */
  readonly explain?: WhyMapOptions["explain"];
  /** Asks for the gradients that are compared with the explanation. */
  readonly gradients?: WhyMapOptions["gradients"];
  /** Called with each answer shown, and with null where there is no ink. */
  readonly onAnswer?: (subject: DeskSubject, answer: DeskAnswer | null, run: string, corrections: Corrections) => void;
  /** Leaves out the choice of a run, the photo and the details. */
  readonly brief?: boolean;
  /** What is to lie below the surface: what can be done with the whole drawing. */
  readonly below?: HTMLElement | readonly HTMLElement[];
}

/** The desk, an input whose value is the ink on it. */
export interface DrawingDesk extends HTMLElement, DeskHolder {
  value: readonly Stroke[];
  /**
   * Shows ink that is not the visitor's, and an answer to it, undefined for none, until the visitor does anything; only
   * while the desk is blank. It is no part of the value.
   */
  preview(strokes: readonly Stroke[], answer: DeskAnswer | undefined): void;
  /** Has the run of that *name* answer from now on, also to what is on the desk; lists the runs anew. */
  answerBy(name: string): void;
}
