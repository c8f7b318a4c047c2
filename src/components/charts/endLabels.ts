import * as Plot from "@observablehq/plot";
import {spreadLabels} from "./spreadLabels.js";

/** The minimum distance between the centers of two labels, in CSS pixels: the line height of a chart's text. */
const LINE = 14;

/**
 * Returns an Observable Plot mark that labels the ends of lines: *ends* has one row per line, with position channels
 * *x* and *y* and label *text*. Moves overlapping labels apart vertically.
 */
export function endLabels<Row>(
  ends: readonly Row[],
  {dx = 8, ...options}: {x: string; y: string; text: string; fill?: string | ((row: Row) => string); dx?: number}
): Plot.Markish {
  const spread: Plot.InitializerFunction = (data, facets, channels, scales, dimensions) => {
    const {marginTop, marginBottom, height} = dimensions;
    const scale = scales.y as unknown as (value: number) => number;
    const places = Array.from((channels.y as {value: number[]}).value, (value) => scale(value));
    return {data, facets, channels: {y: {value: spreadLabels(places, LINE, [marginTop, height - marginBottom])}}};
  };
  return Plot.text(ends as Row[], Plot.initializer({...options, dx, textAnchor: "start"}, spread));
}
