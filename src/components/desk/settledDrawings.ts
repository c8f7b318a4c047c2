import {NO_CLASS} from "../../characters/alphabet.js";
import {keptClasses, relabel, type KeptDrawing} from "../../characters/drawings.js";
import {digitState, thresholdsOf, type AnswerThresholds} from "../../stats/answerState.js";
import {correctionOf, type Corrections, type DeskAnswer, type DeskSubject} from "../answer/desk.js";

/** Tells the drawings on the desk apart, and when one is done for now. */
export interface SettledDrawings {
  /** To be called with each answer on the desk; with null for no ink. */
  onAnswer(subject: DeskSubject, answer: DeskAnswer | null, run: string, corrections?: Corrections): void;
  /** Takes what waits for more ink as done. */
  flush(): void;
  /** Forgets what waits for more ink. */
  discard(): void;
  /** Takes the strokes of *drawing*, when they come to the desk again, for that drawing; without strokes, the next cells. */
  resume(drawing: Pick<KeptDrawing, "id" | "at" | "strokes">): void;
  /** The drawing on the desk; undefined while there is none. */
  readonly current: Identity | undefined;
}

/** What makes a drawing the same one. */
export type Identity = Pick<KeptDrawing, "id" | "at">;

/**
 * Calls *keep* with a drawing and the latest answer to it, *delay* milliseconds after its latest ink, or once the surface
 * is cleared or another drawing comes. A drawing has one id, however it is changed, corrected or erased in part, until it
 * is cleared or replaced, and again when that is undone: it is known by `DeskSubject.drawing`, or else by its first stroke
 * (the very array); a photo by its picture. The thresholds of *runs* decide which answers were doubtful.
 */
export function settledDrawings(
  keep: (drawing: KeptDrawing) => void,
  {
    delay = 800,
    now = () => new Date(),
    runs = []
  }: {delay?: number; now?: () => Date; runs?: readonly (AnswerThresholds & {readonly name: string})[]} = {}
): SettledDrawings {
  const identities = new WeakMap<object, Identity>();
  let current: Identity | undefined;
  /** What the next cells are. */
  let resumed: Identity | undefined;
  let waiting: KeptDrawing | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function identify(subject: DeskSubject): Identity {
    const content = "strokes" in subject ? subject.strokes[0]! : subject.picture;
    const keys = subject.drawing ? [subject.drawing, content] : [content];
    const isInCells = subject.drawing !== undefined && "picture" in subject;
    const known = keys.map((key) => identities.get(key)).find(Boolean) ?? (isInCells ? resumed : undefined);
    const identity = known ?? newIdentity(now());
    if (isInCells) resumed = undefined;
    for (const key of keys) identities.set(key, identity);
    return identity;
  }

  function discard(): void {
    clearTimeout(timer);
    waiting = undefined;
  }

  function flush(): void {
    const done = waiting;
    discard();
    if (done) keep(done);
  }

  return {
    onAnswer(subject, answer, run, corrections = new Map()) {
      if (!answer) {
        current = undefined;
        return flush();
      }
      const {id, at} = (current = identify(subject));
      if (waiting?.id !== id) flush();
      discard();
      // A stroke may still be growing: what is kept is what the answer is about.
      const strokes = "strokes" in subject ? subject.strokes.map((stroke) => [...stroke]) : [];
      const thresholds = runs.find(({name}) => name === run) ?? thresholdsOf({});
      // What the run has no answer to is nothing to keep.
      const known = answer.lines
        .map((line) => line.filter(({label}) => label !== NO_CLASS))
        .filter(({length}) => length);
      if (!known.length) return;
      const lines = known.map((line) =>
        line.map((one) => {
          const {label, confidence, likelihood, image} = one;
          const state = digitState({confidence, likelihood}, thresholds);
          const said = correctionOf(one, corrections, answer.classes) ?? null;
          return relabel({read: label, confidence, likelihood, state, corrected: null, image}, said);
        })
      );
      waiting = {id, at, run, ...keptClasses(answer.classes), strokes, lines};
      timer = setTimeout(flush, delay);
    },
    flush,
    discard,
    resume({id, at, strokes}) {
      if (strokes[0]) identities.set(strokes[0], {id, at});
      else resumed = {id, at};
    },
    get current() {
      return current;
    }
  };
}

/** Returns a new id: the time, and chance, as another tab may be drawn on at the same time. */
function newIdentity(time: Date): Identity {
  return {id: `${time.getTime().toString(36)}-${Math.random().toString(36).slice(2, 8)}`, at: time.toISOString()};
}
