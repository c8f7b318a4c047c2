import {isSameAlphabet} from "../../characters/alphabet.js";
import {DOCUMENTS_RUN, type DeskRun} from "../../stats/deskRuns.js";

/** As many are compared at first. */
const COMPARED = 3;

/**
 * Returns the names of the runs whose answers tell most beside those of the run *desk*: the most accurate one, the
 * documents' network, and the most accurate one of another architecture than the first; where one of these is missing,
 * the next most accurate. All have the classes of *desk*.
 */
export function tellingRuns(runs: readonly DeskRun[], desk: DeskRun | undefined): string[] {
  const others = runs.filter((run) => desk && run.name !== desk.name && isSameAlphabet(run.classes, desk.classes));
  const ranked = others.toSorted((a, b) => (b.accuracy ?? 0) - (a.accuracy ?? 0));
  const [best] = ranked;
  const documents = ranked.find(({name}) => name === DOCUMENTS_RUN);
  const other = ranked.find((run) => run !== documents && architectureOf(run) !== (best && architectureOf(best)));
  const telling = new Set([best, documents, other, ...ranked].flatMap((run) => run ?? []));
  return [...telling].slice(0, COMPARED).map(({name}) => name);
}

function architectureOf({kind, model}: DeskRun): string {
  return `${kind} ${model ?? ""}`;
}
