import type {Column} from "./dataTable.js";
import {formatCount} from "./format.js";

/** Rows or images that were left out for one reason. */
interface Rejected {
  readonly reason: string;
  readonly n: number;
  readonly examples: readonly string[];
}

/** The columns of the table of what was left out. */
export const rejectedColumns: readonly Column<Rejected>[] = [
  {label: "Reason", value: ({reason}) => reason},
  {label: "Left out", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "For example", value: ({examples}) => examples[0]}
];
