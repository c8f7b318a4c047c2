import type {TunedRun} from "./tunedRun.js";

/** Where a fine-tuning is. */
export type TuningStep =
  | {readonly at: "idle"; readonly problem?: string}
  | {readonly at: "tuning"; readonly share: number; readonly words: string}
  /** It ended, and nothing is in use yet. */
  | {readonly at: "tuned"; readonly run: TunedRun}
  /** It reads on the desk; *isKept* if it will after a reload too. */
  | {readonly at: "used"; readonly run: TunedRun; readonly isKept: boolean};

export type TuningEvent =
  | {readonly type: "start"}
  | {readonly type: "progress"; readonly share: number; readonly words: string}
  | {readonly type: "tuned"; readonly run: TunedRun}
  | {readonly type: "use"; readonly isKept: boolean}
  /** Back to before: nothing is tuned. */
  | {readonly type: "drop"}
  | {readonly type: "fail"; readonly problem: string};

/** Returns the step after an *event*; events that come too late change nothing. */
export function reduceTuning(step: TuningStep, event: TuningEvent): TuningStep {
  switch (event.type) {
    case "start":
      return {at: "tuning", share: 0, words: ""};
    case "progress":
      return step.at === "tuning" ? {at: "tuning", share: Math.max(step.share, event.share), words: event.words} : step;
    case "tuned":
      return step.at === "tuning" ? {at: "tuned", run: event.run} : step;
    case "use":
      return step.at === "tuned" ? {at: "used", run: step.run, isKept: event.isKept} : step;
    case "drop":
      return {at: "idle"};
    case "fail":
      return {at: "idle", problem: event.problem};
  }
}
