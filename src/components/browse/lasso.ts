import {polygonContains} from "d3-polygon";
import {NO_PLACE, PLACE_MAX} from "../../characters/atlasLayout.js";

/** The layouts of the map. */
export const LAYOUTS = ["UMAP", "PCA"] as const;
export type Layout = (typeof LAYOUTS)[number];

/** A part of a map inside a drawn line. */
export interface Lasso {
  readonly layout: Layout;
  /** Corners [x, y], from 0 to 1; the last is joined to the first. */
  readonly polygon: readonly (readonly [number, number])[];
}

/** Corners in the address are rounded to this many steps per side. */
const STEPS = 999;

/** The minimum number of corners of a closed line. */
const MIN_CORNERS = 3;

/** Returns which images are inside a *polygon*, [n], 1 or 0. *places* is [n × 2], as from `quantizePlaces`. */
export function insideOf(places: Uint16Array, polygon: Lasso["polygon"]): Uint8Array {
  const corners = polygon.map(([x, y]): [number, number] => [x * PLACE_MAX, y * PLACE_MAX]);
  return Uint8Array.from({length: places.length / 2}, (_, i) =>
    Number(places[2 * i] !== NO_PLACE && polygonContains(corners, [places[2 * i]!, places[2 * i + 1]!]))
  );
}

/** Formats a lasso for the address: "UMAP:120,340;130,350;…". */
export function formatLasso(lasso: Lasso | null): string | undefined {
  if (!lasso) return undefined;
  const step = (value: number) => Math.round(value * STEPS);
  return `${lasso.layout}:${lasso.polygon.map(([x, y]) => `${step(x)},${step(y)}`).join(";")}`;
}

/** Parses a text from `formatLasso`; undefined for any other text. */
export function parseLasso(text: string): Lasso | undefined {
  const match = /^(UMAP|PCA):((?:\d{1,3},\d{1,3};)*\d{1,3},\d{1,3})$/.exec(text);
  if (!match) return undefined;
  const polygon = match[2]!.split(";").map((corner) => {
    const [x, y] = corner.split(",").map((step) => Number(step) / STEPS);
    return [x!, y!] as const;
  });
  return polygon.length < MIN_CORNERS ? undefined : {layout: match[1] as Layout, polygon};
}

/** Rounds a *polygon* as the address does, so that a reload keeps the selection unchanged. */
export function roundLasso({layout, polygon}: Lasso): Lasso | null {
  const rounded = polygon.map(([x, y]) => [clampStep(x), clampStep(y)] as const);
  const corners = rounded.filter(([x, y], i) => i === 0 || x !== rounded[i - 1]![0] || y !== rounded[i - 1]![1]);
  return corners.length < MIN_CORNERS ? null : {layout, polygon: corners};
}

function clampStep(value: number): number {
  return Math.round(Math.min(1, Math.max(0, value)) * STEPS) / STEPS;
}
