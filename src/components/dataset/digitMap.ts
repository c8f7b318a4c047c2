import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {keyboardWindow} from "./keyboardWindow.js";
import {roundLasso, type Lasso} from "./lasso.js";
import {drawMap, type MapDrawing} from "./drawMap.js";
import {mapFrame, WHOLE_MAP, type MapView} from "./mapFrame.js";

export interface DigitMapOptions {
  /** The maximum side, in CSS pixels. */
  readonly most?: number;
  /** Returns the tooltip for the image of a row. */
  readonly describe: (row: number) => Node;
}

/** An input whose value is the selected part of the map; null for none. */
export interface DigitMap extends HTMLElement {
  value: Lasso | null;
  /** The row clicked last; each click dispatches `open`. */
  readonly opened: number | undefined;
  /** Shows another drawing: other images, places or colors. */
  show(drawing: MapDrawing): void;
}

/** A pointer that moved less than CLICK, in CSS pixels, clicked; one farther than NEAR from every image is at none. */
const [CLICK, NEAR] = [5, 12];

/** The minimum distance between corners of the drawn line, in CSS pixels. */
const CORNER = 6;

/**
 * Returns a map of images, each a point. Drawing a line around points selects them; a click opens the nearest one. By
 * keyboard, arrows move a window and Enter selects the images in it (`keyboardWindow`); Escape clears the selection.
 */
export function digitMap({most = 640, describe}: DigitMapOptions): DigitMap {
  const canvas = html<"canvas">`<canvas
    tabindex="0"
    role="application"
    aria-label="Map of the images. Arrows move a window, plus and minus resize it, Enter selects what is inside, Escape lets go."
  ></canvas>`;
  const tip = html`<div class="map-tip" hidden></div>`;
  const zoom = html<"button">`<button type="button" class="quiet" disabled>Zoom to the selection</button>`;
  const clear = html<"button">`<button type="button" class="quiet" disabled>Select nothing</button>`;
  const map = html`<div class="digit-map">
    <div class="map-surface">${canvas}${tip}</div>
    <div class="map-tools">${zoom}${clear}</div>
  </div>`;

  let drawing: MapDrawing | undefined;
  let view: MapView = WHOLE_MAP;
  let frame = mapFrame(1, view);
  let value: Lasso | null = null;
  let line: [number, number][] = [];
  let opened: number | undefined;

  const redraw = (): void => {
    if (!drawing) return;
    drawMap(canvas, drawing, {frame, lasso: value, line, keyWindow: keys.window});
    zoom.disabled = !value && view === WHOLE_MAP;
    zoom.textContent = view === WHOLE_MAP ? "Zoom to the selection" : "Whole map";
    clear.disabled = !value;
  };

  function look(next: MapView): void {
    view = next;
    frame = mapFrame(frame.side, view);
    redraw();
  }

  function select(next: Lasso | null): void {
    value = next;
    redraw();
    map.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function selectLine(): void {
    const polygon = line.map(([x, y]) => frame.toMap(x, y));
    line = [];
    if (drawing) select(roundLasso({layout: drawing.layout, polygon}));
  }

  function open(x: number, y: number): void {
    const row = drawing && frame.nearest(drawing, x, y, NEAR);
    if (row === undefined) return select(null);
    opened = row;
    map.dispatchEvent(new CustomEvent("open", {bubbles: true}));
  }

  const keys = keyboardWindow(canvas, {
    onChange: redraw,
    onSelect: (corners) =>
      drawing && select(roundLasso({layout: drawing.layout, polygon: corners.map(([x, y]) => frame.toMap(x, y))})),
    onClear: () => select(null)
  });

  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    line = [[event.offsetX, event.offsetY]];
    tip.hidden = true;
  });
  canvas.addEventListener("pointermove", (event) => {
    const at: [number, number] = [event.offsetX, event.offsetY];
    if (!line.length) return hover(...at);
    const last = line.at(-1)!;
    if (Math.hypot(at[0] - last[0], at[1] - last[1]) < CORNER) return;
    line.push(at);
    redraw();
  });
  canvas.addEventListener("pointerup", () => {
    if (!line.length) return;
    const [x, y] = line[0]!;
    const isClick = line.every(([u, v]) => Math.hypot(u - x, v - y) < CLICK);
    if (!isClick) return selectLine();
    line = [];
    open(x, y);
  });
  canvas.addEventListener("pointercancel", () => {
    line = [];
    redraw();
  });
  canvas.addEventListener("pointerleave", () => (tip.hidden = true));

  function hover(x: number, y: number): void {
    const row = drawing && frame.nearest(drawing, x, y, NEAR);
    tip.hidden = row === undefined;
    if (row === undefined) return;
    if (tip.dataset.row !== String(row)) tip.replaceChildren(describe(row));
    tip.dataset.row = String(row);
    const isRight = x > frame.side / 2;
    tip.style.transform = `translate(${x + (isRight ? -16 : 16)}px, ${y}px) translate(${isRight ? "-100%" : "0"}, -50%)`;
  }

  zoom.addEventListener("click", () => look(value && view === WHOLE_MAP ? boundsOf(value) : WHOLE_MAP));
  clear.addEventListener("click", () => select(null));
  new ResizeObserver(() => {
    const side = Math.min(most, Math.floor(map.clientWidth));
    if (!side || side === frame.side) return;
    frame = mapFrame(side, view);
    keys.resize(side);
    redraw();
  }).observe(map);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);

  return withMembers(map, {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
      redraw();
    },
    get opened() {
      return opened;
    },
    show(next: MapDrawing) {
      if (drawing && next.layout !== drawing.layout) view = WHOLE_MAP;
      drawing = next;
      frame = mapFrame(frame.side, view);
      redraw();
    }
  });
}

/** Returns the square around a lasso, with a small margin. */
function boundsOf({polygon}: Lasso): MapView {
  const [xs, ys] = [polygon.map(([x]) => x), polygon.map(([, y]) => y)];
  const [left, right] = [Math.min(...xs), Math.max(...xs)];
  const [top, bottom] = [Math.min(...ys), Math.max(...ys)];
  const side = 1.1 * Math.max(right - left, bottom - top);
  return {x: (left + right - side) / 2, y: (top + bottom - side) / 2, side};
}
