import {isAblation} from "../../run/ablationRun.js";
import {dataTable, type DataTable} from "../tables/dataTable.js";
import {ablationWords} from "./ablation.js";
import {BEST_FIRST, runColumns} from "./runColumns.js";
import {defaultRuns} from "./tellingRuns.js";

type Run = Parameters<typeof defaultRuns>[0][number] &
  Parameters<typeof runColumns>[0][number] &
  Parameters<typeof ablationWords>[0][number];

/**
 * Returns an input whose value is the runs that are chosen in a table of *runs*, the best first, at first those that tell
 * most; ablations are folded away behind one button. The address keeps the choice.
 */
export function runsTable<Listed extends Run>(runs: readonly Listed[]): DataTable<Listed> {
  return dataTable(runs, runColumns(runs), {
    name: "runs",
    caption:
      "Choose runs to compare their curves; a name opens the run’s page. Accuracy is measured on each run’s own test images.",
    choice: {nameOf: ({name}) => name, chosen: defaultRuns(runs)},
    order: BEST_FIRST,
    fold: {isFolded: ({name}) => isAblation(name), label: ablationWords(runs)}
  });
}
