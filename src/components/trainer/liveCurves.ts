import {html} from "htl";
import type {TrainedRun} from "../charts/trainedRun.js";
import {curveChart, NARROW} from "../charts/curveChart.js";
import type {Metric} from "../charts/curveRows.js";
import {lineLegend} from "../charts/lineLegend.js";
import type {RunStyle} from "../charts/runColors.js";

/** The curves of a training that goes on. */
export interface LiveCurves extends HTMLElement {
  /** Draws them anew, over those of earlier runs. */
  show(runs: readonly TrainedRun[]): void;
}

const TITLES: Readonly<Record<"loss" | "accuracy", string>> = {
  loss: "Loss, epoch by epoch",
  accuracy: "Accuracy, epoch by epoch"
};

/** Returns charts of loss and accuracy that follow a training of *epochs* epochs. */
export function liveCurves({styleOf, epochs}: {styleOf: (run: string) => RunStyle; epochs: number}): LiveCurves {
  let runs: readonly TrainedRun[] = [];
  const charts = (Object.keys(TITLES) as (keyof typeof TITLES)[]).map((metric) =>
    liveChart(metric, () => runs, {styleOf, range: [1, Math.max(1, epochs)]})
  );
  const element = html`<div class="side-by-side">${charts.map(({card}) => card)}</div>`;
  return Object.assign(element, {
    show: (next: readonly TrainedRun[]) => {
      runs = next;
      for (const {draw} of charts) draw();
    }
  });
}

function liveChart(
  metric: Metric & keyof typeof TITLES,
  runs: () => readonly TrainedRun[],
  options: {styleOf: (run: string) => RunStyle; range: readonly [number, number]}
): {card: HTMLElement; draw: () => void} {
  const place = html`<div class="chart"></div>`;
  let width = 0;
  const draw = () => {
    const shown = runs().filter(({history}) => history.length);
    if (width && shown.length)
      place.replaceChildren(
        curveChart(shown, metric, {...options, width, smoothing: 0, isLog: false}),
        ...(width < NARROW
          ? [
              lineLegend(
                shown.map(({name}) => name),
                options.styleOf
              )
            ]
          : [])
      );
    else place.replaceChildren();
  };
  new ResizeObserver(() => {
    const next = Math.floor(place.clientWidth);
    if (!next || next === width) return;
    width = next;
    draw();
  }).observe(place);
  const card = html`<section class="card live-chart">
    <h3>${TITLES[metric]}</h3>
    ${place}
    <p class="caption">Thick: validation images; thin and dashed: training images. The dot is the best epoch.</p>
  </section>`;
  return {card, draw};
}
