import {html} from "htl";
import {eraseAlong} from "../digits/eraser.js";
import type {Box} from "../digits/image.js";
import type {Point, Stroke} from "../digits/pen.js";
import {inkPainter} from "./drawInk.js";
import {addState, BLANK, canStep, shownInk, step} from "./inkHistory.js";
import {PEN_WIDTHS, penWidths} from "./penWidths.js";
import {listenForShortcuts, shortcutButton} from "./shortcuts.js";
import {trackPen, type PenPlace} from "./trackPen.js";

/** What an ink pad's `input` event carries. */
export interface InkDetail {
  /** When the pointer event behind it happened (`performance.now` time). */
  readonly timeStamp: number;
  /** What the visitor changed: the strokes, or only the width in which they are shown. */
  readonly changed: "strokes" | "penWidth";
}

/** An input whose value is the strokes on it, in fractions of its side; y grows downward. Set it to draw anew. */
export interface InkPad extends HTMLElement {
  value: readonly Stroke[];
  /**
   * Width of the pen on the screen, in fractions of the surface's side, for all strokes at once. It is a matter of
   * looks: what the network reads is drawn with a pen of its own (`preprocessStrokes`). Setting it dispatches nothing.
   */
  penWidth: number;
  /** Frames around parts of the ink, in fractions of the side; they stay until others are set. */
  boxes: readonly InkBox[];
  /** The canvas on which the ink is drawn. */
  readonly surface: HTMLCanvasElement;
}

/** A frame around a part of the ink. */
export interface InkBox extends Box {
  readonly chosen: boolean;
}

export interface InkPadOptions {
  /** Names the surface for a screen reader. */
  readonly label?: string;
  /** Stands on the empty surface. */
  readonly hint?: string;
  /** As `InkPad.penWidth`. */
  readonly penWidth?: number;
}

/** Radius of the eraser, in fractions of the surface's side. */
const ERASER = 0.04;

/** What is under way while the pen is down; one step of undo. */
type Gesture = Drawing | Erasing;
type Drawing = {readonly points: Point[]};
type Erasing = {readonly erased: readonly Stroke[]; readonly at: Point};

/**
 * Returns a square surface to draw on by mouse, touch or pen, with buttons to undo, redo, clear and erase, and a choice of
 * the pen's width. It dispatches `input` whenever the ink changes, while a stroke is being drawn too. The eraser, also
 * that at the other end of a pen, cuts parts out of strokes. How hard a pen is pressed shows, but is no part of the value.
 */
