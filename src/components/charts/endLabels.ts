import * as Plot from "@observablehq/plot";
import {spreadLabels} from "./spreadLabels.js";

/** From one label's middle to the next one's, in CSS pixels: the height of a line of a chart's text. */
const LINE = 14;

/**
 * Returns a mark of Observable Plot with a name at the end of each line: *ends* has a row a line, placed by *x* and *y*, named
 * by *text*. Names that would lie on each other are moved apart, up or down.
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
