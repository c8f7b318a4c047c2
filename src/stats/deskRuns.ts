import {isSameAlphabet, type Alphabet} from "../characters/alphabet.js";
import {DEFAULT_KIND, isKind, type KindName} from "../run/modelFiles.js";
import {thresholdsOf, type AnswerThresholds} from "./answerState.js";

/** A run that can answer, and the thresholds below which its answers are doubtful. */
export interface DeskRun extends AnswerThresholds {
  readonly name: string;
  readonly title: string;
  readonly kind: KindName;
  /** The run's classes; a label is an index into them. */
  readonly classes: Alphabet;
  /** Whether the run has its own detector, which tells its characters from anything else. */
  readonly hasDetector?: boolean;
  /** The architecture, as "cnn". */
  readonly model?: string;
  /** On its test split, in [0, 1]. */
  readonly accuracy?: number;
  /** What is loaded for it, where its kind is heavy (`isHeavy`). */
  readonly bytes?: number;
}

/** The run of the network that the documents describe. */
export const DOCUMENTS_RUN = "ann-documents";

/** The parts of a run in `runs.json` that the desk needs. */
interface ListedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly hasModel: boolean;
  readonly evaluation?: {readonly accuracy: number} | null;
  readonly about: {
    readonly title: string;
    readonly model?: string | undefined;
    readonly kind?: string | undefined;
    readonly unsureBelow?: number | undefined;
    readonly noDigitBelow?: number | undefined;
  };
}

/**
 * Returns the runs with a model, in order. A run without a detector borrows the threshold of the first run with the
 * same classes that has one.
 */
export function deskRuns(runs: readonly ListedRun[]): DeskRun[] {
  const lenders = runs.filter(({hasModel, about}) => hasModel && about.noDigitBelow !== undefined);
  const lentTo = (classes: Alphabet) =>
    lenders.find((lender) => isSameAlphabet(lender.classes, classes))?.about.noDigitBelow;
  return runs
    .filter(({hasModel}) => hasModel)
    .map(({name, classes, about, evaluation}) => ({
      name,
      title: about.title,
      kind: kindOf(about.kind),
      classes,
      ...thresholdsOf({...about, noDigitBelow: about.noDigitBelow ?? lentTo(classes)}),
      hasDetector: about.noDigitBelow !== undefined,
      ...(about.model === undefined ? {} : {model: about.model}),
      ...(evaluation ? {accuracy: evaluation.accuracy} : {})
    }));
}

/** Resolves the name of a kind; the default kind if there is none. A site lists no runs of unknown kinds. */
function kindOf(name: string | undefined): KindName {
  return name !== undefined && isKind(name) ? name : DEFAULT_KIND;
}
