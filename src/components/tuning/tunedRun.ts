import type {Alphabet} from "../../characters/alphabet.js";
import type {SavedModel} from "../../readers/network/savedModel.js";
import {DEFAULT_KIND} from "../../run/modelFiles.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {MistakeChange} from "../../stats/mistakes.js";

/** A network that was tuned on the visitor's drawings, as this browser keeps it. */
export interface TunedRun {
  /** Unlike that of any run of the site, and of any that was tuned on this page before. */
  readonly name: string;
  /** The run that it was before. */
  readonly base: string;
  readonly title: string;
  readonly classes: Alphabet;
  readonly saved: SavedModel;
  readonly unsureBelow: number;
  readonly noDigitBelow: number;
  readonly hasDetector: boolean;
  /** The number of drawings that it was tuned on. */
  readonly drawings: number;
  readonly mine: MistakeChange;
  readonly test: MistakeChange | null;
}

/** Returns a tuned network as the desk lists it: as sure as the run that it was. */
export function asDeskRun({name, title, classes, unsureBelow, noDigitBelow, hasDetector}: TunedRun): DeskRun {
  return {name, title, kind: DEFAULT_KIND, classes, unsureBelow, noDigitBelow, hasDetector};
}

/** Returns the tuned *base*, the *nth* on this page. */
export function tunedRun(
  base: DeskRun,
  {
    saved,
    mine,
    test
  }: {readonly saved: SavedModel; readonly mine: MistakeChange; readonly test?: MistakeChange | undefined},
  {drawings, nth}: {readonly drawings: number; readonly nth: number}
): TunedRun {
  const {classes, unsureBelow, noDigitBelow, hasDetector = false} = base;
  return {
    name: `${base.name}-tuned${nth > 1 ? `-${nth}` : ""}`,
    base: base.name,
    title: `${base.name}, tuned on your ${drawings === 1 ? "drawing" : `${drawings} drawings`}`,
    classes,
    saved,
    unsureBelow,
    noDigitBelow,
    hasDetector,
    drawings,
    mine,
    test: test ?? null
  };
}

/** Returns the number in the name of a tuned network, to count on from. */
export function numberOf({name}: Pick<TunedRun, "name">): number {
  return Number(/-tuned-(\d+)$/.exec(name)?.[1] ?? 1);
}
