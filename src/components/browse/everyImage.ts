import {html} from "htl";
import {siteFileProblem} from "../../siteFile.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {DigitPlace, SpriteUrl} from "../images/digitTile.js";
import {latestOnly} from "../page/latestOnly.js";
import {withMembers} from "../page/withMembers.js";
import {rowOf, type Known} from "../dataset/digitTable.js";
import {browseStore} from "./browseStore.js";
import type {BrowseState, OpenedIn} from "./browseState.js";
import {digitDetail, type RunAnswer} from "./digitDetail.js";
import {filterPanel} from "./filterPanel.js";
import {gridColumn} from "./gridColumn.js";
import {mapColumn} from "./mapColumn.js";
import {markControls, type MarkControls} from "../marks/markControls.js";
import {markStore} from "../marks/markStore.js";
import {markSummary} from "../marks/markSummary.js";
import {tagsOf} from "../marks/markTable.js";
import {openedImage} from "./openedImage.js";
import {loadShown, type Shown, type ShownSources} from "./shownImages.js";

export interface EveryImageOptions extends ShownSources {
  readonly spriteUrl: SpriteUrl;
  /** The names of the runs whose predictions are known. */
  readonly readers: readonly string[];
  /** The runs that can be asked, and a function that resolves to a run's predictions for *images*, each [784]. */
  readonly runs: readonly DeskRun[];
  readonly classify: (run: string, images: readonly Uint8Array[]) => Promise<readonly RunAnswer[]>;
  /** Resolves to the nearest images of each, [images × 6]. */
  readonly neighbors: () => Promise<Int32Array>;
  /** Resolves to the hash of each image, [images × 8]. */
  readonly hashes: () => Promise<Uint8Array>;
  /** The data set's name, for files. */
  readonly name: string;
}

/** All images, to be filtered, selected on a map and opened. */
export interface EveryImage extends HTMLElement {
  /** Opens an image and brings it into view. */
  open(place: DigitPlace): void;
}

/** As many images nearest to each are in `neighbors.bin`. */
const NEIGHBORS = 6;

/** Returns the nearest images of *row*, from those of all images, [images, 6], −1 for none. */
export function nearestRows(neighbors: Int32Array, row: number): number[] {
  return [...neighbors.subarray(NEIGHBORS * row, NEIGHBORS * (row + 1))].filter((one) => one >= 0);
}

/** Returns the filters, the map and the grid of all images, and the open one beside them; the address keeps them. */
export function everyImage(options: EveryImageOptions): EveryImage {
  const {table, spriteUrl, votes, readers} = options;
  let shown: Shown | undefined;
  let shownControls: {readonly row: number; readonly controls: MarkControls} | undefined;
  let drawn: BrowseState | undefined;
  const marks = markStore(table, options.hashes, () => showMarks());
  const markOf = (row: number) => marks.marks.get(row);
  const known = (): Known => ({predictions: shown?.predictions, markOf});
  const store = browseStore(table, readers, update);
  const {dispatch} = store;
  const filters = filterPanel(table, {readers, dispatch});
  const map = mapColumn(table, {votes, spriteUrl, dispatch});
  const summary = markSummary(table.classes, options.name, () => marks);
  const grid = gridColumn(table, {spriteUrl, dispatch, onNoChips: () => filters.focusFirst(), tools: summary});
  const columns = html`<div class="map-and-grid">${map}${grid}</div>`;
  const opened = openedImage({
    columns: {map, grid},
    detailOf: (row) => digitDetail(row, {...options, ...detailOptions(), marks: controlsOf(row)}),
    onOpen: (row) => dispatch({type: "open", row}),
    onClose: () => dispatch({type: "close"}),
    focusRow
  });
  columns.append(opened.element);

  function detailOptions() {
    return {
      known: known(),
      by: store.state.by,
      neighborsOf: (row: number) => options.neighbors().then((all) => nearestRows(all, row)),
      onOpen: (row: number) => dispatch({type: "open", row})
    };
  }

  function controlsOf(row: number): MarkControls {
    const controls = markControls("this image", {
      classes: table.classes,
      onEvent: (event) => void marks.change([row], event)
    });
    controls.show(markOf(row), tagsOf(marks.marks));
    shownControls = {row, controls};
    return controls;
  }

  /** Shows the marks after a change; the grid stays where it is. */
  function showMarks(): void {
    shownControls?.controls.show(markOf(shownControls.row), tagsOf(marks.marks));
    filters.show(store.state, marked());
    load(store.state);
  }

  const marked = () => ({tags: tagsOf(marks.marks), hasMarks: marks.marks.size > 0});

  function focusRow(row: number, openedIn: OpenedIn): boolean {
    const position = shown?.rows.indexOf(row) ?? -1;
    if (openedIn === "map") map.focusMap();
    else if (position >= 0) grid.focusItem(position);
    return openedIn === "map" || position >= 0;
  }

  const load = latestOnly(
    (state: BrowseState) => loadShown(state, options, markOf),
    (state, result) => {
      if ("error" in result) return grid.showProblem(siteFileProblem(result.error));
      shown = result.value;
      map.show(state, shown);
      grid.showRows(shown.rows, known(), {keepPlace: drawn === state});
      summary.show(marks, shown.rows);
      drawn = state;
      showOpened();
    }
  );

  function showOpened(): void {
    if (!shown) return;
    const {state} = store;
    const position = state.opened ? shown.rows.indexOf(state.opened.row) : -1;
    grid.mark(position < 0 ? undefined : position);
    opened.show(state.opened, shown.rows);
  }

  function update(state: BrowseState, before?: BrowseState): void {
    filters.show(state, marked());
    grid.showFilters(state);
    const isOther = !before || Object.keys(state).some((key) => key !== "opened" && isChanged(key, state, before));
    if (isOther) load(state);
    else showOpened();
  }

  update(store.state);
  marks.load().catch((error: unknown) => grid.showProblem(siteFileProblem(error)));
  return withMembers(html`<div class="every-image">${filters}${columns}</div>`, {
    open(place: DigitPlace) {
      const row = rowOf(table, place);
      if (row !== undefined) dispatch({type: "open", row, in: "grid"});
    }
  });
}

function isChanged(key: string, state: BrowseState, before: BrowseState): boolean {
  return state[key as keyof BrowseState] !== before[key as keyof BrowseState];
}
