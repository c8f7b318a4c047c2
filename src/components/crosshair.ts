import {create} from "d3-selection";
import type {CurveChart} from "./curveChart.js";

/** A line across a chart that stands at an epoch. */
export interface Crosshair {
  move(epoch: number): void;
}

/** Lays a line across *chart*, and tells *onPick* of the whole epoch, from 1, that the pointer is at. */
export function crosshair(chart: CurveChart, onPick: (epoch: number) => void): Crosshair {
  const {svg, toX, toEpoch, top, bottom} = chart.axes;
  const line = create("svg:line")
    .attr("class", "crosshair")
    .attr("y1", top)
    .attr("y2", bottom)
    .attr("stroke", "var(--ink)")
    .attr("stroke-dasharray", "2 2")
    .attr("pointer-events", "none");
  svg.append(line.node()!);
  svg.addEventListener("pointermove", (event) => {
    const {left, width} = svg.getBoundingClientRect();
    const epoch = Math.round(toEpoch(((event.clientX - left) * chart.axes.width) / width));
    if (Number.isFinite(epoch)) onPick(epoch);
  });
  return {
    move: (epoch) => void line.attr("x1", toX(epoch)).attr("x2", toX(epoch))
  };
}
