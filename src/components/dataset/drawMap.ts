import {median, sum} from "d3";
import type {Lasso, Layout} from "./lasso.js";
import type {Square} from "./keyboardWindow.js";
import {labelsThatFit, placeLabels} from "../charts/placeLabels.js";
import type {MapFrame, MapPoints} from "./mapFrame.js";

/** What a map shows. */
export interface MapDrawing extends MapPoints {
  readonly layout: Layout;
  /** Returns the class by which a row is colored and, where there is space, written, 0 to 9; 255 for none. */
  readonly classOf: (row: number) => number;
  /** Returns whether a row is to be crossed out, as a mistake. */
  readonly isWrong: (row: number) => boolean;
}

/** So many points at most are written as digits rather than drawn as squares. */
const MOST_WRITTEN = 2500;

/** Sides of a point, in CSS pixels, of many and of some; and how large a digit is written. */
const [SMALL, LARGE, WRITTEN] = [2, 3, 11];
const MANY = 10_000;

/** How much room the name of a class takes, its halo included, in CSS pixels. */
const NAME = {width: 18, height: 24};

/** Draws the map, the selection, the *line* that is being drawn and the keyboard's window on a canvas. */
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
  const color = (name: string) => style.getPropertyValue(name).trim();
  const byClass = groupByClass(drawing);
  const isWritten = drawing.rows.length <= MOST_WRITTEN;
  const classColors = byClass.map((_, digit) => color(digit < 10 ? `--digit-${digit}` : "--muted"));

  const points = pointPainter(context, frame, drawing.places);
  points.paint(
    Array.from({length: drawing.places.length / 2}, (_, row) => row),
    color("--line"),
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
      writeRows(context, withRoom, digit < 10 ? String(digit) : "·", drawing.places, frame);
    });
  crossOut(context, drawing, frame, color("--ink"));
  if (!isWritten) nameClasses(context, byClass, drawing.places, frame, color);

  context.strokeStyle = color("--ink");
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

/** Returns the rows whose digits can be written without lying over each other; the others stay points. */
function rowsWithRoom({rows, places}: MapDrawing, frame: MapFrame): Set<number> {
  const at = (i: number) => [frame.x(places, rows[i]!), frame.y(places, rows[i]!)] as const;
  const fits = labelsThatFit(rows.length, at, {width: WRITTEN * 0.75, height: WRITTEN});
  return new Set(Array.from(rows).filter((_, i) => fits[i]));
}

function groupByClass({rows, classOf}: MapDrawing): number[][] {
  const groups = Array.from({length: 11}, (): number[] => []);
  for (const row of rows) groups[Math.min(10, classOf(row))]!.push(row);
  return groups;
}

/**
 * Returns what paints points into the pixels of a canvas: each filter draws tens of thousands of them, for which rectangles
 * take too long.
 */
function pointPainter(context: CanvasRenderingContext2D, frame: MapFrame, places: Uint16Array) {
  const {width, height} = context.canvas;
  const ratio = width / frame.side;
  const image = context.createImageData(width, height);
  const pixels = new Uint32Array(image.data.buffer);
  return {
    /** Paints squares of *size* CSS pixels about the places of *rows*. */
    paint(rows: readonly number[], color: string, size: number): void {
      const value = pixelOf(context, color);
      const side = Math.max(1, Math.round(size * ratio));
      for (const row of rows) {
        const left = Math.round(frame.x(places, row) * ratio - side / 2);
        const top = Math.round(frame.y(places, row) * ratio - side / 2);
        if (!(left >= 0 && top >= 0 && left + side <= width && top + side <= height)) continue; // NaN too
        for (let y = top; y < top + side; ++y) pixels.fill(value, y * width + left, y * width + left + side);
      }
    },
    show: () => context.putImageData(image, 0, 0)
  };
}

/** Returns an opaque CSS color as the four bytes of a pixel, in the order of this machine. */
function pixelOf(context: CanvasRenderingContext2D, color: string): number {
  context.fillStyle = color;
  const rgb = Number.parseInt(context.fillStyle.slice(1), 16); // "#rrggbb", as canvases write opaque colors
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

/** Crosses, which need no color, over what was read wrongly. */
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

/** A class with a smaller share of the images has no name: these are strays among others. */
const MIN_NAMED_SHARE = 0.02;

/** Writes the digit of each class where its images are, in the median, or beside it where another one's stands there. */
function nameClasses(
  context: CanvasRenderingContext2D,
  byClass: readonly (readonly number[])[],
  places: Uint16Array,
  frame: MapFrame,
  color: (name: string) => string
): void {
  context.font = `700 22px ${context.font.split("px ")[1]!}`;
  context.lineWidth = 5;
  context.strokeStyle = color("--paper");
  context.fillStyle = color("--ink");
  const laid = byClass.slice(0, 10).map((rows) => rows.filter((row) => isInView(frame, places, row)));
  const total = sum(laid, ({length}) => length);
  const named = laid
    .map((rows, digit) => ({rows, digit}))
    .filter(({rows}) => rows.length && rows.length >= MIN_NAMED_SHARE * total);
  const wanted = named.map(({rows}) => ({
    x: median(rows, (row) => frame.x(places, row))!,
    y: median(rows, (row) => frame.y(places, row))!,
    weight: rows.length
  }));
  placeLabels(wanted, {...NAME, side: frame.side}).forEach((place, i) => {
    if (!place) return;
    const text = String(named[i]!.digit);
    context.strokeText(text, ...place);
    context.fillText(text, ...place);
  });
}

function isInView(frame: MapFrame, places: Uint16Array, row: number): boolean {
  const [x, y] = [frame.x(places, row), frame.y(places, row)];
  return x >= 0 && y >= 0 && x <= frame.side && y <= frame.side; // of NaN neither holds
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
