import {quadtree, type Quadtree} from "d3-quadtree";
import {NO_PLACE, PLACE_MAX} from "../../characters/atlasLayout.js";

/** The visible part of a map: a square, in [0, 1]. */
export interface MapView {
  readonly x: number;
  readonly y: number;
  readonly side: number;
}

export const WHOLE_MAP: MapView = {x: 0, y: 0, side: 1};

/** Points on a map: the *rows* of *places*, [n × 2], as from `quantizePlaces`. */
export interface MapPoints {
  readonly places: Uint16Array;
  readonly rows: Uint32Array;
}

/** Maps places to screen coordinates and back. */
export interface MapFrame {
  /** In CSS pixels. */
  readonly side: number;
  /** Returns a row's screen coordinates, in CSS pixels; NaN without a place. */
  x(places: Uint16Array, row: number): number;
  y(places: Uint16Array, row: number): number;
  /** Returns the screen coordinates, in CSS pixels, of a place on the map, in [0, 1]. */
  toScreen(x: number, y: number): [number, number];
  /** Returns the place on the map at a point of the screen. */
  toMap(x: number, y: number): [number, number];
  /** Returns the row nearest to a point of the screen, within *most* CSS pixels; undefined for none. */
  nearest(points: MapPoints, x: number, y: number, most: number): number | undefined;
}

/** A margin, in CSS pixels, so that points near the edge are not cut. */
const MARGIN = 12;

/** Returns the frame that shows a *view* of the map on a square of *side* CSS pixels. */
export function mapFrame(side: number, view: MapView): MapFrame {
  const scale = (side - 2 * MARGIN) / view.side;
  const tree = new WeakMap<Uint32Array, {places: Uint16Array; tree: Quadtree<number>}>();
  const onScreen = (value: number, start: number) =>
    value === NO_PLACE ? NaN : MARGIN + (value / PLACE_MAX - start) * scale;
  const frame: MapFrame = {
    side,
    x: (places, row) => onScreen(places[2 * row]!, view.x),
    y: (places, row) => onScreen(places[2 * row + 1]!, view.y),
    toScreen: (x, y) => [MARGIN + (x - view.x) * scale, MARGIN + (y - view.y) * scale],
    toMap: (x, y) => [view.x + (x - MARGIN) / scale, view.y + (y - MARGIN) / scale],
    nearest: ({places, rows}, x, y, most) => {
      let kept = tree.get(rows);
      if (kept?.places !== places) {
        const laid = Array.from(rows).filter((row) => places[2 * row] !== NO_PLACE);
        kept = {
          places,
          tree: quadtree<number>(
            laid,
            (row) => frame.x(places, row),
            (row) => frame.y(places, row)
          )
        };
        tree.set(rows, kept);
      }
      return kept.tree.find(x, y, most);
    }
  };
  return frame;
}
