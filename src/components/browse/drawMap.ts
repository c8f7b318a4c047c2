import {max, median, sum} from "d3-array";
import type {Alphabet} from "../../characters/alphabet.js";
import {classColor, resolveColors} from "../page/classColors.js";
import type {Lasso, Layout} from "./lasso.js";
import type {Square} from "./keyboardWindow.js";
import {labelsThatFit, placeLabels} from "../charts/placeLabels.js";
import type {MapFrame, MapPoints} from "./mapFrame.js";

/** The content of a map. */
export interface MapDrawing extends MapPoints {
  readonly layout: Layout;
  readonly classes: Alphabet;
  /** Returns the class that determines a row's color and, if there is space, its text; `NO_CLASS` for none. */
  readonly classOf: (row: number) => number;
  /** Returns whether a row is crossed out as a mistake. */
  readonly isWrong: (row: number) => boolean;
}

/** The maximum number of points that are drawn as text rather than squares. */
const MAX_WRITTEN = 2500;

/** The side of a point, in CSS pixels, among more than MANY and among fewer; and the font size of a class. */
const [SMALL, LARGE, WRITTEN] = [2, 3, 11];
const MANY = 10_000;

/** The font size of class names, for few classes and for many, and the width of their halo, in CSS pixels. */
const [NAMED, NAMED_OF_MANY, HALO] = [22, 16, 2];
const FEW = 30;

/** The maximum length of a point's text and of a class name, in characters; longer ones are cut. */
const [MAX_POINT, MAX_NAME] = [3, 12];

/** Draws the map, the selection, the unfinished *line* and the keyboard's window on a canvas. */
export function drawMap(
  canvas: HTMLCanvasElement,
  drawing: MapDrawing,
  {
    frame,
    lasso,
    line,
    keyWindow
  }: {
    frame: MapFrame;
    lasso: Lasso | null;
    line: readonly (readonly [number, number])[];
    keyWindow: Square | undefined;
  }
): void {
  const ratio = devicePixelRatio;
  const {side} = frame;
  canvas.width = canvas.height = Math.round(side * ratio);
  canvas.style.width = canvas.style.height = `${side}px`;
  const context = canvas.getContext("2d")!;
  const style = getComputedStyle(canvas);
  const byClass = groupByClass(drawing);
  const isWritten = drawing.rows.length <= MAX_WRITTEN;
  const css = drawing.classes.map((_, label) => classColor(label));
  const [ink = "", faint = "", paper = "", ...classColors] = resolveColors(canvas, [
    "var(--ink)",
    "var(--line)",
    "var(--paper)",
    ...css,
    "var(--muted)"
  ]);

  const points = pointPainter(context, frame, drawing.places);
  points.paint(
    Array.from({length: drawing.places.length / 2}, (_, row) => row),
    faint,
    SMALL
  );
  const size = drawing.rows.length > MANY ? SMALL : LARGE;
  const written = isWritten ? rowsWithRoom(drawing, frame) : new Set<number>();
  byClass.forEach((rows, digit) => {
    points.paint(
      rows.filter((row) => !written.has(row)),
      classColors[digit]!,
      size
    );
  });
  points.show();

  context.scale(ratio, ratio);
  context.font = `600 ${WRITTEN}px ${style.fontFamily}`;
  context.textAlign = "center";
  context.textBaseline = "middle";
  if (isWritten)
    byClass.forEach((rows, digit) => {
      context.fillStyle = classColors[digit]!;
      const withRoom = rows.filter((row) => written.has(row));
      writeRows(context, withRoom, cut(drawing.classes[digit] ?? "·", MAX_POINT), drawing.places, frame);
    });
  crossOut(context, drawing, frame, ink);
  if (!isWritten) nameClasses(context, byClass, drawing, frame, {ink, paper});

  context.strokeStyle = ink;
  context.lineWidth = 1.5;
  if (lasso?.layout === drawing.layout)
    strokeLine(
      context,
      lasso.polygon.map(([x, y]) => frame.toScreen(x, y)),
      true
    );
  if (line.length > 1) strokeLine(context, line, false);
  if (keyWindow) context.strokeRect(keyWindow.x, keyWindow.y, keyWindow.side, keyWindow.side);
}

/** Returns the rows whose text fits without overlapping; the others stay squares. */
function rowsWithRoom({rows, places, classes}: MapDrawing, frame: MapFrame): Set<number> {
  const at = (i: number) => [frame.x(places, rows[i]!), frame.y(places, rows[i]!)] as const;
  const longest = max(classes, (name) => cut(name, MAX_POINT).length) ?? 1;
  const fits = labelsThatFit(rows.length, at, {width: WRITTEN * 0.75 * longest, height: WRITTEN});
  return new Set(Array.from(rows).filter((_, i) => fits[i]));
}

/** Groups the rows by class; the last group has those without one. */
function groupByClass({rows, classes, classOf}: MapDrawing): number[][] {
  const groups = Array.from({length: classes.length + 1}, (): number[] => []);
  for (const row of rows) groups[Math.min(classes.length, classOf(row))]!.push(row);
  return groups;
}

