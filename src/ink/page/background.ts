import type {GrayImage} from "../image/image.js";
import {close, erode, invert, type ByteImage} from "../image/morphology.js";

/** The approximate number of pixels to sample in a regular grid, for pictures of any size. */
const SAMPLES = 1000;

/** The light is even if the border's interquartile range is at most this many gray levels. */
const EVEN = 3;

/** The width of the border that the first fit uses, as a share of half the picture's side. */
const MARGIN = 0.25;

/** The fit settles after three or four rounds. If it alternates between two solutions, either will do. */
const MAX_FITS = 8;

/** Terms of the surface: 1, x, y, x², xy, y², with x and y from −1 to 1 across the picture. */
const TERMS = 6;

/**
 * Cells along the longer side of the grid that is searched for the page. Hard shadow edges have a cell's resolution.
 */
const CELLS = 80;

/** Dark regions narrower than this share of the shorter side are not shadows. */
const MIN_SHADOW = 0.5;

/** The same limit for pictures that are known to have a shadow, such as a strip across the page. */
export const NARROW_SHADOW = 0.15;

/** Paper is lighter than ink unless a darker page would be smoother by this factor. */
const RARER = 2;

/** A sampled pixel: the surface's terms at its position, and its level. */
interface LitPoint {
  readonly terms: readonly number[];
  readonly level: number;
}

/**
 * Evens out the light of a picture (0 black to 255 white, either polarity) that falls off toward a side: the background
 * becomes as bright everywhere as in the middle. Returns a picture unchanged if its border is already even, or if the
 * result would not be at least twice as even.
 *
 * The light is modeled as a quadratic surface, fitted by least squares: first to the pixels near the border, where the
 * paper is, then, until the fit settles, to all pixels except those far from the surface, which are ink (iteratively
 * trimmed least squares, Rousseeuw and Leroy 1987).
 */
export function evenBackground(picture: GrayImage): GrayImage {
  const {width, height, data} = picture;
  const spread = borderSpread(picture);
  if (spread <= EVEN) return picture;
  const step = Math.max(1, Math.round(Math.sqrt((width * height) / SAMPLES)));
  const points: LitPoint[] = [];
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      points.push({terms: termsAt(centered(x, width), centered(y, height)), level: data[y * width + x]!});
    }
  }
  const surface = fitSurface(points);
  return surface ? withoutFalloff(picture, surface, spread) : picture;
}

/** Subtracts the falloff of the light, if that brings the border's *spread* below half. */
function withoutFalloff(picture: GrayImage, surface: readonly number[], spread: number): GrayImage {
  const {width, height, data} = picture;
  const even = new Float32Array(data.length);
  const [, cx, cy, cxx, cxy, cyy] = surface as [number, number, number, number, number, number];
  for (let row = 0; row < height; ++row) {
    const y = centered(row, height);
    const [atMiddle, slope] = [cy * y + cyy * y * y, cx + cxy * y];
    for (let column = 0; column < width; ++column) {
      const x = centered(column, width);
      const falloff = atMiddle + slope * x + cxx * x * x;
      const i = row * width + column;
      even[i] = Math.max(0, Math.min(255, data[i]! - falloff));
    }
  }
  const result = {width, height, data: even};
  return borderSpread(result) < spread / 2 ? result : picture;
}

/**
 * Removes shadows with soft or hard edges and of any shape from a picture (0 black to 255 white, either polarity): the
 * page becomes as bright everywhere as at its brightest or, with light ink, as dark as at its darkest. Strokes stay
 * whole if they are narrower than 0.8 of *leastShadow*, a share of the picture's shorter side.
 *
 * The page is estimated by a morphological closing, which fills everything narrower with its surroundings. The picture
 * is first reduced to cells, so that noise and thin rules don't matter. The structuring element is an octagon: the
 * rolling ball of Sternberg, Biomedical image processing, Computer 16 (1983), https://doi.org/10.1109/MC.1983.1654163,
 * but flat, so that it fits steps closely. At an edge both sides take the level of the darker one; otherwise the cells
 * across the edge would show a seam. Light falls on ink and paper alike, so levels are divided by the page's level. On
 * dark paper division would amplify noise, so the page is subtracted instead. The polarity follows from the page: with
 * the wrong one, outlines of the ink remain.
 */
export function flattenBackground(picture: GrayImage, leastShadow = MIN_SHADOW): ByteImage {
  const {width, height, data} = picture;
  const cells = averageCells(picture);
  const lightPage = findPage(cells, leastShadow);
  const darkPage = invert(findPage(invert(cells), leastShadow));
  const isLight = roughness(lightPage) <= RARER * roughness(darkPage);
  const page = isLight ? lightPage : darkPage;
  const best = page.data.reduce((a, b) => (isLight ? Math.max(a, b) : Math.min(a, b)));
  const flat = new Uint8Array(data.length);
  const size = cellSize(width, height);
  for (let y = 0, i = 0; y < height; ++y) {
    const row = Math.floor(y / size) * page.width;
    for (let x = 0; x < width; ++x, ++i) {
      const level = page.data[row + Math.floor(x / size)]!;
      const ink = data[i]! - level; // has the sign of ink, or there is no ink
      if (isLight) flat[i] = ink < 0 ? Math.round(best + (best * ink) / level) : best;
      else flat[i] = ink > 0 ? Math.round(best + ink) : best;
    }
  }
  return {width, height, data: flat};
}

