import {NO_FEEDBACK, type Feedback} from "./feedback.js";
import {addState, canStep, shownInk, startHistory, step, type InkHistory} from "./inkHistory.js";

/** What can be undone (-1) and redone (1). */
export interface Steps {
  canStep(direction: -1 | 1): boolean;
  step(direction: -1 | 1): void;
}

export const NO_STEPS: Steps = {canStep: () => false, step: () => undefined};

/** What the visitor says of what is on the desk, which can be undone and redone. */
export interface DeskFeedback extends Steps {
  readonly value: Feedback;
  /** Says one thing more. */
  add(next: Feedback): void;
  /** Begins anew: what follows is about a picture, or else about the ink. */
  begin(isPicture: boolean): void;
}

/**
 * Returns what keeps the visitor's feedback: of ink, in the history of *pad*, where it is undone in order with the strokes;
 * of a picture, in a history of its own. *onChange* is called when that of a picture changed; the pad tells of its own.
 */
export function deskFeedback(pad: {feedback: Feedback; detour: Steps}, onChange: () => void): DeskFeedback {
  /** Undefined while it is about the ink. */
  let pictured: InkHistory<Feedback> | undefined;

  function change(next: InkHistory<Feedback> | undefined): void {
    pictured = next;
    pad.detour = feedback; // its buttons show what can be undone now
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
