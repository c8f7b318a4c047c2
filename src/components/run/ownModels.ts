import {thresholdsOf} from "../../stats/answerState.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import {classesOf} from "../../run/runAbout.js";
import type {SavedModel} from "./ownRun.js";

/** The part of a run that the desk and the recognizer need; no two have the same name. */
interface OwnModel {
  readonly name: string;
  readonly about: {readonly title: string; readonly classes?: readonly string[]; readonly noDigitBelow?: number};
  readonly unsureBelow: number;
  readonly saved: SavedModel;
}

/** Models that are on this page alone. */
export interface OwnModels {
  /** Returns the addresses of a run's two files, which hold while the page is open. */
  readonly filesOf: (run: string) => {json: string; weights: string};
  /** Makes a model known that is to be tried, and returns the name that it got. */
  readonly add: (saved: SavedModel) => string;
  /** Makes *runs* known, and returns them as the desk lists them, the latest first. */
  readonly list: (runs: readonly OwnModel[]) => DeskRun[];
}

/** Returns models that were trained or opened on this page, as the recognizer loads them: by addresses. */
export function ownModels(): OwnModels {
  const known = new Map<string, {json: string; weights: string}>();
  const addressOf = (part: BlobPart) => URL.createObjectURL(new Blob([part]));
  const keep = (name: string, {json, weights}: SavedModel) =>
    known.set(name, {json: addressOf(json), weights: addressOf(weights)});
  return {
    add: (saved) => {
      const name = `tried ${known.size}`;
      keep(name, saved);
      return name;
    },
    filesOf: (run) => known.get(run)!,
    list: (runs) => {
      for (const {name, saved} of runs) {
        if (!known.has(name)) keep(name, saved);
      }
      return runs
        .map(({name, about, unsureBelow}) => ({
          name,
          title: about.title,
          classes: classesOf(about),
          ...thresholdsOf({...about, unsureBelow})
        }))
        .reverse();
    }
  };
}
