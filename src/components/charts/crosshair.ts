import {create} from "d3-selection";
import type {CurveChart} from "./curveChart.js";

/** A vertical line across a chart at an epoch, with a dot on each curve. */
export interface Crosshair {
  move(epoch: number): void;
}

export interface CrosshairEvents {
  /** Called with the epoch under the pointer, from 1. */
  readonly onPick: (epoch: number) => void;
  /** Called with the first and last epoch when a mouse or pen is dragged across. */
  readonly onSelect: (range: readonly [number, number]) => void;
  /** Called when a mouse or pen has left the chart. */
  readonly onLeave: () => void;
}

/** Adds a crosshair to *chart*. A finger that moves sideways moves it; up or down, it scrolls the page. */
export function crosshair(chart: CurveChart, {onPick, onSelect, onLeave}: CrosshairEvents): Crosshair {
  const {svg, toEpoch, domain} = chart.axes;
  const [first, last] = domain;
  const {mark, move} = crosshairMarks(chart);
  let start: number | undefined;

  const epochAt = ({clientX}: MouseEvent) => {
    const {left, width} = svg.getBoundingClientRect();
    const epoch = Math.round(toEpoch(((clientX - left) * chart.axes.width) / width));
    return Math.min(last, Math.max(first, epoch));
  };

  svg.addEventListener("pointermove", (event) => {
    const epoch = epochAt(event);
    onPick(epoch);
    if (start !== undefined) mark([start, epoch]);
  });
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch") return onPick(epochAt(event));
    if (event.button !== 0) return;
    start = epochAt(event);
    svg.setPointerCapture(event.pointerId);
    event.preventDefault(); // prevents text selection
  });
  svg.addEventListener("pointerup", (event) => {
    const range = [start ?? NaN, epochAt(event)] as const;
    start = undefined;
    mark(undefined);
    if (Math.abs(range[0] - range[1]) >= 1) onSelect(range);
  });
  svg.addEventListener("pointercancel", () => {
    start = undefined;
    mark(undefined);
  });
  svg.addEventListener("pointerleave", ({pointerType}) => {
    if (pointerType !== "touch") onLeave();
  });
  mark(undefined);
  return {move};
}

/** Adds the shapes of a crosshair to *chart*: a band for what is dragged across, the line, and its dots. */
function crosshairMarks(chart: CurveChart): {
  mark: (range: readonly [number, number] | undefined) => void;
  move: (epoch: number) => void;
} {
  const {svg, toX, top, bottom, domain, pointsAt} = chart.axes;
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
  const dots = create("svg:g").attr("class", "crosshair-dots").attr("pointer-events", "none");
  svg.append(band.node()!, line.node()!, dots.node()!);
  return {
    mark: (range) => {
      const [a, b] = range ? [toX(Math.min(...range)), toX(Math.max(...range))] : [0, 0];
      band.attr("x", a).attr("width", b - a);
    },
    move: (epoch) => {
      const isShown = domain[0] <= epoch && epoch <= domain[1];
      line.attr("x1", toX(epoch)).attr("x2", toX(epoch));
      line.attr("visibility", isShown ? null : "hidden");
      dots
        .selectAll("circle")
        .data(isShown ? pointsAt(epoch) : [])
        .join("circle")
        .attr("cx", toX(epoch))
        .attr("cy", ({y}) => y)
        .attr("r", 4)
        .attr("fill", ({color}) => color)
        .attr("stroke", "var(--sheet)");
    }
  };
}
