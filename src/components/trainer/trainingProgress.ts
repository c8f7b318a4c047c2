import {html} from "htl";
import {formatPercent, formatSeconds} from "../page/format.js";
import type {TrainingProgress as TrainingPlace} from "../../training/train.js";

/** How far a training is, as a bar and in words. */
export interface TrainingProgress extends HTMLElement {
  /** Says in words what goes on; announced to screen readers. */
  say(words: string): void;
  /** Says *words* below that, not announced: they change all the time. */
  detail(words: string): void;
  /** Shows the *share* that is done, in [0, 1]. */
  fill(share: number): void;
}

/** Returns a bar that shows how far a training is. */
export function trainingProgress(): TrainingProgress {
  const bar = html<"progress">`<progress max="1" value="0" aria-label="Progress of the training"></progress>`;
  const status = html`<p class="training-status" role="status"></p>`;
  const small = html`<p class="training-detail" aria-hidden="true"></p>`;
  const element = html`<div class="training-progress">${bar}${status}${small}</div>`;
  return Object.assign(element, {
    say: (words: string) => {
      if (status.textContent !== words) status.textContent = words;
      small.textContent = "";
    },
    detail: (words: string) => void (small.textContent = words),
    fill: (share: number) => void (bar.value = share)
  });
}

/** Says where in an epoch a training is: "Epoch 3, step 120 of 235: loss 0.213, accuracy 94 % · about 12 s left". */
export function stepWords({epoch, step, steps, loss, accuracy}: TrainingPlace, left: string): string {
  const figures = `loss ${loss < 100 ? loss.toPrecision(3) : Math.round(loss)}, accuracy ${formatPercent(accuracy, 1)}`;
  return `Epoch ${epoch + 1}, step ${step} of ${steps}: ${figures}${left && ` · ${left}`}`;
}

/** Measures how long something takes, without its pauses; all times are in milliseconds. */
export interface Stopwatch {
  readonly isRunning: boolean;
  pause(now: number): void;
  resume(now: number): void;
  /** Returns how long it ran. */
  elapsed(now: number): number;
}

/** Returns a stopwatch that was started at *start*. */
export function stopwatch(start: number): Stopwatch {
  let since: number | undefined = start;
  let before = 0;
  const elapsed = (now: number) => before + (since === undefined ? 0 : now - since);
  return {
    get isRunning() {
      return since !== undefined;
    },
    elapsed,
    pause: (now) => {
      before = elapsed(now);
      since = undefined;
    },
    resume: (now) => void (since ??= now)
  };
}

/** Returns how long the rest takes, in words, where a *share* in (0, 1] took *elapsed* ms; nothing before a second is over. */
export function timeLeft(share: number, elapsed: number): string {
  if (share <= 0 || elapsed < 1000) return "";
  const seconds = Math.round(((1 - share) * elapsed) / share / 1000);
  if (seconds < 1) return "less than a second left";
  return `about ${seconds < 60 ? `${seconds} s` : formatSeconds(seconds)} left`;
}
