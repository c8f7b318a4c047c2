import {html} from "htl";
import {withTerms} from "../page/term.js";
import {withMembers} from "../page/withMembers.js";
import type {SpriteUrl} from "../images/digitTile.js";
import type {DigitTable, RowPredictions} from "../dataset/digitTable.js";
import type {BrowseEvent, BrowseState} from "./browseState.js";
import {digitMap} from "./digitMap.js";
import {LAYOUTS} from "./lasso.js";
import {COLORS, digitTip, mapDrawing, mapFinding} from "./mapDrawing.js";
import {mapLegend} from "./mapLegend.js";
import {radioChoice} from "../inputs/radioChoice.js";
import type {Shown} from "./shownImages.js";

/** The map of all images, with the choices of its layout and its colors. */
export interface MapColumn extends HTMLElement {
  show(state: BrowseState, shown: Shown): void;
  focusMap(): void;
}

/** Returns the map; the neighbors' *votes* describe its images. */
export function mapColumn(
  table: DigitTable,
  {votes, spriteUrl, dispatch}: {votes: RowPredictions; spriteUrl: SpriteUrl; dispatch: (event: BrowseEvent) => void}
): MapColumn {
  const map = digitMap({
    describe: (row) => digitTip(table, row, votes, spriteUrl),
    onSelect: (lasso) => dispatch({type: "select", lasso}),
    onOpen: (row) => dispatch({type: "open", row, in: "map"})
  });
  const layout = radioChoice("Map", LAYOUTS, (next) => dispatch({type: "set", set: {map: next}}));
  const color = radioChoice("Color", COLORS, (next) => dispatch({type: "set", set: {color: next}}));
  const legend = html`<div></div>`;
  const element = html`<div class="map-column">
    <div class="map-choices">${layout}${color}</div>
    ${map}${legend}
    <p class="caption">
      ${withTerms(mapFinding(table, votes))} Draw a line around images to select them; click one to open it.
    </p>
  </div>`;
  return withMembers(element, {
    show(state: BrowseState, {rows, predictions, places}: Shown) {
      layout.show(state.map);
      color.show(state.color);
      legend.replaceChildren(mapLegend(table.classes, state.color));
      map.show(mapDrawing({table, rows, predictions, places, layout: state.map, color: state.color}), state.lasso);
    },
    focusMap() {
      map.querySelector("canvas")!.focus({preventScroll: true});
    }
  });
}
