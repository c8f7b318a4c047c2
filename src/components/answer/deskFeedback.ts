import {NO_FEEDBACK, type Feedback} from "./feedback.js";
import {addState, canStep, shownInk, startHistory, step, type InkHistory} from "./inkHistory.js";

/** Undo (-1) and redo (1). */
export interface Steps {
  canStep(direction: -1 | 1): boolean;
  step(direction: -1 | 1): void;
}

export const NO_STEPS: Steps = {canStep: () => false, step: () => undefined};

/** The visitor's feedback on the input at the desk, with undo and redo. */
export interface DeskFeedback extends Steps {
  readonly value: Feedback;
  /** Adds a state of the feedback. */
  add(next: Feedback): void;
  /** Starts over, for a picture or for ink. */
  begin(isPicture: boolean): void;
}

/**
 * Returns an object that keeps the visitor's feedback. Feedback on ink goes into the history of *pad*, so that it is
 * undone in order with the strokes; feedback on a picture has its own history. Calls *onChange* when feedback on a
 * picture changes; the pad reports its own changes.
 */
export function deskFeedback(pad: {feedback: Feedback; detour: Steps}, onChange: () => void): DeskFeedback {
  /** Undefined while the feedback is on ink. */
  let pictured: InkHistory<Feedback> | undefined;

  function change(next: InkHistory<Feedback> | undefined): void {
    pictured = next;
    pad.detour = feedback; // updates the pad's buttons
  }

  const feedback: DeskFeedback = {
    get value() {
      return pictured ? shownInk(pictured) : pad.feedback;
    },
    add(next) {
      if (!pictured) return void (pad.feedback = next);
      change(addState(pictured, next));
      onChange();
    },
    begin(isPicture) {
      if (isPicture || pictured) change(isPicture ? startHistory(NO_FEEDBACK) : undefined);
    },
    canStep: (direction) => pictured !== undefined && canStep(pictured, direction),
    step(direction) {
      if (!pictured) return;
      change(step(pictured, direction));
      onChange();
    }
  };
  return feedback;
}
