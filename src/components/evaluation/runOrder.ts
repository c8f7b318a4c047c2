import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";

/** What is known of a run that answered test images. */
export interface TestedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly evaluation: {readonly n: number; readonly accuracy: number};
  /** `sha256` of what it was evaluated on tells sets of images apart. */
  readonly about: {readonly evaluated?: {readonly [key: string]: unknown} | undefined};
}

/**
 * Returns the runs by their accuracy, the best first. *runs* come with those first of whose images the site has most: where
 * runs tell different classes apart, those of the site's own classes stay first.
 */
export function bestFirst<Run extends TestedRun>(runs: readonly Run[]): Run[] {
  const home = runs[0]?.classes ?? [];
  const isHome = ({classes}: Run) => Number(isSameAlphabet(classes, home));
  return [...runs].sort((a, b) => isHome(b) - isHome(a) || b.evaluation.accuracy - a.evaluation.accuracy);
}

/** The runs that one run can be compared with. */
export interface Rivals<Run> {
  /** Those that answered the same images, as far as is known. */
  readonly same: readonly Run[];
  /** Those that tell the same classes apart on other images. */
  readonly others: readonly Run[];
}

/** Returns the runs of the same classes as *run*, in their order. */
export function rivalsOf<Run extends TestedRun>(runs: readonly Run[], run: Run): Rivals<Run> {
  const rivals = runs.filter(({name, classes}) => name !== run.name && isSameAlphabet(classes, run.classes));
  const isSame = (rival: Run) => {
    const [a, b] = [rival, run].map(({about}) => about.evaluated?.["sha256"]);
    return rival.evaluation.n === run.evaluation.n && (a === undefined || b === undefined || a === b);
  };
  return {same: rivals.filter(isSame), others: rivals.filter((rival) => !isSame(rival))};
}
