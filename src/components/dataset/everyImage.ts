import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {boundToAddress} from "../inputs/address.js";
import {choice, type Choice} from "../inputs/choice.js";
import {classWords} from "../page/classWords.js";
import {emptyState} from "../page/emptyState.js";
import {formatPlace, gridItems, parsePlace, rowOf, type DigitTable, type RowPredictions} from "./browse.js";
import {digitMap, type DigitMap} from "./digitMap.js";
import {insideOf, formatLasso, parseLasso, type Lasso, type Layout} from "./lasso.js";
import {digitTip} from "./mapDrawing.js";

export interface ImagesOptions {
  readonly spriteUrl: SpriteUrl;
  /** Called with the row of an image that is opened. */
  readonly onOpen: (row: number) => void;
}

/** As many images nearest to each are in `neighbors.bin`. */
const NEIGHBORS = 6;

/** Returns an input whose value is the row of the open image, null for none; the address names it as `?image=SPLIT.INDEX`. */
export function openImage(table: DigitTable): Choice<number | null> {
  return boundToAddress(choice<number | null>(null), "image", {parse: parsePlace(table), format: formatPlace(table)});
}

/** Returns the map of all images, described by the neighbors' *votes*; the address stores what is selected on it. */
export function imageMap(table: DigitTable, votes: RowPredictions, {spriteUrl, onOpen}: ImagesOptions): DigitMap {
  const map = digitMap({describe: (row) => digitTip(table, row, votes, spriteUrl)});
  map.addEventListener("open", () => {
    if (map.opened !== undefined) onOpen(map.opened);
  });
  return boundToAddress(map, "lasso", {parse: parseLasso, format: formatLasso});
}

/** Resolves to [rows], 1 inside a *lasso*, whose layout's places *placesOf* loads; null where nothing is selected. */
export async function rowsInside(
  lasso: Lasso | null,
  placesOf: (layout: Layout) => Promise<Uint16Array>
): Promise<Uint8Array | null> {
  return lasso && insideOf(await placesOf(lasso.layout), lasso.polygon);
}

/** Returns the grid of the images of some *rows*. */
export function imageGrid(
  table: DigitTable,
  rows: Uint32Array,
  predictions: RowPredictions,
  {spriteUrl, onOpen}: ImagesOptions
): HTMLElement {
  if (!rows.length)
    return emptyState("No image is like that. Widen a range, choose “all”, or select nothing on the map.");
  const items = gridItems(table, rows, predictions);
  const grid = digitGrid(items, {spriteUrl, label: `Images of ${classWords(table.classes).many}`, height: 560});
  grid.addEventListener("input", () => {
    const row = grid.value && rowOf(table, grid.value);
    if (row != null) onOpen(row);
  });
  return grid;
}

/** Returns the rows of the images nearest to that of *row*, from those of all images, [images, 6], −1 for none. */
export function nearestRows(neighbors: Int32Array, row: number): number[] {
  return [...neighbors.subarray(NEIGHBORS * row, NEIGHBORS * (row + 1))].filter((one) => one >= 0);
}
