import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {emptyState} from "../page/emptyState.js";
import {followTraining, type FollowedTraining, type StartTraining} from "./followTraining.js";
import {formatCount} from "../page/format.js";
import type {ReadLayers} from "../run/openRun.js";
import type {TrainingRequest} from "../../training/messages.js";
import type {OwnDataset, OwnRun} from "../run/ownRun.js";
import type {OwnRunStore} from "../run/ownRunStore.js";
import {runArchive} from "../run/runArchive.js";
import type {ReadSplit} from "../dataset/siteDigits.js";
import {NONE, trainingForm, type TrainingChoices} from "./trainingForm.js";
import {trainingProgress} from "./trainingProgress.js";
import {messageOf} from "../../messageOf.js";

export interface TrainingDeskOptions {
  readonly choices: Omit<TrainingChoices, "images">;
  readonly dataset: OwnDataset & {readonly splits: readonly {readonly split: string; readonly n: number}[]};
  /** Reads the site's digits. */
  readonly readSplit: ReadSplit;
  readonly train: StartTraining;
  readonly readLayers: ReadLayers;
  /** Keeps runs beyond the visit. */
  readonly store: Pick<OwnRunStore, "put" | "clear">;
  /** The runs that were kept so far, the latest last. */
  readonly kept: readonly OwnRun[];
}

/** An input whose value is the runs that were trained so far, the latest last. */
export interface TrainingDesk extends HTMLElement {
  readonly value: readonly OwnRun[];
  /** Takes note that the visitor has a run as a file: nothing is lost when the page is left. */
  markSaved(run: string): void;
}

/** Where `sessionStorage` has the name of the run that is being trained: still there after a reload, it was lost. */
const UNFINISHED = "handscope:training";

/**
 * Returns where a visitor trains a network on the site's digits, in the browser: what it is to be like, its curves and its
 * first layer while it learns; it can be paused and stopped at any time.
 */
export function trainingDesk(options: TrainingDeskOptions): TrainingDesk {
  const {choices, dataset, readSplit, train, readLayers, store, kept} = options;
  const images = dataset.splits.find(({split}) => split === "train")?.n ?? 0;
  const runs: OwnRun[] = [...kept];
  /** Names of runs that are on this page alone. */
  const unsaved = new Set<string>();
  /** No two runs have the same name, forgotten ones included: models are known by it. */
  let next = 1 + Math.max(0, ...kept.map(({name}) => Number(/^mine-(\d+)$/.exec(name)?.[1] ?? 0)));
  const form = trainingForm({...choices, images});
  const progress = trainingProgress();
  const place = html`<div></div>`;
  const button = (label: string, act: () => void) =>
    html<"button">`<button type="button" onclick=${act}>${label}</button>`;
  const start = button("Train", () => void begin());
  const pause = button("Pause", () => {
    if (going!.isPaused) going!.resume();
    else going!.pause();
    pause.textContent = going!.isPaused ? "Go on" : "Pause";
  });
  const stop = button("Stop", () => going!.stop());
  start.dataset.primary = "";
  let going: FollowedTraining | undefined;

  const forget = html<"button">`<button type="button" class="quiet">Forget</button>`;
  const names = kept.map(({name}) => name).join(", ");
  const earlier = html`<p class="note" hidden=${!kept.length} data-testid="kept-runs">
    Kept in this browser from an earlier visit: ${names}. ${forget}
  </p>`;
  forget.addEventListener("click", () => {
    forget.disabled = true;
    store.clear().then(
      () => {
        runs.length = 0;
        earlier.hidden = true;
        desk.dispatchEvent(new CustomEvent("input", {bubbles: true}));
      },
      (error: Error) => {
        forget.disabled = false;
        progress.say(`They could not be deleted: ${error.message}.`);
      }
    );
  });

  function enable(state: "idle" | "loading" | "training"): void {
    form.inert = state !== "idle";
    forget.disabled = state !== "idle";
    start.disabled = state !== "idle";
    pause.disabled = stop.disabled = state !== "training";
    pause.textContent = "Pause";
    desk.dataset.state = state;
  }

  async function begin(): Promise<void> {
    enable("loading");
    noteUnfinished(`mine-${next}`);
    try {
      const order = await readOrder();
      const onStart = () => enable("training");
      going = followTraining(order, {train, readLayers, dataset, progress, place, earlier: [...runs], onStart});
      const run = await going.run;
      runs.push(run);
      ++next;
      const n = run.history.length;
      const isKept = await store.put({name: run.name, archive: runArchive(run)});
      if (!isKept) unsaved.add(run.name);
      progress.say(
        `Trained for ${n} ${n === 1 ? "epoch" : "epochs"}. What came of it is below${isKept ? ", and stays in this browser" : ". This browser can’t keep it: download it before you leave"}.`
      );
      place.replaceChildren(); // the run's own page has all of it
      desk.dispatchEvent(new CustomEvent("input", {bubbles: true}));
    } catch (error) {
      progress.fill(0);
      progress.say(`Nothing came of this training: ${messageOf(error)}.`);
    } finally {
      going = undefined;
      noteUnfinished(undefined);
      enable("idle");
    }
  }

  /** Resolves to the training that is chosen, with its images. */
  async function readOrder(): Promise<TrainingRequest> {
    const {model, images: n, distortion, ...settings} = form.value;
    progress.fill(0);
    progress.say(`Loading ${formatCount(n)} images …`);
    const onProgress = (read: number) => progress.fill(read / n);
    const [chosen, validation, test] = await Promise.all([
      readSplit("train", n, onProgress),
      readSplit("validation"),
      readSplit("test")
    ]);
    if (!chosen) throw new Error("the training images have no labels");
    return {
      run: `mine-${next}`,
      model,
      classes: dataset.classes,
      dataset: {name: dataset.name, title: dataset.title, sha256: dataset.provenance.sha256},
      train: chosen,
      validation,
      test,
      settings,
      augment: distortion === NONE ? undefined : distortion,
      limit: n < images ? n : undefined
    };
  }

  addEventListener("beforeunload", (event) => {
    // The browser asks whether to leave the training, or what came of one that it can't keep.
    if (desk.isConnected && (desk.dataset.state !== "idle" || unsaved.size)) event.preventDefault();
  });
  const desk = html`<div class="training-desk">
    <section class="card">
      ${form}
      <div class="toolbar">${start}${pause}${stop}</div>
      ${progress}
    </section>
    ${earlier} ${place}
  </div>`;
  const lost = readUnfinished();
  noteUnfinished(undefined);
  enable("idle");
  progress.say(
    lost
      ? `The training of ${lost} ended when this page was left, and nothing of it is kept. The same choices are still made: train again.`
      : "Your browser does the work; nothing leaves it."
  );
  const shown = images ? desk : emptyState("This site has no training images.", "npm run data");
  return withMembers(shown, {
    get value() {
      return [...runs];
    },
    markSaved: (run: string) => void unsaved.delete(run)
  });
}

function noteUnfinished(run: string | undefined): void {
  try {
    if (run) sessionStorage.setItem(UNFINISHED, run);
    else sessionStorage.removeItem(UNFINISHED);
  } catch {
    return; // no storage: then nothing is said after a reload
  }
}

function readUnfinished(): string | undefined {
  try {
    return sessionStorage.getItem(UNFINISHED) ?? undefined;
  } catch {
    return undefined;
  }
}
