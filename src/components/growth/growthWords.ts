import {greatest} from "d3-array";
import {format} from "d3-format";
import type {GrowthCurve, GrowthPoint} from "../../stats/growth/growth.js";
import type {PowerLaw} from "../../stats/growth/powerLaw.js";
import {formatCount} from "../page/format.js";
import type {GrowthRelation} from "./growthCharts.js";

/** A curve with a law. */
type Fitted = GrowthCurve & {readonly law: PowerLaw};

/** Curves up to as many are each named in a title; of more only the steepest. */
const NAMED = 2;

const figures = format(".2r");

/** Returns how the *curves* of a relation grow, as a title: "Epoch time × 9.8 for ten times the images (exponent 0.99 ± 0.01)". */
export function growthFinding(
  {grows, by}: Pick<GrowthRelation, "grows" | "by">,
  curves: readonly GrowthCurve[]
): string {
  const fitted = curves.filter((curve): curve is Fitted => curve.law !== undefined);
  const steepest = greatest(fitted, ({law}) => law.exponent);
  const ten = `for ten times the ${by}`;
  if (!steepest) return `${grows} by ${by}`;
  if (fitted.length === 1) return `${grows} ${times(steepest.law)} ${ten} (${exponent(steepest.law)})`;
  if (fitted.length > NAMED)
    return `${grows} at most ${times(steepest.law)} ${ten}: ${steepest.what}, ${exponent(steepest.law)}`;
  return `${grows} ${ten}: ${fitted.map((curve) => `${nameOf(curve)} ${times(curve.law)} (${exponent(curve.law)})`).join(", ")}`;
}

/** Returns what a curve is called beside others: "ann", "/data". */
export function nameOf({what}: Pick<GrowthPoint, "what">): string {
  return what.replace(/^epoch of the /, "");
}

/** Returns from which size on the laws of *curves* are fitted, and what could not be measured, as sentences. */
export function growthNotes(
  {by}: Pick<GrowthRelation, "by">,
  curves: readonly GrowthCurve[],
  missed: readonly GrowthPoint[]
): string {
  const starts = curves.flatMap(({points, from, law}) => (law && points[0]!.n < from ? [from] : []));
  const line = starts.length
    ? `The line is a power law fitted to sizes that cost at least twice the smallest one, from ${formatCount(Math.min(...starts))} ${by} on.`
    : "The line is a power law fitted to all sizes.";
  const gone = missed.map(({n, what, note}) => `Not measured: ${what}, ${formatCount(n)} ${by}: ${note}.`);
  return [line, ...gone].join(" ");
}

/** Returns by what a quantity is multiplied at ten times the size: "× 9.8". */
function times({exponent}: PowerLaw): string {
  return `× ${figures(10 ** exponent)}`;
}

/** Returns an exponent with its standard error, where that is known. */
function exponent(law: PowerLaw): string {
  const error = Number.isNaN(law.standardError) ? "" : ` ± ${law.standardError.toFixed(2)}`;
  return `exponent ${law.exponent.toFixed(2)}${error}`;
}
