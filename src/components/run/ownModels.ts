import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {DEFAULT_KIND, type ModelSource} from "../../run/modelFiles.js";
import {thresholdsOf} from "../../stats/answerState.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {SavedModel} from "../../readers/network/savedModel.js";
import {classesOf} from "../../run/runAbout.js";

/** The part of a run that the desk and the recognizer need; no two have the same name. */
interface OwnModel {
  readonly name: string;
  readonly about: {
    readonly title: string;
    readonly noDigitBelow?: number | undefined;
    readonly classes?: readonly string[] | undefined;
  };
  readonly unsureBelow: number;
  readonly saved: SavedModel;
}

/** Models that are on this page alone. */
export interface OwnModels {
  /** Returns what makes a run's reader; its addresses hold while the page is open. */
  readonly modelOf: (run: string) => ModelSource;
  /** Makes a network known that is to be tried and answers with *classes*, and returns the name that it got. */
  readonly add: (saved: SavedModel, classes?: Alphabet) => string;
  /** Makes *runs* known, and returns them as the desk lists them, the latest first. */
  readonly list: (runs: readonly OwnModel[]) => DeskRun[];
}

/** Returns models that were trained or opened on this page, as the recognizer loads them: by addresses. */
export function ownModels(): OwnModels {
  const known = new Map<string, ModelSource>();
  const addressOf = (part: BlobPart) => URL.createObjectURL(new Blob([part]));
  const keep = (name: string, {json, weights}: SavedModel, classes: Alphabet = DIGITS) =>
    known.set(name, {
      kind: DEFAULT_KIND,
      classes,
      files: {"model.json": addressOf(json), "weights.bin": addressOf(weights)}
    });
  return {
    add: (saved, classes) => {
      const name = `tried ${known.size}`;
      keep(name, saved, classes);
      return name;
    },
    modelOf: (run) => known.get(run)!,
    list: (runs) => {
      for (const {name, saved, about} of runs) {
        if (!known.has(name)) keep(name, saved, about.classes);
      }
      return runs
        .map(({name, about, unsureBelow}) => ({
          name,
          title: about.title,
          kind: DEFAULT_KIND,
          classes: classesOf(about),
          ...thresholdsOf({...about, unsureBelow})
        }))
        .reverse();
    }
  };
}
