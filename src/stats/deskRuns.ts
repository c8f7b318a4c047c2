import {isSameAlphabet, type Alphabet} from "../characters/alphabet.js";
import {DEFAULT_KIND, isKind, type KindName} from "../run/modelFiles.js";
import {thresholdsOf, type AnswerThresholds} from "./answerState.js";

/** A run that can answer, and the thresholds below which its answers are doubtful. */
export interface DeskRun extends AnswerThresholds {
  readonly name: string;
  readonly title: string;
  readonly kind: KindName;
  /** What it takes ink for: a label is the index of one of them. */
  readonly classes: Alphabet;
  /** Whether its own reader tells its characters from anything else. */
  readonly hasDetector?: boolean;
}

/** What of a run in `runs.json` the desk needs. */
interface ListedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly hasModel: boolean;
  readonly about: {
    readonly title: string;
    readonly kind?: string | undefined;
    readonly unsureBelow?: number | undefined;
    readonly noDigitBelow?: number | undefined;
  };
}

/** Returns the runs that can answer, in their order; those without a detector go by the threshold of the first of the same classes that has one. */
export function deskRuns(runs: readonly ListedRun[]): DeskRun[] {
  const lenders = runs.filter(({hasModel, about}) => hasModel && about.noDigitBelow !== undefined);
  const lentTo = (classes: Alphabet) =>
    lenders.find((lender) => isSameAlphabet(lender.classes, classes))?.about.noDigitBelow;
  return runs
    .filter(({hasModel}) => hasModel)
    .map(({name, classes, about}) => ({
      name,
      title: about.title,
      kind: kindOf(about.kind),
      classes,
      ...thresholdsOf({...about, noDigitBelow: about.noDigitBelow ?? lentTo(classes)}),
      hasDetector: about.noDigitBelow !== undefined
    }));
}

/** Returns a kind by its name; the default where nothing is said. A site lists no run of a kind that it doesn't know. */
function kindOf(name: string | undefined): KindName {
  return name !== undefined && isKind(name) ? name : DEFAULT_KIND;
}
