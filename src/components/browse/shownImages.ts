import type {Predictions} from "../../run/predictions.js";
import type {DigitTable, Known, RowPredictions} from "../dataset/digitTable.js";
import type {BrowseState} from "./browseState.js";
import {filterDigits} from "./filterDigits.js";
import {insideOf, type Lasso, type Layout} from "./lasso.js";
import {NEIGHBORS_READ, readPredictions} from "./rowPredictions.js";

/** What a state shows, once all of it is loaded. */
export interface Shown {
  /** The predictions that are shown. */
  readonly predictions: RowPredictions;
  /** The images' places on the map, [images × 2]. */
  readonly places: Uint16Array;
  /** The rows that the filters keep, in their order. */
  readonly rows: Uint32Array;
}

/** Where what is shown comes from. */
export interface ShownSources {
  readonly table: DigitTable;
  /** The nearest neighbors' predictions. */
  readonly votes: RowPredictions;
  /** Resolves to a run's predictions, and the index of each one's image in the test split. */
  readonly answersOf: (run: string) => Promise<{predictions: Predictions; images: Int32Array}>;
  readonly placesOf: (layout: Layout) => Promise<Uint16Array>;
}

/** Resolves to what a state shows. *markOf* gives the visitor's marks. @throws InputError as the sources do */
export async function loadShown(
  state: BrowseState,
  {table, votes, answersOf, placesOf}: ShownSources,
  markOf: Known["markOf"]
): Promise<Shown> {
  const {by, facets, ranges, order, lasso, map} = state;
  const predictions = by === NEIGHBORS_READ ? votes : readPredictions(table, await answersOf(by));
  const among = await rowsInside(lasso, placesOf);
  const rows = filterDigits(table, {facets, ranges, among, order}, {predictions, markOf});
  return {predictions, places: await placesOf(map), rows};
}

/** Resolves to [rows], 1 inside a *lasso*, whose layout's places *placesOf* loads; null where nothing is selected. */
export async function rowsInside(
  lasso: Lasso | null,
  placesOf: (layout: Layout) => Promise<Uint16Array>
): Promise<Uint8Array | null> {
  return lasso && insideOf(await placesOf(lasso.layout), lasso.polygon);
}
