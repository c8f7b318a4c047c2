import {html} from "htl";
import type {Box} from "../digits/image.js";
import type {Point, Stroke} from "../digits/pen.js";

/** What an ink pad's `input` event carries: when the pointer event behind it happened (`performance.now` time). */
export interface InkDetail {
  readonly timeStamp: number;
}

/** An input whose value is the strokes on it, in fractions of its side; y grows downward. Set it to draw anew. */
export interface InkPad extends HTMLElement {
  value: readonly Stroke[];
  /** Frames around parts of the ink, in fractions of the side; they stay until others are set. */
  boxes: readonly InkBox[];
  /** The canvas on which the ink is drawn. */
  readonly surface: HTMLCanvasElement;
}

/** A frame around a part of the ink. */
export interface InkBox extends Box {
  readonly chosen: boolean;
}

/** Width of the pen on the screen, in fractions of the surface's side. What the network reads has a pen of its own. */
const PEN = 0.045;

/**
 * Returns a square surface to draw on by mouse, touch or pen, with buttons to undo, redo and clear. It dispatches
 * `input` whenever the ink changes, while a stroke is being drawn too. *label* names it for a screen reader, *hint*
 * stands on the empty surface.
 */
export function inkPad({label = "Surface to draw digits on", hint = "Draw a digit"} = {}): InkPad {
  const surface = html`<canvas
    data-testid="ink"
    class="ink-surface"
    role="img"
    aria-label=${label}
  ></canvas>` as HTMLCanvasElement;
  const frames = html`<div class="ink-boxes" aria-hidden="true"></div>` as HTMLElement;
  const undoButton = button("Undo", "undo", "Ctrl+Z", () => move(-1));
  const redoButton = button("Redo", "redo", "Ctrl+Shift+Z", () => move(1));
  const clearButton = button("Clear", "clear", "Esc", () => change([]));
  const pad = html`<div class="ink-pad" data-empty>
    <div class="ink-paper">${surface}${frames}<span class="ink-hint" aria-hidden="true">${hint}</span></div>
    <div class="toolbar" role="group" aria-label="Drawing">${undoButton}${redoButton}${clearButton}</div>
  </div>` as InkPad;

  /** Every state of the surface since the page was opened, and which of them is shown: undo and redo walk along it. */
  let states: (readonly Stroke[])[] = [[]];
  let shown = 0;
  /** The stroke under the pen, and whose pen it is. */
  let current: {pointerId: number; points: Point[]} | undefined;

  const strokes = (): readonly Stroke[] => (current ? [...states[shown]!, current.points] : states[shown]!);

  function changed(timeStamp = performance.now()): void {
    render();
    const detail: InkDetail = {timeStamp};
    pad.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  function change(next: readonly Stroke[], timeStamp?: number): void {
    if (!next.length && !strokes().length) return;
    current = undefined;
    states = [...states.slice(0, shown + 1), next];
    shown = states.length - 1;
    changed(timeStamp);
  }

  function move(step: -1 | 1): void {
    if (current || !states[shown + step]) return;
    shown += step;
    changed();
  }

  function render(): void {
    const ink = strokes();
    pad.toggleAttribute("data-empty", !ink.length);
    undoButton.disabled = shown === 0;
    redoButton.disabled = shown === states.length - 1;
    clearButton.disabled = !ink.length;
    drawStrokes(surface, ink);
  }

  function pointOf(event: PointerEvent): Point {
    const {left, top, width} = surface.getBoundingClientRect();
    return [(event.clientX - left) / width, (event.clientY - top) / width];
  }

  surface.addEventListener("pointerdown", (event) => {
    // A second finger or a right button neither draws nor disturbs the stroke under way.
    if (current || event.button !== 0) return;
    event.preventDefault();
    surface.setPointerCapture(event.pointerId);
    current = {pointerId: event.pointerId, points: [pointOf(event)]};
    changed(event.timeStamp);
  });
  // Drawing is no gesture: no scroll, no zoom, and no fling that would swallow the next tap on a button.
  surface.addEventListener("touchstart", (event) => event.preventDefault(), {passive: false});
  surface.addEventListener("pointermove", (event) => {
    if (event.pointerId !== current?.pointerId) return;
    const events = event.getCoalescedEvents();
    current.points.push(...(events.length ? events : [event]).map(pointOf));
    changed(event.timeStamp);
  });
  const lift = (event: PointerEvent) => {
    if (event.pointerId === current?.pointerId) change(strokes(), event.timeStamp);
  };
  surface.addEventListener("pointerup", lift);
  surface.addEventListener("pointercancel", lift);
  // On the whole page: the surface itself takes no focus, and a button that gets disabled loses it.
  const onKey = (event: KeyboardEvent) => {
    if (!pad.isConnected) return document.removeEventListener("keydown", onKey);
    if ((event.target as Element).closest("input, select, textarea")) return;
    const command = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z";
    if (command) move(event.shiftKey ? 1 : -1);
    else if (event.key === "Escape") change([]);
    else return;
    event.preventDefault();
  };
  document.addEventListener("keydown", onKey);

  new ResizeObserver(render).observe(surface);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", render);
  render();
  let boxes: readonly InkBox[] = [];
  return Object.defineProperties(pad, {
    surface: {value: surface},
    value: {get: strokes, set: (next: readonly Stroke[]) => change(next)},
    boxes: {
      get: () => boxes,
      set: (next: readonly InkBox[]) => frames.replaceChildren(...(boxes = next).map(frame))
    }
  });
}

/** Returns the frame of a box, half the pen's width and a bit outside it, as boxes are around the middle of the ink. */
function frame({x, y, width, height, chosen}: InkBox): HTMLElement {
  const [percent, margin] = [(share: number) => `${(100 * share).toFixed(2)}%`, 0.75 * PEN];
  const style = `left: ${percent(x - margin)}; top: ${percent(y - margin)}; width: ${percent(width + 2 * margin)}; height: ${percent(height + 2 * margin)}`;
  return html`<span class="ink-box" data-chosen=${chosen ? "" : null} style=${style}></span>` as HTMLElement;
}

function button(text: string, id: string, shortcut: string, onClick: () => void): HTMLButtonElement {
  return html`<button type="button" data-testid=${id} title=${`${text} (${shortcut})`} onclick=${onClick}>
    ${text}
  </button>` as HTMLButtonElement;
}

/** Draws *strokes* on the canvas, as sharp as the screen is, in its text color. */
function drawStrokes(canvas: HTMLCanvasElement, strokes: readonly Stroke[]): void {
  const side = Math.round(canvas.clientWidth * devicePixelRatio);
  if (!side) return; // not on the page yet
  if (canvas.width !== side) canvas.width = canvas.height = side;
  const context = canvas.getContext("2d")!;
  context.clearRect(0, 0, side, side);
  context.lineWidth = PEN * side;
  context.lineCap = context.lineJoin = "round";
  context.strokeStyle = getComputedStyle(canvas).color;
  for (const stroke of strokes) {
    context.beginPath();
    const [first, ...rest] = stroke;
    context.moveTo(first![0] * side, first![1] * side);
    if (!rest.length) context.lineTo(first![0] * side, first![1] * side);
    for (const [x, y] of rest) context.lineTo(x * side, y * side);
    context.stroke();
  }
}
