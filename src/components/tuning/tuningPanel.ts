import type {KeptDrawing} from "../../characters/drawings.js";
import {messageOf} from "../../messageOf.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {FineTuned, FineTuneRequest} from "../../training/fineTune.js";
import {withMembers} from "../page/withMembers.js";
import {numberOf, tunedRun, type TunedRun} from "./tunedRun.js";
import {openTunedStore} from "./tunedStore.js";
import {tuningSet, type TuningSet} from "./tuningDrawings.js";
import {tuningRequest, type TuningFiles} from "./tuningRequest.js";
import {reduceTuning, type TuningEvent, type TuningStep} from "./tuningState.js";
import {tuningView} from "./tuningView.js";

export interface TuningOptions extends TuningFiles {
  /** The site's runs; those that are networks can be tuned. */
  readonly runs: readonly DeskRun[];
  /** Starts to tune. */
  readonly tune: (
    request: FineTuneRequest,
    onProgress: (share: number) => void
  ) => Promise<{cancel(): void; readonly tuned: Promise<FineTuned>}>;
  /** The network that was tuned on an earlier visit, and reads already. */
  readonly kept?: TunedRun | undefined;
  /** Has a tuned network read from now on. */
  readonly onUse: (run: TunedRun) => void;
  /** Has the run that it was before read again. */
  readonly onUndo: (run: TunedRun) => void;
  /** May drawings, and what was learned from them, be kept beyond the visit? */
  readonly mayKeep: () => Promise<boolean>;
}

/** The panel; `update` tells it of the visitor's drawings. */
export interface TuningPanel extends HTMLElement {
  update(drawings: readonly KeptDrawing[]): void;
}

/** Returns where a visitor tunes a network on drawings, sees what that changed, uses it and undoes it. */
export function tuningPanel(options: TuningOptions): TuningPanel {
  const {kept, tune, onUse, onUndo, mayKeep} = options;
  const runs = options.runs.filter(({kind}) => kind === "network");
  const store = openTunedStore();
  let step: TuningStep = kept ? {at: "used", run: kept, isKept: true} : {at: "idle"};
  let drawings: readonly KeptDrawing[] = [];
  let nth = kept ? numberOf(kept) : 0;
  let cancel = () => {};

  const view = tuningView(runs, {
    onStart: () => void start(),
    onCancel: () => cancel(),
    onUse: () => void use(),
    onUndo: () => void undo(),
    onDiscard: () => follow({type: "drop"}),
    onChoose: render
  });

  const chosen = () => runs.find(({name}) => name === view.run) ?? runs[0];

  function setOf(run: DeskRun): TuningSet {
    return tuningSet(drawings, run.classes, {withRead: view.withRead});
  }

  function render(): void {
    const run = chosen();
    if (run) view.render(step, run, setOf(run));
  }

  function follow(event: TuningEvent): void {
    step = reduceTuning(step, event);
    render();
  }

  async function start(): Promise<void> {
    const base = chosen()!;
    const set = setOf(base);
    let isCanceled = false;
    cancel = () => (isCanceled = true);
    follow({type: "start"});
    const progress = (share: number, words: string) => follow({type: "progress", share, words});
    try {
      progress(0, "Loading the site’s images …");
      const request = await tuningRequest(base, set, options, (share) =>
        progress(0.2 * share, "Loading the site’s images …")
      );
      if (isCanceled) return follow({type: "drop"});
      const words = `Tuning ${base.name}, and once more without each fifth of your drawings …`;
      const going = await tune(request, (share) => progress(0.2 + 0.8 * share, words));
      cancel = () => {
        isCanceled = true;
        going.cancel();
      };
      if (isCanceled) going.cancel();
      const tuned = await going.tuned;
      if (isCanceled) return follow({type: "drop"});
      nth = Math.max(nth + 1, 1);
      follow({type: "tuned", run: tunedRun(base, tuned, {drawings: set.count, nth})});
      view.focusResult();
    } catch (error) {
      follow(isCanceled ? {type: "drop"} : {type: "fail", problem: messageOf(error)});
    }
  }

  async function use(): Promise<void> {
    if (step.at !== "tuned") return;
    const {run} = step;
    onUse(run);
    const isKept = (await mayKeep()) && (await (await store).put(run));
    follow({type: "use", isKept});
    view.focusResult();
  }

  async function undo(): Promise<void> {
    if (step.at !== "used") return;
    onUndo(step.run);
    try {
      await (await store).clear();
      follow({type: "drop"});
    } catch (error) {
      follow({type: "fail", problem: `it could not be deleted from this browser (${messageOf(error)})`});
    }
    view.focusStart();
  }

  render();
  return withMembers(view.element, {
    update(next: readonly KeptDrawing[]) {
      drawings = next;
      render();
    }
  });
}
