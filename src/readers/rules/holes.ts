import {SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";

/** Background that ink encloses. */
export interface Hole {
  readonly box: Box;
  /** In pixels. */
  readonly area: number;
  /** The center of mass, in pixels from the image's left and upper edge. */
  readonly center: {readonly x: number; readonly y: number};
}

/** The side of the image with a border of background, which joins whatever no ink encloses. */
const WIDE = SIDE + 2;

/** A hole of fewer pixels is a gap between two strokes that touch. */
const MIN_AREA = 2;

/** Returns the holes in *ink*, [784] of 0 and 1, the largest first. Ink that touches diagonally closes a hole. */
export function findHoles(ink: Uint8Array): Hole[] {
  return enclosed(ink)
    .map(measure)
    .sort((a, b) => b.area - a.area);
}

/** Returns the indices of the pixels of all holes in *ink*, [784] of 0 and 1. */
export function holePixels(ink: Uint8Array): number[] {
  return enclosed(ink)
    .flat()
    .map((place) => (Math.floor(place / WIDE) - 1) * SIDE + (place % WIDE) - 1);
}

/** Returns the places of each hole in the image with its border. */
function enclosed(ink: Uint8Array): number[][] {
  const labels = new Uint8Array(WIDE * WIDE);
  for (let i = 0; i < ink.length; ++i) labels[(Math.floor(i / SIDE) + 1) * WIDE + (i % SIDE) + 1] = ink[i]!;
  fill(labels, 0);
  const regions: number[][] = [];
  for (let i = 0; i < labels.length; ++i) if (!labels[i]) regions.push(fill(labels, i));
  return regions.filter(({length}) => length >= MIN_AREA);
}

/** Fills the background around *start* (4-connected) and returns its pixels. */
function fill(labels: Uint8Array, start: number): number[] {
  const filled = [start];
  labels[start] = 2;
  for (let next = 0; next < filled.length; ++next) {
    const place = filled[next]!;
    for (const neighbor of [place - 1, place + 1, place - WIDE, place + WIDE]) {
      if (neighbor < 0 || neighbor >= labels.length || labels[neighbor]) continue;
      labels[neighbor] = 2;
      filled.push(neighbor);
    }
  }
  return filled;
}

function measure(places: readonly number[]): Hole {
  const xs = places.map((place) => (place % WIDE) - 1);
  const ys = places.map((place) => Math.floor(place / WIDE) - 1);
  const [left, top] = [Math.min(...xs), Math.min(...ys)];
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length + 0.5;
  return {
    box: {x: left, y: top, width: Math.max(...xs) - left + 1, height: Math.max(...ys) - top + 1},
    area: places.length,
    center: {x: mean(xs), y: mean(ys)}
  };
}
