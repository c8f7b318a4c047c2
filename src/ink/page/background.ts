import type {GrayImage} from "../image/image.js";
import {close, erode, invert, type ByteImage} from "../image/morphology.js";

/** About as many pixels are looked at, in a regular grid, whatever the picture's size. */
const SAMPLES = 1000;

/** Grey levels within which the middle half of an even background is. */
const EVEN = 3;

/** The border that the first fit is for, as a share of half the picture's side. */
const MARGIN = 0.25;

/** The fit settles after three or four rounds; where it swings between two, either will do. */
const MAX_FITS = 8;

/** Terms of the surface: 1, x, y, x², xy, y², with x and y from −1 to 1 across the picture. */
const TERMS = 6;

/** Squares along the longer side in which the page is looked for: a hard edge of a shadow is that sharp. */
const CELLS = 80;

/** What is darker than its surroundings and narrower than this, as a share of the shorter side, is no shadow. */
const MIN_SHADOW = 0.5;

/** The same where a shadow is known to be there, such as a strip across the page. */
export const NARROW_SHADOW = 0.15;

/** Paper is lighter than ink unless a page that is darker would be this much smoother. */
const RARER = 2;

/** A pixel that is looked at: the surface's terms at its place, and its level. */
interface LitPoint {
  readonly terms: readonly number[];
  readonly level: number;
}

/**
 * Returns a picture (0 black to 255 white, either polarity) whose background is as bright everywhere as it is in the
 * middle: the light that falls off to a side of a photo is taken out. A picture comes back as it is, to the level, where
 * its border is even already, or would not become at least twice as even.
 *
 * The light is a quadratic surface, fitted to the pixels by least squares: first to those near the border, where paper
 * is, then to all but those that lie far from the surface, the ink, until it settles (iteratively trimmed least squares,
 * Rousseeuw and Leroy 1987).
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

/** Returns the picture as bright everywhere as in the middle, if its border's *spread* then is less than half. */
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
 * Returns a picture (0 black to 255 white, either polarity) whose page is as bright everywhere as where it is brightest,
 * or, with light ink, as dark as where it is darkest: shadows are taken out, with soft edges and hard ones, whatever
 * their form. Ink stays whole where its strokes are narrower than 0.8 of *leastShadow*, of the picture's shorter side.
 *
 * The page is what remains when all that is narrower is filled with what lies around it: the morphological closing of
 * the picture, reduced to squares so that noise and thin rules don't count, by an octagon (the rolling ball of Sternberg,
 * Biomedical image processing, Computer 16 (1983), https://doi.org/10.1109/MC.1983.1654163, made flat, so that it lies
 * close to steps). At an edge the darker side counts on both sides, or there would be a seam in the squares across it.
 * Light falls on ink as on paper, so that levels are divided by the page's; on dark paper, where that would blow up noise,
 * the page is subtracted. Which of the two is darker follows from the page: the ink's outlines remain in the wrong one.
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
      const ink = data[i]! - level; // of the sign that ink has, or nothing
      if (isLight) flat[i] = ink < 0 ? Math.round(best + (best * ink) / level) : best;
      else flat[i] = ink > 0 ? Math.round(best + ink) : best;
    }
  }
  return {width, height, data: flat};
}

/** Returns the page below the ink, which is darker. */
function findPage(cells: ByteImage, leastShadow: number): ByteImage {
  return erode(close(cells, Math.round((leastShadow / 2) * Math.min(cells.width, cells.height))));
}

/** Returns the means of a picture's squares, *cells* along its longer side or as many as there are pixels. */
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

/** Returns the pixels along the side of a square of which there are *cells* along the picture's longer side. */
export function cellSize(width: number, height: number, cells = CELLS): number {
  return Math.ceil(Math.max(width, height) / cells);
}

/** Returns the sum of the steps from each pixel to its neighbors: the total variation. */
function roughness({width, data}: ByteImage): number {
  let sum = 0;
  for (let i = 0; i < data.length; ++i) {
    if ((i + 1) % width) sum += Math.abs(data[i + 1]! - data[i]!);
    if (i + width < data.length) sum += Math.abs(data[i + width]! - data[i]!);
  }
  return sum;
}

/** Returns within how many levels of each other the middle half of the border's pixels is. */
function borderSpread({width, height, data}: GrayImage): number {
  const border: number[] = [];
  for (let x = 0; x < width; ++x) border.push(data[x]!, data[(height - 1) * width + x]!);
  for (let y = 0; y < height; ++y) border.push(data[y * width]!, data[y * width + width - 1]!);
  border.sort((p, q) => p - q);
  return border[Math.floor(0.75 * border.length)]! - border[Math.floor(0.25 * border.length)]!;
}

/** Returns where a row or column lies between −1 and 1. */
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

/** Returns the factors of the surface's terms; undefined where the points do not determine them. */
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

/** Returns the rows of the equations for the least squares: [TERMS][TERMS + 1]. */
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

/** Returns the solution of *rows* by Gauss and Jordan's elimination with pivots; undefined where there is no single one. */
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
