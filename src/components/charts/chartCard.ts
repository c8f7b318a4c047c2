import {html} from "htl";
import {unbroken} from "../page/format.js";
import {onWidth} from "../page/onWidth.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {namedBy} from "../page/place.js";
import {withTerms} from "../page/term.js";
import {dataTable} from "../tables/dataTable.js";
import {download, fileName} from "../inputs/download.js";
import {emptyState} from "../page/emptyState.js";
import {standaloneSvg} from "./standaloneSvg.js";
import {columnsOf, tableCsv, type Column} from "../tables/tableRows.js";

export interface ChartCardOptions<Row extends object> {
  /** The chart's finding. */
  readonly title: string;
  /** How the data was measured, and the number of images; terms of the glossary explain themselves. */
  readonly caption: string | Node;
  /** Returns the chart for a *width* in CSS pixels: an SVG, or an element whose largest SVG is the chart. */
  readonly chart: (width: number) => Element;
  /** The data behind the chart. */
  readonly rows: readonly Row[];
  /** The columns of the data, for the table and the CSV file; by default the keys of the rows. */
  readonly columns?: readonly Column<Row>[];
  /** The card's name in the address and in file names; unique on the page. */
  readonly name: string;
  /** Shown instead of the chart if there are no rows. */
  readonly empty?: Node;
  /** Inputs that the chart depends on, shown above it. */
  readonly inputs?: Node;
  /** The level of the heading. */
  readonly level?: 2 | 3;
  /** The height of the chart in CSS pixels, if it is known before: kept free until the chart is drawn. */
  readonly height?: number;
}

/** A card with a chart. */
export interface ChartCard extends HTMLElement {
  /** Changes the title, for new values of the inputs. */
  retitle(title: string): void;
}

/**
 * Returns a card with a *chart* as wide as the card, its data as a table on request (for reading without sight or
 * color), and downloads of the chart as SVG and its data as CSV. The address stores whether the table is open, as
 * `?NAME.table=open`.
 */
export function chartCard<Row extends object>({
  title: firstTitle,
  caption,
  chart,
  rows,
  columns = columnsOf(rows),
  name,
  empty = emptyState("There is nothing to show yet."),
  inputs,
  level = 2,
  height = 0
}: ChartCardOptions<Row>): ChartCard {
  let title = unbroken(firstTitle);
  const heading = level === 2 ? html`<h2>${title}</h2>` : html`<h3>${title}</h3>`;
  const words = html`<p class="caption">${typeof caption === "string" ? withTerms(caption) : caption}</p>`;
  const cardOf = (content: Node, buttons: readonly HTMLElement[] = []) => {
    const card = html`<section class="card chart-card" id=${name} data-name=${name}>
      ${heading}${inputs}${content}
    </section>`;
    return Object.assign(namedBy(card, `${name}.table`), {
      retitle: (next: string) => {
        title = heading.textContent = unbroken(next);
        for (const one of buttons) one.ariaLabel = `${one.textContent.trim()}: ${title}`;
      }
    });
  };
  if (!rows.length) return cardOf(empty);

  const place = html`<div class="chart" style=${height ? `min-height: ${height}px` : ""}></div>`;
  const data = html`<div class="chart-data" id=${`${name}-data`} hidden></div>`;
  const button = (label: string, what: string, act: () => void) =>
    html`<button type="button" class="quiet" aria-label=${`${label}: ${title}`} title=${what} onclick=${act}>
      ${label}
    </button>`;
  const saveSvg = button("SVG", "Download this chart as SVG", () =>
    download(standaloneSvg(largestSvg(place)!, title), fileName(name, "svg"), "image/svg+xml")
  );
  const saveCsv = button("CSV", "Download the data of this chart as CSV", () =>
    download(tableCsv(rows, columns), fileName(name, "csv"), "text/csv")
  );
  const toggle = button("Table", "Show the data of this chart", () => {
    show(data.hidden);
    writeAddress(`${name}.table`, data.hidden ? undefined : "open");
  });
  toggle.setAttribute("aria-controls", data.id);

  function show(isOpen: boolean): void {
    if (isOpen && !data.firstChild)
      data.append(dataTable(rows, columns, {caption: `The data of the chart: ${title}`, name}));
    data.hidden = !isOpen;
    toggle.ariaExpanded = String(isOpen);
  }

  onWidth(place, (width) => place.replaceChildren(chart(width)));
  show(readAddress(`${name}.table`) === "open");
  const content = html.fragment`${place}
    <div class="chart-foot">
      ${words}
      <div class="chart-tools">${saveSvg}${saveCsv}${toggle}</div>
    </div>
    ${data}`;
  return cardOf(content, [saveSvg, saveCsv, toggle]);
}

function largestSvg(place: Element): SVGSVGElement | undefined {
  const area = (svg: SVGSVGElement) => svg.clientWidth * svg.clientHeight;
  return [...place.querySelectorAll("svg")].sort((a, b) => area(b) - area(a))[0];
}
