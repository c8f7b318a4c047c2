import {NO_DIGIT} from "../answer/desk.js";
import {tableCsv, type Column} from "../tables/tableRows.js";
import {countedIn, isRight} from "./duelScores.js";
import type {Tally} from "./duelTally.js";

/**
 * Returns the drawings that count as CSV: a line for each answer. *titles* are those of the systems by their names. Right
 * is empty where a system can't say itself that a drawing is no character.
 */
export function tallyCsv(drawings: Tally, titles: ReadonlyMap<string, string>): string {
  const rows = countedIn(drawings).flatMap(({truth, answers}, i) => answers.map((answer) => ({...answer, truth, i})));
  const columns: Column<(typeof rows)[number]>[] = [
    {label: "Drawing", value: ({i}) => i + 1},
    {label: "Correct", value: ({truth}) => (truth === NO_DIGIT ? "none" : truth)},
    {label: "Run", value: ({run}) => run},
    {label: "System", value: ({run}) => titles.get(run)},
    {label: "Reads", value: ({text}) => text},
    {label: "Refused", value: ({isRefused}) => Number(isRefused)},
    {label: "Own detector", value: ({hasDetector}) => Number(hasDetector)},
    {label: "Right", value: (row) => asNumber(isRight(row, row.truth))},
    {label: "Milliseconds", value: ({milliseconds}) => (milliseconds === null ? undefined : rounded(milliseconds))}
  ];
  return tableCsv(rows, columns);
}

function asNumber(value: boolean | undefined): number | undefined {
  return value === undefined ? undefined : Number(value);
}

/** Returns a time to a hundredth of a millisecond: browsers tell no more, and add noise of their arithmetic. */
function rounded(milliseconds: number): number {
  return Number(milliseconds.toFixed(2));
}
