import {create} from "d3-selection";
import type {CurveChart} from "./curveChart.js";

/** A vertical line across a chart at an epoch. */
export interface Crosshair {
  move(epoch: number): void;
}

/**
 * Adds a crosshair to *chart*. Calls *onPick* with the epoch under the pointer, from 1, and *onSelect* with the first
 * and last epoch when a mouse or pen is dragged across. Touch scrolls the page.
 */
export function crosshair(
  chart: CurveChart,
  {onPick, onSelect}: {onPick: (epoch: number) => void; onSelect: (range: readonly [number, number]) => void}
): Crosshair {
  const {svg, toX, toEpoch, top, bottom, domain} = chart.axes;
  const [first, last] = domain;
  const band = create("svg:rect")
    .attr("class", "selection")
    .attr("y", top)
    .attr("height", bottom - top)
    .attr("fill", "var(--ink)")
    .attr("fill-opacity", 0.12)
    .attr("pointer-events", "none");
  const line = create("svg:line")
    .attr("class", "crosshair")
    .attr("y1", top)
    .attr("y2", bottom)
    .attr("stroke", "var(--ink)")
    .attr("stroke-dasharray", "2 2")
    .attr("pointer-events", "none");
  svg.append(band.node()!, line.node()!);
  let start: number | undefined;

  const epochAt = ({clientX}: MouseEvent) => {
    const {left, width} = svg.getBoundingClientRect();
    const epoch = Math.round(toEpoch(((clientX - left) * chart.axes.width) / width));
    return Math.min(last, Math.max(first, epoch));
  };
  const mark = (end = start) => {
    const [a, b] = [toX(Math.min(start ?? 0, end ?? 0)), toX(Math.max(start ?? 0, end ?? 0))];
    band.attr("x", a).attr("width", start === undefined ? 0 : b - a);
  };

  svg.addEventListener("pointermove", (event) => {
    const epoch = epochAt(event);
    onPick(epoch);
    if (start !== undefined) mark(epoch);
  });
  svg.addEventListener("pointerdown", (event) => {
    if (event.button !== 0 || event.pointerType === "touch") return;
    start = epochAt(event);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault(); // prevents text selection
  });
  svg.addEventListener("pointerup", (event) => {
    const range = [start ?? NaN, epochAt(event)] as const;
    start = undefined;
    mark();
    if (Math.abs(range[0] - range[1]) >= 1) onSelect(range);
  });
  svg.addEventListener("pointercancel", () => {
    start = undefined;
    mark();
  });
  mark();
  return {
    move: (epoch) => {
      line.attr("x1", toX(epoch)).attr("x2", toX(epoch));
      line.attr("visibility", first <= epoch && epoch <= last ? null : "hidden");
    }
  };
}
