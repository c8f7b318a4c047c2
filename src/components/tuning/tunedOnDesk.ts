import {KIND_FILES, type ModelSource} from "../../run/modelFiles.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {asDeskRun, type TunedRun} from "./tunedRun.js";

/** The runs of a desk, with the one that was tuned on the visitor's drawings, if any, before all others. */
export interface TunedOnDesk {
  /** The network that was kept, if the site still has the run that it was before. */
  readonly kept: TunedRun | undefined;
  /** Always the same array: `add` and `remove` change it. */
  readonly runs: readonly DeskRun[];
  /** Returns what makes a run's reader. */
  readonly modelOf: (run: string) => ModelSource;
  /** Puts a tuned network in the place of any other; returns its name. */
  add(tuned: TunedRun): string;
  /** Takes the tuned network away; returns the name of the run that it was before. */
  remove(tuned: TunedRun): string;
}

/** Returns the *site*'s runs with the *kept* tuned network. *modelOf* returns what makes the reader of a run of the site. */
export function tunedOnDesk(
  site: readonly DeskRun[],
  modelOf: (run: string) => ModelSource,
  kept?: TunedRun
): TunedOnDesk {
  const runs = [...site];
  const sources = new Map<string, ModelSource>();
  const list = (...tuned: DeskRun[]) => void runs.splice(0, runs.length, ...tuned, ...site);
  const usable = site.some(({name}) => name === kept?.base) ? kept : undefined;
  const desk: TunedOnDesk = {
    runs,
    kept: usable,
    modelOf: (run) => sources.get(run) ?? modelOf(run),
    add(tuned) {
      const {name, saved, classes} = tuned;
      const [json, weights] = [saved.json, saved.weights].map((part) => URL.createObjectURL(new Blob([part])));
      const [jsonFile, weightsFile] = KIND_FILES.network;
      sources.set(name, {kind: "network", classes, files: {[jsonFile]: json!, [weightsFile]: weights!}});
      list(asDeskRun(tuned));
      return name;
    },
    remove({base}) {
      list();
      return base;
    }
  };
  if (usable) desk.add(usable);
  return desk;
}
