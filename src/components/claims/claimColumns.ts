import type {CheckedClaim} from "../../../loaders/runs/claims/claims.js";
import type {Figure} from "../../../loaders/runs/claims/finding.js";
import {wilsonInterval} from "../../stats/interval.js";
import {unbroken} from "../page/format.js";
import type {CellValue, Column} from "../tables/tableRows.js";
import {basisOf, valueOf, VERDICTS} from "./claimWords.js";

/** Returns a number of a claim's first figure, for the download. */
const ofShare =
  (read: (figure: Extract<Figure, {kind: "share"}>) => number) =>
  ({figures: [first]}: CheckedClaim): CellValue =>
    first?.kind === "share" ? read(first) : undefined;

/** The columns of a table of claims. */
export const claimColumns: readonly Column<CheckedClaim>[] = [
  {label: "Claim", value: ({says}) => says, show: ({says}) => unbroken(says)},
  {label: "Verdict", value: ({verdict}) => VERDICTS[verdict].word},
  {
    label: "Measured",
    value: ({figures: [first]}) => (first ? `${valueOf(first)} ${first.label}` : undefined),
    show: ({figures: [first]}) => unbroken(`${valueOf(first!)} ${first!.label}`),
    download: [
      {label: "Measured", value: ({figures: [first]}) => (first ? `${valueOf(first)} ${first.label}` : undefined)},
      {label: "n", value: ofShare(({n}) => n)},
      {label: "95 % interval, from", value: ofShare(({correct, n}) => wilsonInterval(correct, n)[0])},
      {label: "95 % interval, to", value: ofShare(({correct, n}) => wilsonInterval(correct, n)[1])},
      {label: "Run", value: ({figures: [first]}) => first?.run}
    ]
  },
  {
    label: "On",
    value: ({figures: [first]}) => (first && basisOf(first)) || undefined,
    show: ({figures: [first]}) => unbroken(basisOf(first!)),
    download: []
  },
  {
    label: "Documents",
    value: ({quotes}) => [...new Set(quotes.map((quote) => quote.from))].join(", "),
    download: [
      {label: "Quotes", value: ({quotes}) => quotes.map((quote) => `${quote.from}: “${quote.text}”`).join("; ")},
      {label: "Because", value: ({because}) => because},
      {label: "How", value: ({how}) => how},
      {label: "Commands", value: ({commands}) => commands.join("; ")}
    ]
  }
];
