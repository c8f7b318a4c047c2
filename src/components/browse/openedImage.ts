import type {BrowseState, OpenedIn} from "./browseState.js";
import {imagePanel} from "./imagePanel.js";

export interface OpenedImageOptions {
  /** The columns of the map and of the grid, each of which the panel can cover. */
  readonly columns: Readonly<Record<OpenedIn, HTMLElement>>;
  /** Returns all that is known of the image of a row. */
  readonly detailOf: (row: number) => HTMLElement;
  readonly onOpen: (row: number) => void;
  readonly onClose: () => void;
  /** Gives the focus back to the image of a row where it was opened; says whether it could. */
  readonly focusRow: (row: number, openedIn: OpenedIn) => boolean;
}

/** The open image beside the map or the grid, or as a sheet. */
export interface OpenedImage {
  readonly element: HTMLElement;
  /** Shows the state's open image, if any, among the *rows* that the filters keep. */
  show(opened: BrowseState["opened"], rows: Uint32Array): void;
  /** Shows what is known of the open image anew. */
  refresh(): void;
}

/** Returns the panel of the open image. It takes the focus when an image is opened, and gives it back. */
export function openedImage({columns, detailOf, onOpen, onClose, focusRow}: OpenedImageOptions): OpenedImage {
  let opened: BrowseState["opened"] = null;
  let rows: Uint32Array = new Uint32Array(0);
  let before: HTMLElement | undefined;
  const panel = imagePanel({
    onClose,
    onStep: (step) => {
      const row = opened && rows[rows.indexOf(opened.row) + step];
      if (row != null) onOpen(row);
    }
  });
  const place = () => {
    const position = opened ? rows.indexOf(opened.row) : -1;
    return {position: position < 0 ? undefined : position, n: rows.length};
  };
  /** Stacked columns have no room beside one another. */
  const isSheet = () => columns.grid.offsetTop >= columns.map.offsetTop + columns.map.offsetHeight;
  const cover = (side: OpenedIn | undefined) => {
    columns.map.inert = side === "grid";
    columns.grid.inert = side === "map";
  };

  function open({row, in: openedIn}: NonNullable<BrowseState["opened"]>): void {
    const focused = document.activeElement;
    if (!panel.open && focused instanceof HTMLElement && focused !== document.body) before = focused;
    panel.dataset.beside = openedIn;
    const detail = detailOf(row);
    detail.tabIndex = -1;
    panel.present(detail, place(), isSheet());
    cover(panel.matches(":modal") ? undefined : openedIn);
    requestAnimationFrame(() => {
      if (!detail.isConnected) return;
      detail.focus({preventScroll: true});
      const {top, bottom} = panel.getBoundingClientRect();
      if (!panel.matches(":modal") && (top < 0 || bottom > innerHeight)) panel.scrollIntoView();
    });
  }

  function shut({row, in: openedIn}: NonNullable<BrowseState["opened"]>): void {
    cover(undefined);
    panel.dismiss();
    const isElsewhere = before?.isConnected && !Object.values(columns).some((column) => column.contains(before!));
    if (isElsewhere || !focusRow(row, openedIn)) before?.focus();
    before = undefined;
  }

  new ResizeObserver(() => {
    if (opened && panel.open && panel.matches(":modal") !== isSheet()) open(opened);
  }).observe(columns.grid.parentElement ?? columns.grid);

  return {
    element: panel,
    show(next: BrowseState["opened"], among: Uint32Array) {
      rows = among;
      const last = opened;
      opened = next;
      if (next && next.row !== last?.row) open(next);
      else if (next) panel.locate(place());
      else if (last) shut(last);
    },
    refresh() {
      if (opened) panel.querySelector(".digit-detail")?.replaceWith(detailOf(opened.row));
    }
  };
}
