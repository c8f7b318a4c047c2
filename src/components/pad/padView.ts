import {html} from "htl";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import type {Point, Stroke} from "../../pen/pen.js";
import type {Steps} from "../answer/deskFeedback.js";
import {canStep} from "../answer/inkHistory.js";
import {listenForShortcuts, shortcutButton} from "../answer/shortcuts.js";
import {aOne, classWords} from "../page/classWords.js";
import {withMembers} from "../page/withMembers.js";
import {inkPainter} from "./drawInk.js";
import {eraserCursor} from "./eraserCursor.js";
import {inkFrame, type InkBox} from "./inkFrame.js";
import {inkOf, isErasing, type PadState} from "./padState.js";
import {penWidths} from "./penWidths.js";

export interface PadViewOptions {
  /** Width of the pen at first, in fractions of the surface's side. */
  readonly penWidth: number;
  /** Radius of the eraser, in fractions of the surface's side. */
  readonly eraser: number;
  /** As `Ink.weightOf`. */
  readonly weightOf: (point: Point) => number;
  /** Called where Undo (-1) or Redo (1) is pressed. */
  readonly onStep: (direction: -1 | 1) => void;
  readonly onClear: () => void;
  readonly onEraser: () => void;
  /** Called when another width was chosen, and shows. */
  readonly onPenWidth: (timeStamp: number) => void;
}

/** What is seen of a surface to draw on: it remembers no ink. */
export interface PadView extends HTMLElement {
  readonly surface: HTMLCanvasElement;
  penWidth: number;
  boxes: readonly InkBox[];
  ghost: readonly Stroke[];
  classes: Alphabet;
  /** Shows a *state*; *detour* is what Undo and Redo do first. */
  render(state: PadState, detour: Steps): void;
}

/** Returns the surface, its buttons and the choice of the pen's width; its members are described at `InkPad`. */
export function padView({penWidth, eraser, weightOf, onPenWidth, ...actions}: PadViewOptions): PadView {
  const surface = html<"canvas">`<canvas data-testid="ink" class="ink-surface" role="img"></canvas>`;
  const hint = html`<span class="ink-hint" aria-hidden="true"></span>`;
  const frames = html`<div class="ink-boxes" aria-hidden="true"></div>`;
  const widths = penWidths(penWidth);
  const paint = inkPainter(surface);
  const buttons = padButtons(actions);
  const pad = html`<div class="ink-pad" data-empty>
    <div class="ink-paper">${surface}${frames}${eraserCursor(surface, eraser)}${hint}</div>
    <div class="toolbar" role="group" aria-label="Drawing">
      <span>${buttons.steps}</span><span>${widths}${buttons.eraser}</span>
    </div>
  </div>`;
  let boxes: readonly InkBox[] = [];
  let classes: Alphabet = DIGITS;
  let strokes: ReturnType<typeof inkOf> = [];
  let ghost: readonly Stroke[] = [];

  function paintInk(): void {
    const isGhost = !strokes.length && ghost.length > 0;
    if (isGhost !== pad.hasAttribute("data-ghost")) {
      pad.toggleAttribute("data-ghost", isGhost);
      invite();
    }
    paint({strokes: strokes.length ? strokes : ghost, penWidth: widths.value, weightOf});
  }

  function invite(): void {
    const begin = pad.hasAttribute("data-ghost") ? "Your turn: draw" : "Draw";
    hint.textContent = `${begin} ${aOne(classes)}`;
  }

  function redraw(): void {
    frames.replaceChildren(...boxes.map((box) => inkFrame(box, widths.value)));
    paintInk();
  }

  listenForShortcuts(pad, [...buttons.steps, buttons.eraser]);
  widths.addEventListener("input", (event) => {
    event.stopPropagation(); // for the pad's own, which says what changed
    redraw();
    onPenWidth(event.timeStamp);
  });
  const view = withMembers(pad, {
    surface,
    render(state: PadState, detour: Steps) {
      strokes = inkOf(state);
      pad.toggleAttribute("data-empty", !strokes.length);
      surface.toggleAttribute("data-erasing", isErasing(state));
      buttons.render(state, detour);
      paintInk();
    },
    get penWidth() {
      return widths.value;
    },
    set penWidth(next) {
      widths.value = next;
      redraw();
    },
    get boxes() {
      return boxes;
    },
    set boxes(next) {
      boxes = next;
      redraw();
    },
    get ghost() {
      return ghost;
    },
    set ghost(next) {
      ghost = next;
      paintInk();
    },
    get classes() {
      return classes;
    },
    set classes(next) {
      classes = next;
      invite();
      surface.setAttribute("aria-label", `Surface to draw ${classWords(next).many} on`);
    }
  });
  view.classes = classes;
  return view;
}

interface PadButtons {
  /** Undo, redo and clear. */
  readonly steps: readonly HTMLButtonElement[];
  readonly eraser: HTMLButtonElement;
  readonly render: PadView["render"];
}

function padButtons({onStep, onClear, onEraser}: Pick<PadViewOptions, "onStep" | "onClear" | "onEraser">): PadButtons {
  const undo = shortcutButton("Undo", "undo", "Control+Z", () => onStep(-1));
  const redo = shortcutButton("Redo", "redo", "Control+Shift+Z Control+Y", () => onStep(1));
  const clear = shortcutButton("Clear", "clear", "Escape", onClear);
  const eraser = shortcutButton("Eraser", "eraser", "E", onEraser);
  return {
    steps: [undo, redo, clear],
    eraser,
    render(state, detour) {
      undo.disabled = !detour.canStep(-1) && !canStep(state.history, -1);
      redo.disabled = !detour.canStep(1) && !canStep(state.history, 1);
      clear.disabled = eraser.disabled = !inkOf(state).length;
      eraser.setAttribute("aria-pressed", String(state.isEraserOn));
    }
  };
}
