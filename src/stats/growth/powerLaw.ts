import {mean, sum} from "d3-array";

/** A place where a relation was measured; both above 0. */
export interface Measurement {
  readonly x: number;
  readonly y: number;
}

/** The law y = factor · x^exponent. */
export interface PowerLaw {
  readonly exponent: number;
  /** The standard error of the exponent; NaN for two points, which any law fits. */
  readonly standardError: number;
  readonly factor: number;
}

/**
 * Returns the power law through *points* by least squares of log y on log x; undefined without two different x. The standard
 * error is that of a regression line's slope: Draper and Smith, Applied Regression Analysis, 1998, section 1.4.
 */
export function fitPowerLaw(points: readonly Measurement[]): PowerLaw | undefined {
  const [xs, ys] = [points.map(({x}) => Math.log(x)), points.map(({y}) => Math.log(y))];
  if (new Set(xs).size < 2) return undefined;
  const [x0, y0] = [mean(xs)!, mean(ys)!];
  const spread = sum(xs, (x) => (x - x0) ** 2);
  const exponent = sum(xs, (x, i) => (x - x0) * (ys[i]! - y0)) / spread;
  const residuals = sum(xs, (x, i) => (ys[i]! - y0 - exponent * (x - x0)) ** 2);
  const standardError = points.length > 2 ? Math.sqrt(residuals / (points.length - 2) / spread) : NaN;
  return {exponent, standardError, factor: Math.exp(y0 - exponent * x0)};
}
