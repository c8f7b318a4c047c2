import type {Stroke} from "../../pen/pen.js";
import type {TracedLayer} from "../../readers/classifier.js";
import type {RecognizerClient} from "../../readers/client.js";
import type {ReadDigit} from "../../readers/segmenter/readImages.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {latestOnly} from "../page/latestOnly.js";
import {exampleFor} from "./exampleFor.js";
import type {Walk} from "./followWalk.js";
import {digitOf, firstWalk, type WalkState} from "./walkState.js";

/** A walk that shows the latest answer while the visitor draws on, by a run that can be changed. */
export interface LiveWalk extends Walk {
  /** Has another run read what is drawn. */
  readBy(run: DeskRun): void;
}

/** What is asked of a run, and what it answered. */
interface Question {
  readonly run: DeskRun;
  readonly strokes: readonly Stroke[];
  readonly isExample: boolean;
  readonly chosen: number;
}
interface Reply {
  readonly digits: readonly ReadDigit[];
  readonly layers: readonly TracedLayer[] | null | undefined;
}

/**
 * Returns a live walk. Its state is always that of one answer, the latest: strokes, characters and layers belong
 * together, while newer ink may be on its way. Nothing is loaded until `ask` is called or something is drawn; a blank
 * surface shows the example again, once something was asked.
 */
export function followLive(
  first: DeskRun | undefined,
  {recognize, trace}: Pick<RecognizerClient, "recognize" | "trace">
): LiveWalk {
  let run = first;
  let drawn: readonly Stroke[] = [];
  let chosen = 0;
  let isAsked = false;
  let state = blankFor(run);
  const weightsOf = new Map<string, ReadonlyMap<string, TracedLayer["weights"]>>();
  const shows = new Set<(state: WalkState) => void>();

  function show(next: WalkState): void {
    state = next;
    for (const one of shows) one(state);
  }

  const read = latestOnly(
    async ({run, strokes, chosen}: Question): Promise<Reply> => {
      const digits = (await recognize(run.name, {strokes}))?.lines.flat() ?? [];
      const image = (digits[chosen] ?? digits[0])?.image;
      return {digits, layers: image && (await layersOf(run.name, image))};
    },
    (question, result) => {
      if (question.run !== run) return;
      const {strokes, isExample, chosen} = question;
      const answered = {...firstWalk(question.run.classes, strokes, question.run), isExample, chosen};
      if ("error" in result) show({...answered, problem: result.error.message});
      else show({...answered, ...result.value});
    }
  );

  /** Resolves to the layers with their weights, which the worker sends once a run: they are most of the bytes. */
  async function layersOf(name: string, image: Uint8Array): Promise<readonly TracedLayer[] | null> {
    const known = weightsOf.get(name);
    const layers = await trace(name, image, !known);
    if (!known && layers) weightsOf.set(name, new Map(layers.map((layer) => [layer.name, layer.weights])));
    return layers?.map((layer) => withWeights(layer, known?.get(layer.name) ?? layer.weights)) ?? null;
  }

  function ask(): void {
    if (!run || !isAsked) return;
    const isExample = !drawn.some(({length}) => length);
    read({run, strokes: isExample ? exampleFor(run.classes).strokes : drawn, isExample, chosen});
  }

  return {
    get state() {
      return state;
    },
    get run() {
      return run;
    },
    watch(one) {
      shows.add(one);
      one(state);
    },
    draw(strokes) {
      drawn = strokes;
      chosen = 0;
      ask();
    },
    choose(index) {
      if (index === digitIndex(state)) return;
      chosen = index;
      ask();
    },
    ask() {
      isAsked = true;
      ask();
    },
    readBy(next) {
      if (next === run) return;
      run = next;
      chosen = 0;
      show(blankFor(run));
      ask();
    }
  };
}

function blankFor(run: DeskRun | undefined): WalkState {
  const {classes, strokes} = exampleFor(run?.classes);
  return firstWalk(classes, strokes, run);
}

function digitIndex(state: WalkState): number {
  const digit = digitOf(state);
  return digit ? state.digits!.indexOf(digit) : 0;
}

function withWeights(layer: TracedLayer, weights: TracedLayer["weights"]): TracedLayer {
  return weights ? {...layer, weights} : layer;
}
