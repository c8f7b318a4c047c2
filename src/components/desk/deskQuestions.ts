import {answerIn, type DeskAnswer, type DeskSubject} from "../answer/desk.js";
import type {Feedback} from "../answer/feedback.js";
import {latestOnly} from "../page/latestOnly.js";
import type {DeskOptions} from "./deskOptions.js";
import {FIRST_DESK, isAnswered, reduceDesk, type DeskEvent, type DeskState} from "./deskState.js";
import type {Task} from "./question.js";
import type {RunChoice} from "./runChoice.js";

/** What a desk asks, and what came of it. */
export interface DeskQuestions {
  readonly state: DeskState;
  /** Asks the chosen run about a subject, or shows its answer again where only a correction is new. */
  ask(subject: DeskSubject, timeStamp: number): void;
  /** Asks the chosen run about the same subject; returns whether there is one. */
  askAgain(): boolean;
  follow(event: DeskEvent): void;
}

interface QuestionActions {
  /** A question is on its way. */
  readonly onAsk: () => void;
  /** The answer to the latest question. */
  readonly onAnswer: (task: Task, answer: DeskAnswer) => void;
  /** There is an answer for the first time to this question. */
  readonly onFirst: (task: Task, answer: DeskAnswer) => void;
  /** The answer to the latest question is in the document: whatever else goes with it can follow. */
  readonly onShown: (task: Task, answer: DeskAnswer) => void;
  /** There is a sentence instead of an answer. */
  readonly onSentence: (kind: "empty" | "error", sentence: string) => void;
}

/** Returns what asks the run that *model* chooses, one question at a time, always about the latest ink. */
export function deskQuestions(
  {runs, recognize}: Pick<DeskOptions, "runs" | "recognize">,
  model: RunChoice,
  feedbackOf: () => Feedback,
  {onAsk, onAnswer, onFirst, onShown, onSentence}: QuestionActions
): DeskQuestions {
  let state = FIRST_DESK;
  const follow = (event: DeskEvent) => void (state = reduceDesk(state, event));

  const submit = latestOnly(
    ({run, subject}: Task) => recognize(run, subject),
    (task, result) => {
      if (task !== state.latest) return; // newer ink is on its way: never older ink over newer
      if ("error" in result) return onSentence("error", result.error.message);
      if (!result.value) return onSentence("empty", "No ink found. Try a photo with more contrast.");
      const answer = answerIn(model.classesOf(task.run), result.value);
      follow({type: "answer", task, answer});
      onAnswer(task, answer);
      onFirst(task, answer);
      onShown(task, answer);
    }
  );

  function ask(subject: DeskSubject, timeStamp: number): void {
    if (!runs.length) {
      return onSentence("error", "No trained network is here yet. npm run train -- --run NAME --model ann makes one.");
    }
    const task: Task = {run: model.value, subject: {...subject, constraints: feedbackOf().constraints}, timeStamp};
    if (isAnswered(state, task)) {
      const {latest, answered} = state;
      onAnswer(latest, answered); // corrected, no more
      return onShown(latest, answered);
    }
    follow({type: "ask", task});
    onAsk();
    submit(task);
  }

  return {
    get state() {
      return state;
    },
    ask,
    askAgain() {
      if (state.latest) ask(state.latest.subject, performance.now());
      return state.latest !== undefined;
    },
    follow
  };
}
