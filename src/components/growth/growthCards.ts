import {group} from "d3-array";
import {html} from "htl";
import {growthCurve, type GrowthPoint} from "../../stats/growth/growth.js";
import {chartCard} from "../charts/chartCard.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount} from "../page/format.js";
import type {Column} from "../tables/tableRows.js";
import {growthChart, GROWTH_HEIGHT} from "./growthChart.js";
import {GROWTH_RELATIONS, type GrowthRelation} from "./growthCharts.js";
import {growthFinding, growthNotes} from "./growthWords.js";

/** The columns of the measurements, for tables and files. */
export const GROWTH_COLUMNS: readonly Column<GrowthPoint>[] = [
  {label: "What", value: ({what}) => what},
  {label: "By", value: ({by}) => by},
  {label: "Number", value: ({n}) => n, show: ({n}) => formatCount(n)},
  {label: "Value", value: ({value}) => value},
  {label: "Unit", value: ({quantity}) => quantity},
  {label: "Note", value: ({note}) => note || undefined},
  {label: "Measured", value: ({measured}) => measured}
];

/** Returns a card for each relation that was measured. */
export function growthCards(points: readonly GrowthPoint[]): HTMLElement {
  const cards = GROWTH_RELATIONS.map((relation) => growthCard(relation, points)).filter((card) => card !== undefined);
  if (!cards.length) return emptyState("Nothing was measured yet.", "npm run growth");
  return html`<div class="growth-cards">${cards}</div>`;
}

function growthCard(relation: GrowthRelation, all: readonly GrowthPoint[]): HTMLElement | undefined {
  const {name, by, quantity, isPart, how} = relation;
  const points = all.filter((d) => d.by === by && isPart(d.what));
  const rows = points.filter((d) => d.quantity === quantity);
  if (!rows.length) return undefined;
  const curves = Array.from(
    group(rows, ({what}) => what),
    ([what, own]) => growthCurve(what, own)
  );
  const missed = points.filter(({value}) => value === undefined);
  const title = growthFinding(relation, curves);
  return chartCard({
    name,
    title,
    caption: `${how} ${growthNotes(relation, curves, missed)}`,
    chart: (width) => growthChart(relation, curves, {width, title}),
    rows,
    columns: GROWTH_COLUMNS,
    height: GROWTH_HEIGHT
  });
}

/** Returns where and when the *points* were measured, as a sentence. */
export function growthOrigin(points: readonly GrowthPoint[]): string {
  const machines = [...new Set(points.map(({machine}) => machine))];
  const days = points.map(({measured}) => measured).sort();
  const time = days[0] === days.at(-1) ? `on ${days[0]}` : `from ${days[0]} to ${days.at(-1)}`;
  return points.length ? `Measured on ${machines.join(" and ")}, ${time}.` : "";
}
