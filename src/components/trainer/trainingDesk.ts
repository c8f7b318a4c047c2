import {withMembers} from "../page/withMembers.js";
import {emptyState} from "../page/emptyState.js";
import {messageOf} from "../../messageOf.js";
import type {TrainingRequest} from "../../training/messages.js";
import {counted, formatCount} from "../page/format.js";
import {plainName} from "../inputs/download.js";
import type {ReadSplit} from "../dataset/siteDigits.js";
import type {ReadLayers} from "../run/openRun.js";
import type {OwnDataset, OwnRun} from "../run/ownRun.js";
import type {OwnRunStore} from "../run/ownRunStore.js";
import {runArchive} from "../run/runArchive.js";
import {followTraining, type FollowedTraining, type StartTraining} from "./followTraining.js";
import {nameOfChoice, uniqueName} from "./runName.js";
import {NONE, presetsFor, type TrainingChoice} from "./trainingChoice.js";
import type {TrainingChoices} from "./trainingForm.js";
import {firstState, reduceTraining, type TrainingEvent} from "./trainingState.js";
import {trainingView} from "./trainingView.js";
import {noteUnfinished, readUnfinished} from "./unfinishedTraining.js";

export interface TrainingDeskOptions {
  readonly choices: Omit<TrainingChoices, "images">;
  readonly dataset: OwnDataset & {readonly splits: readonly {readonly split: string; readonly n: number}[]};
  /** Reads the site's digits. */
  readonly readSplit: ReadSplit;
  /** Returns whether the first *n* training images lack a class: then all are read, for the trainer to take some of each. */
  readonly lacksClass: (n: number) => boolean;
  readonly train: StartTraining;
  readonly readLayers: ReadLayers;
  /** Keeps runs beyond the visit. */
  readonly store: Pick<OwnRunStore, "put" | "delete" | "rename">;
  /** The runs that were kept so far, the latest last. */
  readonly kept: readonly OwnRun[];
}

/** An input whose value is the runs that were trained so far, the latest last. */
export interface TrainingDesk extends HTMLElement {
  readonly value: readonly OwnRun[];
  /** Takes note that the visitor has a run as a file: nothing is lost when the page is left. */
  markSaved(run: string): void;
}

/**
 * Returns where a visitor trains a network on the site's digits, in the browser: by a preset or by settings, with its curves
 * and its first layer while it learns; it can be paused and stopped at any time. Runs stay in the browser, to be renamed and
 * deleted.
 */
export function trainingDesk(options: TrainingDeskOptions): TrainingDesk {
  const {choices, dataset, train, readLayers, store, kept} = options;
  const images = dataset.splits.find(({split}) => split === "train")?.n ?? 0;
  let state = firstState(kept);
  let going: FollowedTraining | undefined;
  const view = trainingView({
    choices: {...choices, images},
    presets: presetsFor(images),
    onTrain: (choice) => void begin(choice),
    onPause: () => {
      if (going!.isPaused) going!.resume();
      else going!.pause();
      follow({type: "pause", isPaused: going!.isPaused});
    },
    onStop: () => going!.stop(),
    onRename: (name, wanted) => {
      const to = uniqueName(wanted, state.used);
      store.rename(name, to).then(() => follow({type: "rename", name, to}), refuse("renamed"));
    },
    onDelete: (name) => void store.delete(name).then(() => follow({type: "delete", name}), refuse("deleted"))
  });
  const {element, progress, place} = view;

  function follow(event: TrainingEvent<OwnRun>): void {
    const {runs} = state;
    state = reduceTraining(state, event);
    view.render(state);
    if (state.runs !== runs) desk.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function refuse(what: string): (error: Error) => void {
    return (error) => progress.say(`The run could not be ${what}: ${error.message}.`);
  }

  async function begin(choice: TrainingChoice): Promise<void> {
    const name = uniqueName(nameOfChoice(choice, images), state.used);
    follow({type: "begin"});
    noteUnfinished(name);
    try {
      const order = await readOrder(choice, name);
      const onStart = () => follow({type: "start"});
      going = followTraining(order, {name, train, readLayers, dataset, progress, place, earlier: state.runs, onStart});
      const run = await going.run;
      const isKept = await store.put({name, archive: runArchive(run)});
      place.replaceChildren(); // the run's report has all of it
      progress.say(
        `Done. Results below.${isKept ? "" : " This browser can’t keep the run: download it before you leave."}`
      );
      const n = run.history.length;
      progress.detail(`Trained for ${counted(n, "epoch")}${isKept ? ", kept in this browser" : ""}.`);
      follow({type: "finish", run, isKept});
    } catch (error) {
      progress.fill(0);
      progress.say(`Training failed: ${messageOf(error)}.`);
      follow({type: "fail"});
    } finally {
      going = undefined;
      noteUnfinished(undefined);
    }
  }

  /** Resolves to the training that is chosen, with its images. */
  async function readOrder(choice: TrainingChoice, name: string): Promise<TrainingRequest> {
    progress.fill(0);
    progress.say(`Loading ${formatCount(choice.images)} images …`);
    return trainingOrder(choice, plainName(name), images, {...options, onProgress: (share) => progress.fill(share)});
  }

  addEventListener("beforeunload", (event) => {
    // The browser asks whether to leave the training, or what came of one that it can't keep.
    if (desk.isConnected && (state.phase !== "idle" || state.unsaved.size)) event.preventDefault();
  });
  const lost = readUnfinished();
  noteUnfinished(undefined);
  view.render(state);
  progress.say(
    lost
      ? `Training of “${lost}” ended when you left the page; nothing of it is kept. Its settings are still chosen.`
      : "Runs entirely in your browser."
  );
  const desk = withMembers(images ? element : emptyState("This site has no training images.", "npm run data"), {
    get value() {
      return state.runs;
    },
    markSaved: (name: string) => follow({type: "save", name})
  });
  return desk;
}

/** Resolves to the request to train a *run* by *choice*, on a site with *images* training images. */
async function trainingOrder(
  choice: TrainingChoice,
  run: string,
  images: number,
  {
    dataset,
    readSplit,
    lacksClass,
    onProgress
  }: Pick<TrainingDeskOptions, "dataset" | "readSplit" | "lacksClass"> & {onProgress: (share: number) => void}
): Promise<TrainingRequest> {
  const {model, images: n, distortion, ...settings} = choice;
  const most = lacksClass(n) ? images : n;
  const [train, validation, test] = await Promise.all([
    readSplit("train", most, (read) => onProgress(read / most)),
    readSplit("validation"),
    readSplit("test")
  ]);
  if (!train) throw new Error("the training images have no labels");
  return {
    run,
    model,
    classes: dataset.classes,
    dataset: {name: dataset.name, title: dataset.title, sha256: dataset.provenance.sha256},
    train,
    validation,
    test,
    settings,
    augment: distortion === NONE ? undefined : distortion,
    limit: n < images ? n : undefined
  };
}
