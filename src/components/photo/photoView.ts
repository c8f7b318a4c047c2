import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import type {Box} from "../../ink/image/image.js";
import {NO_STEPS, type Steps} from "../answer/deskFeedback.js";
import {photoCanvas} from "./photoCanvas.js";
import type {NamedPhoto} from "./photoInput.js";
import {shortcutOf} from "../answer/shortcuts.js";

/** A photo that is shown with frames over it. */
export interface PhotoView extends HTMLElement {
  /** Frames around parts of the photo, in its pixels; they stay until others are set. */
  boxes: readonly PhotoBox[];
  /** What can be undone and redone while it is shown. */
  steps: Steps;
  /** The canvas that shows it, in its own pixels. */
  readonly canvas: HTMLCanvasElement;
}

/** A frame around a part of a photo. */
export interface PhotoBox extends Box {
  readonly chosen: boolean;
  /** What was read there. */
  readonly text: string;
}

export interface PhotoViewOptions {
  /** Called with the index of a frame that is tapped. */
  readonly onSelect?: (index: number) => void;
  /** Called when the visitor wants the drawing back. */
  readonly onBack?: () => void;
  /** Called when a mouse or a pen draws on the photo, with the events from `pointerdown` on. */
  readonly onDraw?: (events: readonly PointerEvent[]) => void;
}

/** Pixels of the screen that a pointer moves before it draws; less is a tap. */
const MIN_MOVE = 6;

/** Keys that undo and redo: the drawing below is not to be changed unseen. */
const DIRECTIONS: Readonly<Record<string, -1 | 1>> = {"Control+Z": -1, "Control+Shift+Z": 1, "Control+Y": 1};

/** Returns a photo as large as fits into a square, with frames and a button back to the drawing. */
export function photoView(
  photo: NamedPhoto,
  {onSelect = () => {}, onBack = () => {}, onDraw = () => {}}: PhotoViewOptions = {}
): PhotoView {
  const {width, height, name} = photo;
  const canvas = photoCanvas(photo);
  // The same digits are buttons beside the answer: nobody needs these to be read out or to stop at.
  const frames = html`<div aria-hidden="true"></div>`;
  const shape = `aspect-ratio: ${width} / ${height}; width: ${Math.min(100, (100 * width) / height).toFixed(3)}%`;
  const paper = html`<div class="photo-paper"><div class="photo-picture" style=${shape}>${canvas}${frames}</div></div>`;
  let steps = NO_STEPS;
  const undo = html<"button">`<button type="button" hidden onclick=${() => steps.step(-1)}>Undo</button>`;
  const redo = html<"button">`<button type="button" hidden onclick=${() => steps.step(1)}>Redo</button>`;
  const view = html`<div class="photo-view" data-testid="photo">
    ${paper}
    <div class="toolbar">
      ${undo}${redo}
      <button type="button" data-testid="back" title="Back to drawing (Esc)" onclick=${onBack}>Back to drawing</button>
      <small class="photo-name">${name}</small>
    </div>
  </div>`;

  const onKey = (event: KeyboardEvent) => {
    if (!view.isConnected) return document.removeEventListener("keydown", onKey, true);
    const shortcut = shortcutOf(event);
    const direction = DIRECTIONS[shortcut];
    if (!direction && shortcut !== "Escape") return;
    if ((event.target as Element).closest("input, select, textarea, dialog, [data-joining]")) return;
    event.preventDefault();
    event.stopPropagation();
    if (direction && steps.canStep(direction)) steps.step(direction);
    else if (direction !== 1) onBack(); // with nothing to undo, too
  };
  document.addEventListener("keydown", onKey, true);

  let trail: PointerEvent[] = [];
  paper.addEventListener("pointerdown", (event) => {
    if (event.button === 0 && event.pointerType !== "touch") trail = [event]; // a finger scrolls the page
  });
  paper.addEventListener("pointermove", (event) => {
    const [start] = trail;
    if (!start || start.pointerId !== event.pointerId || !event.buttons) return;
    const events = event.getCoalescedEvents();
    trail.push(...(events.length ? events : [event]));
    if (Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY) >= MIN_MOVE) onDraw(trail);
  });
  paper.addEventListener("pointerup", () => (trail = []));

  let boxes: readonly PhotoBox[] = [];
  return withMembers(view, {
    canvas,
    get steps() {
      return steps;
    },
    set steps(next) {
      steps = next;
      [undo.disabled, redo.disabled] = [!steps.canStep(-1), !steps.canStep(1)];
      undo.hidden = redo.hidden = undo.disabled && redo.disabled;
    },
    get boxes() {
      return boxes;
    },
    set boxes(next) {
      boxes = next;
      frames.replaceChildren(...boxes.map((box, i) => frame(box, photo, () => onSelect(i))));
    }
  });
}

/** Returns the frame of a box, a bit outside it. */
function frame({x, y, width, height, chosen, text}: PhotoBox, photo: NamedPhoto, onClick: () => void): HTMLElement {
  const margin = 0.008 * Math.max(photo.width, photo.height);
  const percent = (pixels: number, all: number) => `${((100 * pixels) / all).toFixed(2)}%`;
  const style = `left: ${percent(x - margin, photo.width)}; top: ${percent(y - margin, photo.height)}; width: ${percent(width + 2 * margin, photo.width)}; height: ${percent(height + 2 * margin, photo.height)}`;
  return html`<button
    type="button"
    tabindex="-1"
    class="photo-box"
    data-chosen=${chosen ? "" : null}
    style=${style}
    onclick=${onClick}
  >
    <span>${text}</span>
  </button>`;
}
