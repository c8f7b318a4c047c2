import {html} from "htl";
import {NO_CLASS} from "../../characters/alphabet.js";
import {gridItem, outcomeOf, type DigitTable, type RowPredictions} from "../dataset/digitTable.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import type {MapDrawing} from "./drawMap.js";
import {formatPercent} from "../page/format.js";
import type {Layout} from "./lasso.js";

/** The meanings of a point's color. */
export const COLORS = ["label", "prediction", "right or wrong"] as const;
export type MapColor = (typeof COLORS)[number];

/** Returns the map of a *table*, with the kept *rows*. Mistakes are crossed out unless the color shows the label. */
export function mapDrawing({
  table,
  rows,
  predictions,
  places,
  layout,
  color
}: {
  table: DigitTable;
  rows: Uint32Array;
  predictions: RowPredictions;
  places: Uint16Array;
  layout: Layout;
  color: MapColor;
}): MapDrawing {
  const shown = color === "prediction" ? predictions.labels : table.labels;
  const isWrong = (row: number) => outcomeOf(table, row, predictions) === "wrong";
  return {
    layout,
    places,
    rows,
    classes: table.classes,
    classOf: color === "right or wrong" ? () => NO_CLASS : (row) => shown[row]!,
    isWrong: color === "label" ? () => false : isWrong
  };
}

/** States in a sentence how often an image's neighbors are of its class. */
export function mapFinding(table: DigitTable, votes: RowPredictions): string {
  let [read, right] = [0, 0];
  for (let row = 0; row < table.length; ++row) {
    if (table.labels[row] === NO_CLASS || votes.labels[row] === NO_CLASS) continue;
    ++read;
    right += Number(votes.labels[row] === table.labels[row]);
  }
  if (!read) return "Too few labeled images to compare neighbors.";
  return `Similar images sit together: for ${formatPercent(right / read, read)}, most of the 15 nearest share the label.`;
}

/** Returns the tooltip of an image. */
export function digitTip(
  table: DigitTable,
  row: number,
  predictions: RowPredictions,
  spriteUrl: SpriteUrl
): HTMLElement {
  const item = gridItem(table, row, {predictions});
  return html`<div class="map-tip-inside">${digitTile(item, spriteUrl, 56)}<span>${item.description}</span></div>`;
}
