/** How the tiles of a grid are laid out, in CSS pixels. */
export interface GridLayout {
  readonly columns: number;
  /** The distance from one tile to the next, and from one row to the next. */
  readonly step: number;
  readonly rowHeight: number;
  readonly length: number;
}

/** The space between tiles, and the height of a caption below one, in CSS pixels. */
export const GAP = 4;
export const CAPTION_HEIGHT = 18;

/** Lays *length* tiles, *tile* wide, out in a *width*; captions stand below them if *isCaptioned*. */
export function layOutGrid(
  length: number,
  {width, tile, isCaptioned}: {width: number; tile: number; isCaptioned: boolean}
): GridLayout {
  const step = tile + GAP;
  const columns = Math.max(1, Math.floor((width + GAP) / step));
  return {columns, step, rowHeight: step + (isCaptioned ? CAPTION_HEIGHT : 0), length};
}

/** Returns the height of all rows. */
export function heightOf({columns, rowHeight, length}: GridLayout): number {
  return Math.ceil(length / columns) * rowHeight;
}

/** Returns where a tile is. */
export function positionOf({columns, step, rowHeight}: GridLayout, i: number): {left: number; top: number} {
  return {left: (i % columns) * step, top: Math.floor(i / columns) * rowHeight};
}

/** Returns the tiles to be in the document, from *first* up to, not including, *last*: those in view and a row around. */
export function tilesInView(
  {columns, rowHeight, length}: GridLayout,
  {scrollTop, height}: {scrollTop: number; height: number}
): {first: number; last: number} {
  const first = Math.max(0, Math.floor(scrollTop / rowHeight) - 1) * columns;
  const last = Math.min(length, (Math.ceil((scrollTop + height) / rowHeight) + 1) * columns);
  return {first, last};
}

/** Returns how far to scroll so that a tile is in view. */
export function scrollTopFor(
  layout: GridLayout,
  i: number,
  {scrollTop, height}: {scrollTop: number; height: number}
): number {
  const {top} = positionOf(layout, i);
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + layout.rowHeight - height);
}

/** Returns the tile that a key leads to from tile *i*; undefined for a key that leads nowhere. */
export function tileAfter({columns, length}: GridLayout, i: number, key: string): number | undefined {
  const to = {
    ArrowLeft: i - 1,
    ArrowRight: i + 1,
    ArrowUp: i - columns,
    ArrowDown: i + columns,
    Home: 0,
    End: length - 1
  }[key];
  return to === undefined ? undefined : Math.max(0, Math.min(length - 1, to));
}