export function inkPad({
  label = "Surface to draw digits on",
  hint = "Draw a digit",
  penWidth = PEN_WIDTHS.Medium
}: InkPadOptions = {}): InkPad {
  const surface = html`<canvas
    data-testid="ink"
    class="ink-surface"
    role="img"
    aria-label=${label}
  ></canvas>` as HTMLCanvasElement;
  const frames = html`<div class="ink-boxes" aria-hidden="true"></div>` as HTMLElement;
  const cursor = html`<span class="ink-eraser" style=${`width: ${200 * ERASER}%`} aria-hidden="true" hidden></span>`;
  const undoButton = shortcutButton("Undo", "undo", "Control+Z", () => move(-1));
  const redoButton = shortcutButton("Redo", "redo", "Control+Shift+Z Control+Y", () => move(1));
  const clearButton = shortcutButton("Clear", "clear", "Escape", () => change([]));
  const eraserButton = shortcutButton("Eraser", "eraser", "E", () => selectEraser(!isEraserOn));
  const buttons = [undoButton, redoButton, clearButton, eraserButton];
  const widths = penWidths(penWidth);
  const pad = html`<div class="ink-pad" data-empty>
    <div class="ink-paper">${surface}${frames}${cursor}<span class="ink-hint" aria-hidden="true">${hint}</span></div>
    <div class="toolbar" role="group" aria-label="Drawing">
      <span>${undoButton}${redoButton}${clearButton}</span><span>${widths}${eraserButton}</span>
    </div>
  </div>` as InkPad;
  const paint = inkPainter(surface);

  let history = BLANK;
  let gesture: Gesture | undefined;
  let isEraserOn = false;
  let boxes: readonly InkBox[] = [];
  const pressures = new WeakMap<Point, number>();
  /** In few steps, as the ink is painted in parts of one width. */
  const weightOf = (point: Point) => 0.5 + Math.round(16 * (pressures.get(point) ?? 0.5)) / 16;

  function ink(): readonly Stroke[] {
    if (!gesture) return shownInk(history);
    return "erased" in gesture ? gesture.erased : [...shownInk(history), gesture.points];
  }

  function dispatch(changed: InkDetail["changed"], timeStamp = performance.now()): void {
    show();
    const detail: InkDetail = {timeStamp, changed};
    pad.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  /** Makes what is under way a step of its own. */
  function settle(): void {
    const next = ink();
    gesture = undefined;
    if (next !== shownInk(history)) history = addState(history, next);
  }

  function change(next: readonly Stroke[]): void {
    settle();
    if (!next.length && !ink().length) return;
    history = addState(history, next);
    dispatch("strokes");
  }

  function move(direction: -1 | 1): void {
    if (gesture || !canStep(history, direction)) return;
    history = step(history, direction);
    dispatch("strokes");
  }

  function selectEraser(isOn: boolean): void {
    isEraserOn = isOn;
    show();
  }

  function show(): void {
    const strokes = ink();
    const isBlank = !strokes.length;
    if (isBlank && !gesture) isEraserOn = false; // or it would seem that one can't draw
    pad.toggleAttribute("data-empty", isBlank);
    undoButton.disabled = !canStep(history, -1);
    redoButton.disabled = !canStep(history, 1);
    clearButton.disabled = eraserButton.disabled = isBlank;
    eraserButton.setAttribute("aria-pressed", String(isEraserOn));
    surface.toggleAttribute("data-erasing", isEraserOn || (gesture !== undefined && "erased" in gesture));
    paint({strokes, penWidth: widths.value, weightOf});
  }

  function showBoxes(): void {
    frames.replaceChildren(...boxes.map((box) => frame(box, widths.value)));
  }

  function erase(places: readonly PenPlace[], timeStamp: number): void {
    const before = ink();
    for (const {point} of places) {
      const {erased, at} = gesture as Erasing;
      // The ink that stays, half a pen beyond its middle, touches the edge of the eraser.
      gesture = {erased: eraseAlong(erased, at, point, ERASER + widths.value / 2), at: point};
    }
    const after = ink();
    if (after === before) return;
    for (const stroke of after) keepPressure(pressures, stroke);
    dispatch("strokes", timeStamp);
  }

  function draw(places: readonly PenPlace[], timeStamp: number): void {
    for (const {point, pressure} of places) {
      pressures.set(point, pressure);
      (gesture as Drawing).points.push(point);
    }
    dispatch("strokes", timeStamp);
  }

  trackPen(surface, {
    begin: (place, {isEraser, timeStamp}) => {
      const isErasing = isEraser || isEraserOn;
      gesture = isErasing ? {erased: ink(), at: place.point} : {points: []};
      (isErasing ? erase : draw)([place], timeStamp);
    },
    move: (places, timeStamp) => {
      if (gesture) ("erased" in gesture ? erase : draw)(places, timeStamp);
    },
    end: (timeStamp) => {
      if (!gesture) return;
      const isDrawing = "points" in gesture;
      settle();
      if (isDrawing) dispatch("strokes", timeStamp);
      else show();
    },
    drop: (timeStamp) => {
      gesture = undefined;
      dispatch("strokes", timeStamp);
    }
  });
  followPointer(cursor, surface);
  listenForShortcuts(pad, buttons);
  widths.addEventListener("input", (event) => {
    event.stopPropagation(); // for the pad's own, which says what changed
    showBoxes();
    dispatch("penWidth", event.timeStamp);
  });
  show();
  return Object.defineProperties(pad, {
    surface: {value: surface},
    value: {get: ink, set: change},
    penWidth: {
      get: () => widths.value,
      set: (next: number) => {
        widths.value = next;
        showBoxes();
        show();
      }
    },
    boxes: {
      get: () => boxes,
      set: (next: readonly InkBox[]) => {
        boxes = next;
        showBoxes();
      }
    }
  });
}

/** Gives the ends of a stroke that was cut the pressure of the points next to them. */
function keepPressure(pressures: WeakMap<Point, number>, stroke: Stroke): void {
  for (const [end, next] of [
    [stroke[0], stroke[1]],
    [stroke.at(-1), stroke.at(-2)]
  ]) {
    const pressure = next && pressures.get(next);
    if (end && pressure !== undefined && !pressures.has(end)) pressures.set(end, pressure);
  }
}

/** Keeps *cursor* at the pointer over *surface* while it erases, and hides it where there is none. */
function followPointer(cursor: HTMLElement, surface: HTMLElement): void {
  const follow = ({clientX, clientY}: PointerEvent) => {
    if (!surface.hasAttribute("data-erasing")) return;
    const {left, top, width} = surface.getBoundingClientRect();
    cursor.hidden = false;
    cursor.style.left = `${(100 * (clientX - left)) / width}%`;
    cursor.style.top = `${(100 * (clientY - top)) / width}%`;
  };
  surface.addEventListener("pointerdown", follow);
  surface.addEventListener("pointermove", follow);
  surface.addEventListener("pointerleave", () => (cursor.hidden = true));
}

/** Returns the frame of a box, half the pen's width and a bit outside it, as boxes are around the middle of the ink. */
function frame({x, y, width, height, chosen}: InkBox, penWidth: number): HTMLElement {
  const [percent, margin] = [(share: number) => `${(100 * share).toFixed(2)}%`, 0.75 * penWidth];
  const style = `left: ${percent(x - margin)}; top: ${percent(y - margin)}; width: ${percent(width + 2 * margin)}; height: ${percent(height + 2 * margin)}`;
  return html`<span class="ink-box" data-chosen=${chosen ? "" : null} style=${style}></span>` as HTMLElement;
}
