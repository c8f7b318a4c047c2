import {html} from "htl";
import {emptyState} from "./emptyState.js";
import {followTraining, type FollowedTraining, type StartTraining} from "./followTraining.js";
import {formatCount} from "./format.js";
import type {ReadLayers} from "./openRun.js";
import type {OwnDataset, OwnRun, TrainingOrder} from "./ownRun.js";
import type {ReadSplit} from "./siteDigits.js";
import {NONE, trainingForm, type TrainingChoices} from "./trainingForm.js";
import {trainingProgress} from "./trainingProgress.js";

export interface TrainingDeskOptions {
  readonly choices: Omit<TrainingChoices, "images">;
  readonly dataset: OwnDataset & {readonly splits: readonly {readonly split: string; readonly n: number}[]};
  /** Reads the site's digits. */
  readonly readSplit: ReadSplit;
  readonly train: StartTraining;
  readonly readLayers: ReadLayers;
}

/** An input whose value is the runs that were trained so far, the latest last. */
export interface TrainingDesk extends HTMLElement {
  readonly value: readonly OwnRun[];
}

/**
 * Returns where a visitor trains a network on the site's digits, in the browser: what it is to be like, its curves and its
 * first layer while it learns; it can be paused and stopped at any time.
 */
export function trainingDesk({choices, dataset, readSplit, train, readLayers}: TrainingDeskOptions): TrainingDesk {
  const images = dataset.splits.find(({split}) => split === "train")?.n ?? 0;
  const runs: OwnRun[] = [];
  const form = trainingForm({...choices, images});
  const progress = trainingProgress();
  const place = html`<div></div>` as HTMLElement;
  const button = (label: string, act: () => void) =>
    html`<button type="button" onclick=${act}>${label}</button>` as HTMLButtonElement;
  const start = button("Train", () => void begin());
  const pause = button("Pause", () => {
    if (going!.isPaused) going!.resume();
    else going!.pause();
    pause.textContent = going!.isPaused ? "Go on" : "Pause";
  });
  const stop = button("Stop", () => going!.stop());
  start.dataset.primary = "";
  let going: FollowedTraining | undefined;

  function enable(state: "idle" | "loading" | "training"): void {
    form.inert = state !== "idle";
    start.disabled = state !== "idle";
    pause.disabled = stop.disabled = state !== "training";
    pause.textContent = "Pause";
    desk.dataset.state = state;
  }

  async function begin(): Promise<void> {
    enable("loading");
    try {
      const order = await readOrder();
      const onStart = () => enable("training");
      going = followTraining(order, {train, readLayers, dataset, progress, place, earlier: [...runs], onStart});
      const run = await going.run;
      runs.push(run);
      const n = run.history.length;
      progress.say(`Trained for ${n} ${n === 1 ? "epoch" : "epochs"}. What came of it is below.`);
      place.replaceChildren(); // the run's own page has all of it
      desk.dispatchEvent(new CustomEvent("input", {bubbles: true}));
    } catch (error) {
      progress.fill(0);
      progress.say(`Nothing came of this training: ${(error as Error).message}.`);
    } finally {
      going = undefined;
      enable("idle");
    }
  }

  /** Resolves to the training that is chosen, with its images. */
  async function readOrder(): Promise<TrainingOrder> {
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
      run: `mine-${runs.length + 1}`,
      model,
      train: chosen,
      validation,
      test,
      settings,
      augment: distortion === NONE ? undefined : distortion,
      limit: n < images ? n : undefined
    };
  }

  addEventListener("beforeunload", (event) => {
    if (desk.isConnected && going) event.preventDefault(); // the browser asks whether to leave the training
  });
  const desk = html`<div class="training-desk">
    <section class="card">
      ${form}
      <div class="toolbar">${start}${pause}${stop}</div>
      ${progress}
    </section>
    ${place}
  </div>` as HTMLElement;
  enable("idle");
  progress.say("Your browser does the work; nothing leaves it.");
  const shown = images ? desk : emptyState("This site has no training images.", "npm run data");
  return Object.defineProperty(shown, "value", {get: () => [...runs]}) as TrainingDesk;
}
