import {median} from "d3-array";
import type {Subject} from "../../readers/messages.js";
import type {RunAnswer} from "../answer/desk.js";

/** The time is the median of up to MAX_TIMES answers, or of as many as take ENOUGH milliseconds together. */
const [MAX_TIMES, ENOUGH] = [5, 150];

/** One answer that was held up must not be the time: there are MIN_TIMES, unless they take TOO_LONG milliseconds. */
const [MIN_TIMES, TOO_LONG] = [3, 600];

/** Resolves to the answer of a run, null for no ink; rejects with a sentence for the visitor. */
export type Recognize = (run: string, subject: Subject) => Promise<RunAnswer | null>;

/**
 * Resolves to the answer of a *run* about a *subject*, null for no ink, with the time that the run itself takes: the median
 * of several further answers, each from ink to probabilities, without another run's detector. The first *untimed* ones
 * don't count, as the browser is still translating the code then. The run must be loaded.
 */
export async function timeRun(
  recognize: Recognize,
  run: string,
  subject: Subject,
  untimed = 1
): Promise<RunAnswer | null> {
  const ask = () => recognize(run, {...subject, anew: true});
  const first = await ask();
  for (let i = 1; first && i < untimed; ++i) await ask();
  const times: number[] = [];
  for (let spent = 0; first && times.length < MAX_TIMES && spent < (times.length < MIN_TIMES ? TOO_LONG : ENOUGH);) {
    const answer = (await ask()) ?? first;
    times.push(ownTime(answer));
    spent += answer.milliseconds;
  }
  return first && {...first, milliseconds: median(times)!};
}

function ownTime({milliseconds, detectorMilliseconds = 0}: RunAnswer): number {
  return Math.max(0, milliseconds - detectorMilliseconds);
}
