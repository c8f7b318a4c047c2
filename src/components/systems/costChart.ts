import * as Plot from "@observablehq/plot";
import {html} from "htl";
import type {SystemRow, Systems} from "../../../loaders/runs/systems.js";
import {FAMILIES, type Family, type PublishedError} from "../../run/systems.js";
import {DOCUMENTS_RUN} from "../../stats/deskRuns.js";
import {paretoFront} from "../../stats/ladder.js";
import {asImage} from "../charts/asImage.js";
import {chartCard} from "../charts/chartCard.js";
import {endLabels} from "../charts/endLabels.js";
import {boundToAddress} from "../inputs/address.js";
import {formatBytes, formatCount, formatPercent, formatSeconds} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";
import {errorOf} from "./systemsFinding.js";

/** What a system costs, by name: how it is read off a row, labeled and written. */
const COSTS = {
  parameters: {label: "Parameters", of: (d: SystemRow) => d.parameters, format: formatCount},
  bytes: {label: "Size", of: (d: SystemRow) => d.bytes, format: formatBytes},
  training: {label: "Training time", of: (d: SystemRow) => d.seconds, format: formatSeconds},
  image: {
    label: "Time an image",
    of: (d: SystemRow) => d.milliseconds,
    format: (ms: number) => `${ms.toPrecision(2)} ms`
  }
} as const;
type Cost = keyof typeof COSTS;

/** A point of the chart: a system, or a published figure beside the system that comes closest. */
interface Point {
  readonly name: string;
  readonly family: Family;
  readonly cost: number;
  readonly error: number;
  readonly published?: PublishedError;
  readonly isNamed: boolean;
}

const HEIGHT = 440;

/** Returns a card with the error of each system against what it costs, and the systems that no other one beats in both. */
export function costCard(systems: Systems): HTMLElement {
  const choice = boundToAddress(
    html<"select">`<select aria-label="Cost">
      ${Object.entries(COSTS).map(([name, {label}]) => html`<option value=${name}>${label}</option>`)}
    </select>`,
    "cost"
  );
  const costOf = () => choice.value as Cost;
  const place = html`<div></div>`;
  const card = chartCard({
    name: "error-and-cost",
    title: costFinding(systems, costOf()),
    caption: `Mistakes of ${formatCount(systems.n)} test images against what a system costs, both logarithmic. The line joins the systems that no other one beats in both. Hollow: published figures, not ours, of systems trained on 60,000 images instead of ${trainedOn(systems)}, placed at the cost of our closest system.`,
    height: HEIGHT,
    inputs: html`<div class="inputs"><label class="field">Cost ${choice}</label></div>`,
    chart: (width) => {
      const draw = () => {
        card.retitle(costFinding(systems, costOf()));
        place.replaceChildren(costChart(systems, costOf(), {width}));
      };
      choice.oninput = draw;
      draw();
      return place;
    },
    rows: pointsOf(systems, "parameters"),
    columns: pointColumns(systems)
  });
  return card;
}

/** Returns which systems no other one beats, as a title. */
export function costFinding(systems: Systems, cost: Cost): string {
  const front = frontOf(systems, cost);
  const what = COSTS[cost].label.toLowerCase();
  if (front.length < 2) return `Error against ${what}`;
  return `${front.length} of ${systems.systems.length} systems are beaten by none in both error and ${what}`;
}

function frontOf({systems, n}: Systems, cost: Cost): SystemRow[] {
  return paretoFront(systems, {cost: COSTS[cost].of, error: (row) => errorOf(row, n)});
}

function trainedOn({systems}: Systems): string {
  const [most = 0] = systems.map(({trained}) => trained ?? 0).sort((a, b) => a - b);
  return formatCount(most);
}

function pointsOf(systems: Systems, cost: Cost): Point[] {
  const front = new Set(frontOf(systems, cost));
  const known = systems.systems.filter((row) => (COSTS[cost].of(row) ?? 0) > 0);
  const own = known.map((row) => ({
    name: row.title,
    family: row.family,
    cost: COSTS[cost].of(row)!,
    error: errorOf(row, systems.n),
    isNamed: front.has(row) || row.run === DOCUMENTS_RUN
  }));
  const published = systems.published.flatMap((figure) => {
    const row = known.find(({model}) => model === figure.system);
    if (!row) return [];
    const {what: name, error} = figure;
    return [{name, family: row.family, cost: COSTS[cost].of(row)!, error, published: figure, isNamed: false}];
  });
  return [...own, ...published];
}

function pointColumns({n}: Systems): readonly Column<Point>[] {
  return [
    {label: "System", value: ({name}) => name},
    {label: "Family", value: ({family}) => family},
    {label: "Error", value: ({error}) => error, show: ({error}) => formatPercent(error, n)},
    {
      label: "Parameters",
      value: ({cost, published}) => (published ? undefined : cost), // theirs are unknown
      show: ({cost}) => formatCount(cost)
    },
    {
      label: "Source",
      value: ({published}) => (published ? `${published.source.text}, trained on 60,000 images` : "measured here")
    }
  ];
}

function costChart(systems: Systems, cost: Cost, {width}: {width: number}): Element {
  const points = pointsOf(systems, cost);
  const {label, format} = COSTS[cost];
  const front = frontOf(systems, cost).flatMap((row) => points.find(({name}) => name === row.title) ?? []);
  const titleOf = ({name, error, cost: at, published}: Point) =>
    `${name}\n${formatPercent(error, systems.n)} mistakes${published ? `\n${published.source.text}; trained on 60,000 images` : `\n${format(at)}`}`;
  const own = points.filter(({published}) => !published);
  const isNarrow = width < 560;
  const chart = Plot.plot({
    width,
    height: HEIGHT,
    marginLeft: 48,
    marginRight: isNarrow ? 16 : 150,
    marginBottom: 44,
    className: "plot",
    x: {
      type: "log",
      label,
      tickFormat: (value: number) => format(value),
      ticks: isNarrow ? 3 : 6,
      grid: true,
      nice: true
    },
    y: {type: "log", label: "Mistakes (%)", percent: true, grid: true, nice: true, tickFormat: "~r"},
    color: {domain: [...FAMILIES], range: FAMILIES.map((_, i) => `var(--run-${i})`)},
    symbol: {domain: [...FAMILIES], range: ["square", "triangle", "diamond", "circle", "star"], legend: true},
    marks: [
      Plot.line(front, {x: "cost", y: "error", stroke: "var(--faint)", curve: "step-after"}),
      Plot.dot(
        points.filter(({published}) => published),
        {x: "cost", y: "error", stroke: "family", symbol: "family", r: 5}
      ),
      Plot.dot(own, {x: "cost", y: "error", fill: "family", stroke: "family", symbol: "family", r: 5}),
      isNarrow
        ? null
        : endLabels(
            own.filter(({isNamed}) => isNamed),
            {x: "cost", y: "error", text: "name", fill: () => "currentColor", dx: 9}
          ),
      Plot.tip(points, Plot.pointer({x: "cost", y: "error", title: titleOf}))
    ]
  });
  return asImage(chart, `Error of each system against its ${label.toLowerCase()}`);
}
