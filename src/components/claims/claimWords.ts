import type {CheckedClaim} from "../../../loaders/runs/claims/claims.js";
import type {Figure} from "../../../loaders/runs/claims/finding.js";
import type {ClaimVerdict} from "../../run/claims.js";
import {wilsonInterval} from "../../stats/interval.js";
import {counted, formatBytes, formatCount, formatInterval, formatPercent} from "../page/format.js";

/** The verdicts, each with a mark that tells them apart without color. */
export const VERDICTS: Readonly<Record<ClaimVerdict, {readonly mark: string; readonly word: string}>> = {
  reproduced: {mark: "✓", word: "Reproduced"},
  "not reproduced": {mark: "✗", word: "Not reproduced"},
  "not defined": {mark: "?", word: "Not defined"},
  "not measured": {mark: "–", word: "Not measured here"}
};

/** Returns how many of the *claims* hold, do not, and can't be checked, as a sentence. */
export function claimsFinding(claims: readonly Pick<CheckedClaim, "verdict">[]): string {
  const count = (verdict: ClaimVerdict) => claims.filter((claim) => claim.verdict === verdict).length;
  const [holds, fails] = [count("reproduced"), count("not reproduced")];
  const missing = count("not measured");
  const rest = missing ? ` ${formatCount(missing)} ${missing === 1 ? "was" : "were"} not measured here.` : "";
  return (
    `Of ${counted(claims.length, "claim")}, ${formatCount(holds)} ${holds === 1 ? "holds" : "hold"}, ` +
    `${formatCount(fails)} ${fails === 1 ? "does" : "do"} not, ${formatCount(count("not defined"))} can’t be checked.${rest}`
  );
}

/** Returns what a figure amounts to: "97.45 %", "118,282", "28.2 MB", "0.081 ms". */
export function valueOf(figure: Figure): string {
  switch (figure.kind) {
    case "share":
    case "tally":
      return formatPercent(figure.correct / figure.n, figure.n);
    case "error":
      return formatPercent(figure.value, figure.n);
    case "count":
      return formatCount(figure.value);
    case "bytes":
      return formatBytes(figure.value);
    case "milliseconds":
      return `${figure.value.toPrecision(2)} ms`;
    case "text":
      return figure.value;
  }
}

/** Returns on how many a figure was measured, and its 95 % interval; "" where that has no meaning. */
export function basisOf(figure: Figure): string {
  switch (figure.kind) {
    case "share": {
      const {n, correct} = figure;
      return `${formatCount(correct)} of ${formatCount(n)}; 95 % interval ${formatInterval(wilsonInterval(correct, n), n)}`;
    }
    case "tally":
      return `${formatCount(figure.correct)} of ${formatCount(figure.n)}`;
    case "error":
      return `${formatCount(figure.n)} answers`;
    case "milliseconds":
      return `mean of ${formatCount(figure.n)}`;
    default:
      return "";
  }
}