/** Estimates the page below ink that is darker than it. */
function findPage(cells: ByteImage, leastShadow: number): ByteImage {
  return erode(close(cells, Math.round((leastShadow / 2) * Math.min(cells.width, cells.height))));
}

/** Averages a picture over a grid with *cells* squares, or as many as it has pixels, along its longer side. */
export function averageCells({width, height, data}: GrayImage, cells = CELLS): ByteImage {
  const size = cellSize(width, height, cells);
  const [columns, rows] = [Math.ceil(width / size), Math.ceil(height / size)];
  const means = new Uint8Array(columns * rows);
  for (let row = 0, cell = 0; row < rows; ++row) {
    const bottom = Math.min((row + 1) * size, height);
    for (let column = 0; column < columns; ++column, ++cell) {
      const right = Math.min((column + 1) * size, width);
      let sum = 0;
      for (let y = row * size; y < bottom; ++y) {
        for (let x = column * size; x < right; ++x) sum += data[y * width + x]!;
      }
      means[cell] = Math.round(sum / ((bottom - row * size) * (right - column * size)));
    }
  }
  return {width: columns, height: rows, data: means};
}

/** Returns the side, in pixels, of the squares in a grid with *cells* squares along the picture's longer side. */
export function cellSize(width: number, height: number, cells = CELLS): number {
  return Math.ceil(Math.max(width, height) / cells);
}

/** Returns the total variation: the sum of absolute differences between neighboring pixels. */
function roughness({width, data}: ByteImage): number {
  let sum = 0;
  for (let i = 0; i < data.length; ++i) {
    if ((i + 1) % width) sum += Math.abs(data[i + 1]! - data[i]!);
    if (i + width < data.length) sum += Math.abs(data[i + width]! - data[i]!);
  }
  return sum;
}

/** Returns the interquartile range of the border's levels. */
function borderSpread({width, height, data}: GrayImage): number {
  const border: number[] = [];
  for (let x = 0; x < width; ++x) border.push(data[x]!, data[(height - 1) * width + x]!);
  for (let y = 0; y < height; ++y) border.push(data[y * width]!, data[y * width + width - 1]!);
  border.sort((p, q) => p - q);
  return border[Math.floor(0.75 * border.length)]! - border[Math.floor(0.25 * border.length)]!;
}

/** Maps a row or column index to −1 to 1. */
function centered(index: number, length: number): number {
  return length > 1 ? (2 * index) / (length - 1) - 1 : 0;
}

function termsAt(x: number, y: number): number[] {
  return [1, x, y, x * x, x * y, y * y];
}

function levelAt(surface: readonly number[], terms: readonly number[]): number {
  let level = 0;
  for (let k = 0; k < TERMS; ++k) level += surface[k]! * terms[k]!;
  return level;
}

/** Returns the coefficients of the surface's terms; undefined if the points don't determine them. */
function fitSurface(points: readonly LitPoint[]): number[] | undefined {
  let kept = points.filter(({terms: [, x, y]}) => Math.max(Math.abs(x!), Math.abs(y!)) > 1 - MARGIN);
  for (let round = 0; ; ++round) {
    const surface = solve(normalEquations(kept));
    if (!surface || round === MAX_FITS) return surface;
    const distances = Float64Array.from(points, ({terms, level}) => Math.abs(level - levelAt(surface, terms)));
    const half = distances.slice().sort()[distances.length >> 1]!;
    const near = points.filter((_, i) => distances[i]! <= Math.max(EVEN, 2.5 * half));
    if (near.length === kept.length && near.every((point, i) => point === kept[i])) return surface;
    kept = near;
  }
}

/** Returns the augmented matrix of the normal equations, [TERMS][TERMS + 1]. */
function normalEquations(points: readonly LitPoint[]): number[][] {
  const rows = Array.from({length: TERMS}, () => new Array<number>(TERMS + 1).fill(0));
  for (const {terms, level} of points) {
    for (let i = 0; i < TERMS; ++i) {
      const row = rows[i]!;
      for (let j = 0; j < TERMS; ++j) row[j]! += terms[i]! * terms[j]!;
      row[TERMS]! += terms[i]! * level;
    }
  }
  return rows;
}

/**
 * Solves the linear system *rows* by Gauss–Jordan elimination with pivoting; undefined if it has no unique solution.
 */
function solve(rows: number[][]): number[] | undefined {
  for (let k = 0; k < rows.length; ++k) {
    let pivot = k;
    for (let i = k + 1; i < rows.length; ++i) if (Math.abs(rows[i]![k]!) > Math.abs(rows[pivot]![k]!)) pivot = i;
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    const row = rows[k]!;
    if (Math.abs(row[k]!) < 1e-9) return undefined;
    for (let i = 0; i < rows.length; ++i) {
      if (i === k) continue;
      const factor = rows[i]![k]! / row[k]!;
      for (let j = k; j < row.length; ++j) rows[i]![j]! -= factor * row[j]!;
    }
  }
  return rows.map((row, k) => row[rows.length]! / row[k]!);
}
