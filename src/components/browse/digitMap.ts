import {html} from "htl";
import {onColorChange} from "../page/colorChanges.js";
import {onWidth} from "../page/onWidth.js";
import {withMembers} from "../page/withMembers.js";
import {drawMap, type MapDrawing} from "./drawMap.js";
import {keyboardWindow} from "./keyboardWindow.js";
import {roundLasso, type Lasso} from "./lasso.js";
import {mapFrame, WHOLE_MAP} from "./mapFrame.js";
import {boundsOf, clickOf, FIRST_MAP, reduceMap, type MapEvent, type Point} from "./mapState.js";
import {mapTip} from "./mapTip.js";

export interface DigitMapOptions {
  /** The maximum side, in CSS pixels. */
  readonly most?: number;
  /** Returns the tooltip for the image of a row. */
  readonly describe: (row: number) => Node;
  /** Called with what was selected; null for none. */
  readonly onSelect: (lasso: Lasso | null) => void;
  /** Called with the row of an image that was clicked. */
  readonly onOpen: (row: number) => void;
}

/** A map that shows a drawing and what is selected of it. */
export interface DigitMap extends HTMLElement {
  show(drawing: MapDrawing, selected: Lasso | null): void;
}

/** A pointer farther than this, in CSS pixels, from every image is at none. */
const NEAR = 12;

/**
 * Returns a map of images, each a point. Drawing a line around points selects them; a click opens the nearest one. By
 * keyboard, arrows move a window and Enter selects the images in it (`keyboardWindow`); Escape clears the selection.
 */
export function digitMap({most = 640, describe, onSelect, onOpen}: DigitMapOptions): DigitMap {
  const canvas = html<"canvas">`<canvas
    tabindex="0"
    role="application"
    aria-label="Map of the images. Arrows move a window, plus and minus resize it, Enter selects what is inside, Escape lets go."
  ></canvas>`;
  const tip = mapTip(describe);
  const zoom = html<"button">`<button type="button" class="quiet" disabled>Zoom to the selection</button>`;
  const clear = html<"button">`<button type="button" class="quiet" disabled>Clear selection</button>`;
  const surface = html`<div class="map-surface" style=${`--most: ${most}px`}>${canvas}${tip.element}</div>`;
  const map = html`<div class="digit-map">
    ${surface}
    <div class="map-tools">${zoom}${clear}</div>
  </div>`;

  let shown: {readonly drawing: MapDrawing; readonly selected: Lasso | null} | undefined;
  let state = FIRST_MAP;
  let frame = mapFrame(state.side, state.view);

  const redraw = (): void => {
    if (!shown) return;
    const {drawing, selected} = shown;
    drawMap(canvas, drawing, {frame, lasso: selected, line: state.line, keyWindow: keys.window});
    zoom.disabled = !selected && state.view === WHOLE_MAP;
    zoom.textContent = state.view === WHOLE_MAP ? "Zoom to the selection" : "Whole map";
    clear.disabled = !selected;
  };
  const dispatch = (event: MapEvent): void => {
    const before = state;
    state = reduceMap(state, event);
    if (state === before) return;
    if (state.side !== before.side || state.view !== before.view) frame = mapFrame(state.side, state.view);
    redraw();
  };
  const select = (points: readonly Point[]): void => {
    const polygon = points.map(([x, y]) => frame.toMap(x, y));
    if (shown) onSelect(roundLasso({layout: shown.drawing.layout, polygon}));
  };
  const rowAt = ([x, y]: Point) => shown && frame.nearest(shown.drawing, x, y, NEAR);
  const keys = keyboardWindow(canvas, {onChange: redraw, onSelect: select, onClear: () => onSelect(null)});

  followPointer(canvas, {
    dispatch,
    onHover: (at) => tip.show(at && rowAt(at), at, state.side),
    onRelease() {
      const {line} = state;
      dispatch({type: "release"});
      const click = clickOf(line);
      const row = click && rowAt(click);
      if (row !== undefined) onOpen(row);
      else if (click) onSelect(null);
      else if (line.length) select(line);
    }
  });
  zoom.addEventListener("click", () => {
    const selected = shown?.selected;
    dispatch({type: "look", view: selected && state.view === WHOLE_MAP ? boundsOf(selected) : WHOLE_MAP});
  });
  clear.addEventListener("click", () => onSelect(null));
  followSize(surface, most, (side) => {
    keys.resize(side);
    dispatch({type: "resize", side});
  });
  onColorChange(redraw);

  return withMembers(map, {
    show(drawing: MapDrawing, selected: Lasso | null) {
      const isOther = shown && drawing.layout !== shown.drawing.layout;
      shown = {drawing, selected};
      if (isOther) dispatch({type: "look", view: WHOLE_MAP});
      frame = mapFrame(state.side, state.view); // it keeps what is nearest to where
      redraw();
    }
  });
}

/** Turns a pointer's events on a *canvas* into those of the map's state; *onHover* gets no point where it leaves. */
function followPointer(
  canvas: HTMLCanvasElement,
  {
    dispatch,
    onHover,
    onRelease
  }: {dispatch: (event: MapEvent) => void; onHover: (at?: Point) => void; onRelease: () => void}
): void {
  let isDown = false;
  canvas.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    isDown = true;
    onHover();
    dispatch({type: "press", at: [event.offsetX, event.offsetY]});
  });
  canvas.addEventListener("pointermove", ({offsetX, offsetY}) => {
    if (isDown) dispatch({type: "move", at: [offsetX, offsetY]});
    else onHover([offsetX, offsetY]);
  });
  canvas.addEventListener("pointerup", () => {
    if (isDown) onRelease();
    isDown = false;
  });
  canvas.addEventListener("pointercancel", () => {
    isDown = false;
    dispatch({type: "release"});
  });
  canvas.addEventListener("pointerleave", () => onHover());
}

/** Calls *onSide* with the side of the square that fits *surface*, *most* at most, in CSS pixels, whenever it changes. */
function followSize(surface: HTMLElement, most: number, onSide: (side: number) => void): void {
  onWidth(surface, (width) => onSide(Math.min(most, width)));
}