function cut(name: string, most: number): string {
  const characters = Array.from(name);
  return characters.length > most ? `${characters.slice(0, most - 1).join("")}…` : name;
}

/**
 * Returns a painter that writes points into the pixels of a canvas: each filter draws tens of thousands, for which
 * canvas rectangles are too slow.
 */
function pointPainter(context: CanvasRenderingContext2D, frame: MapFrame, places: Uint16Array) {
  const {width, height} = context.canvas;
  const ratio = width / frame.side;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  return {
    /** Paints squares of *size* CSS pixels around the places of *rows*. */
    paint(rows: readonly number[], color: string, size: number): void {
      const value = pixelOf(context, color);
      const side = Math.max(1, Math.round(size * ratio));
      for (const row of rows) {
        const left = Math.round(frame.x(places, row) * ratio - side / 2);
        const top = Math.round(frame.y(places, row) * ratio - side / 2);
        if (!(left >= 0 && top >= 0 && left + side <= width && top + side <= height)) continue; // also skips NaN
        for (let y = top; y < top + side; ++y) pixels.fill(value, y * width + left, y * width + left + side);
      }
    },
    show: () => context.putImageData(image, 0, 0)
  };
}

/** Returns an opaque CSS color as the four bytes of a pixel, in this machine's byte order. */
function pixelOf(context: CanvasRenderingContext2D, color: string): number {
  context.fillStyle = color;
  const rgb = Number.parseInt(context.fillStyle.slice(1), 16); // canvases write opaque colors as "#rrggbb"
  const bytes = Uint8Array.of(rgb >> 16, (rgb >> 8) & 255, rgb & 255, 255);
  return new Uint32Array(bytes.buffer)[0]!;
}

function writeRows(
  context: CanvasRenderingContext2D,
  rows: readonly number[],
  text: string,
  places: Uint16Array,
  frame: MapFrame
): void {
  for (const row of rows) context.fillText(text, frame.x(places, row), frame.y(places, row));
}

/** Draws crosses, which need no color, over misread images. */
function crossOut(context: CanvasRenderingContext2D, drawing: MapDrawing, frame: MapFrame, color: string): void {
  const {places, rows, isWrong} = drawing;
  context.strokeStyle = color;
  context.lineWidth = 1;
  context.beginPath();
  for (const row of rows) {
    if (!isWrong(row)) continue;
    const [x, y] = [frame.x(places, row), frame.y(places, row)];
    context.moveTo(x - 4, y - 4);
    context.lineTo(x + 4, y + 4);
    context.moveTo(x + 4, y - 4);
    context.lineTo(x - 4, y + 4);
  }
  context.stroke();
}

/** The minimum share of the images for a named class, relative to an equal share: smaller ones are strays. */
const MIN_NAMED = 0.2;

/** Writes each class's name at the median of its images, or beside it if another name is in the way. */
function nameClasses(
  context: CanvasRenderingContext2D,
  byClass: readonly (readonly number[])[],
  {places, classes}: MapDrawing,
  frame: MapFrame,
  {ink, paper}: {ink: string; paper: string}
): void {
  const height = classes.length > FEW ? NAMED_OF_MANY : NAMED;
  context.font = `700 ${height}px ${context.font.split("px ")[1]!}`;
  context.lineWidth = 5;
  context.strokeStyle = paper;
  context.fillStyle = ink;
  const laid = byClass.slice(0, classes.length).map((rows) => rows.filter((row) => isInView(frame, places, row)));
  const total = sum(laid, ({length}) => length);
  const named = laid
    .map((rows, label) => ({rows, name: cut(classes[label] ?? "", MAX_NAME)}))
    .filter(({rows}) => rows.length && rows.length >= (MIN_NAMED / classes.length) * total);
  const wanted = named.map(({rows}) => ({
    x: median(rows, (row) => frame.x(places, row))!,
    y: median(rows, (row) => frame.y(places, row))!,
    weight: rows.length
  }));
  const width = HALO + (max(named, ({name}) => name.length * height * 0.72) ?? 0);
  placeLabels(wanted, {width, height: height + HALO, side: frame.side}).forEach((place, i) => {
    if (!place) return;
    const text = named[i]!.name;
    context.strokeText(text, ...place);
    context.fillText(text, ...place);
  });
}

function isInView(frame: MapFrame, places: Uint16Array, row: number): boolean {
  const [x, y] = [frame.x(places, row), frame.y(places, row)];
  return x >= 0 && y >= 0 && x <= frame.side && y <= frame.side; // false for NaN
}

function strokeLine(
  context: CanvasRenderingContext2D,
  points: readonly (readonly [number, number])[],
  isClosed: boolean
): void {
  context.setLineDash([5, 4]);
  context.beginPath();
  for (const [x, y] of points) context.lineTo(x, y);
  if (isClosed) context.closePath();
  context.stroke();
  context.setLineDash([]);
}
