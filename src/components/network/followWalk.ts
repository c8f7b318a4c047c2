import type {Stroke} from "../../pen/pen.js";
import type {RecognizerClient} from "../../readers/client.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {messageOf} from "../../messageOf.js";
import {latestOnly} from "../page/latestOnly.js";
import {exampleFor} from "./exampleFor.js";
import {digitOf, firstWalk, reduceWalk, type WalkEvent, type WalkState} from "./walkState.js";

/** A drawing that figures and sentences follow. */
export interface Walk {
  readonly state: WalkState;
  /** The run that reads; undefined on a site without one. */
  readonly run: DeskRun | undefined;
  /** Calls *show* now and whenever the state changes. */
  watch(show: (state: WalkState) => void): void;
  /** Follows other strokes; an example if there are none. */
  draw(strokes: readonly Stroke[]): void;
  /** Follows another character of the drawing. */
  choose(index: number): void;
  /** Asks the run: until somebody needs its answer, nothing of it is loaded. */
  ask(): void;
}

/** Returns a walk that begins with an example, read by *run*. */
export function followWalk(
  run: DeskRun | undefined,
  {recognize, trace}: Pick<RecognizerClient, "recognize" | "trace">
): Walk {
  const example = exampleFor(run?.classes);
  let state = firstWalk(example.classes, example.strokes, run);
  let isAsked = false;
  const shows = new Set<(state: WalkState) => void>();

  function follow(event: WalkEvent): void {
    const before = state;
    state = reduceWalk(state, event);
    if (state !== before) for (const show of shows) show(state);
  }

  const read = latestOnly(
    (strokes: readonly Stroke[]) => recognize(run!.name, {strokes}),
    (strokes, result) => {
      if ("error" in result) return follow({type: "fail", message: result.error.message});
      follow({type: "read", strokes, digits: result.value?.lines.flat() ?? []});
      askForLayers();
    }
  );

  function askForLayers(): void {
    const image = digitOf(state)?.image;
    if (!image || state.layers !== undefined || !run) return;
    trace(run.name, image, true).then(
      (layers) => follow({type: "trace", image, layers}),
      (error: unknown) => follow({type: "fail", message: messageOf(error)})
    );
  }

  return {
    get state() {
      return state;
    },
    run,
    watch(show) {
      shows.add(show);
      show(state);
    },
    draw(strokes) {
      const isExample = !strokes.some(({length}) => length);
      follow({type: "draw", strokes: isExample ? example.strokes : strokes, isExample});
      if (isAsked && run) read(state.strokes);
    },
    choose(index) {
      follow({type: "choose", index});
      askForLayers();
    },
    ask() {
      if (isAsked || !run) return;
      isAsked = true;
      read(state.strokes);
    }
  };
}
