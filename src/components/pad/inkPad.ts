import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {eraseAlong} from "../../pen/eraser.js";
import type {Point, Stroke} from "../../pen/pen.js";
import {NO_STEPS} from "../answer/deskFeedback.js";
import {inkPainter} from "./drawInk.js";
import {eraserCursor} from "./eraserCursor.js";
import {keepFeedback, NO_FEEDBACK, type Feedback} from "../answer/feedback.js";
import {inkFrame, type InkBox} from "./inkFrame.js";
import type {InkDetail, InkPad, InkPadOptions} from "./inkInput.js";
import {addState, canStep, shownInk, startHistory, step} from "../answer/inkHistory.js";
import {aOne, classWords} from "../page/classWords.js";
import {penPressure} from "./penPressure.js";
import {PEN_WIDTHS, penWidths} from "./penWidths.js";
import {listenForShortcuts, shortcutButton} from "../answer/shortcuts.js";
import {trackPen, type PenPlace} from "./trackPen.js";

/** Radius of the eraser, in fractions of the surface's side. */
const ERASER = 0.04;

/** A step of undo. */
type InkState = {readonly strokes: readonly Stroke[]} & Readonly<Pick<InkPad, "drawing" | "feedback">>;

/** What is under way while the pen is down; one step of undo. */
type Gesture = Drawing | Erasing;
type Drawing = {readonly points: Point[]};
type Erasing = {readonly erased: readonly Stroke[]; readonly at: Point};

/**
 * Returns a square surface to draw on by mouse, touch or pen, with buttons to undo, redo, clear and erase, and a choice of
 * the pen's width. It dispatches `input` whenever the ink changes, while a stroke is being drawn too. The eraser, also
 * that at the other end of a pen, cuts parts out of strokes. How hard a pen is pressed shows, but is no part of the value.
 */
export function inkPad({penWidth = PEN_WIDTHS.Medium}: InkPadOptions = {}): InkPad {
  const surface = html<"canvas">`<canvas data-testid="ink" class="ink-surface" role="img"></canvas>`;
  const hint = html`<span class="ink-hint" aria-hidden="true"></span>`;
  const frames = html`<div class="ink-boxes" aria-hidden="true"></div>`;
  const cursor = eraserCursor(surface, ERASER);
  const undoButton = shortcutButton("Undo", "undo", "Control+Z", () => move(-1));
  const redoButton = shortcutButton("Redo", "redo", "Control+Shift+Z Control+Y", () => move(1));
  const clearButton = shortcutButton("Clear", "clear", "Escape", () => change([]));
  const eraserButton = shortcutButton("Eraser", "eraser", "E", () => selectEraser(!isEraserOn));
  const buttons = [undoButton, redoButton, clearButton, eraserButton];
  const widths = penWidths(penWidth);
  const pad = html`<div class="ink-pad" data-empty>
    <div class="ink-paper">${surface}${frames}${cursor}${hint}</div>
    <div class="toolbar" role="group" aria-label="Drawing">
      <span>${undoButton}${redoButton}${clearButton}</span><span>${widths}${eraserButton}</span>
    </div>
  </div>`;
  const paint = inkPainter(surface);

  let history = startHistory<InkState>({strokes: [], drawing: {}, feedback: NO_FEEDBACK});
  /** The drawing that begins with the next stroke on the blank surface. */
  let next: object = {};
  let detour = NO_STEPS;
  let gesture: Gesture | undefined;
  let isEraserOn = false;
  let boxes: readonly InkBox[] = [];
  let classes: Alphabet = DIGITS;
  const pressures = penPressure();

  function ink(): readonly Stroke[] {
    const {strokes} = shownInk(history);
    if (!gesture) return strokes;
    return "erased" in gesture ? gesture.erased : [...strokes, gesture.points];
  }

  /** Returns what is there, with what is under way. */
  function state(): InkState {
    const [{strokes: before, drawing, feedback}, strokes] = [shownInk(history), ink()];
    return {strokes, drawing: before.length ? drawing : next, feedback: keepFeedback(feedback, before, strokes)};
  }

  function dispatch(changed: InkDetail["changed"], timeStamp = performance.now()): void {
    show();
    const detail: InkDetail = {timeStamp, changed};
    pad.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  /** Makes what is under way a step of its own. */
  function settle(): void {
    const settled = state();
    gesture = undefined;
    if (settled.strokes === ink()) return;
    history = addState(history, settled);
    next = {};
  }

  function change(strokes: readonly Stroke[]): void {
    settle();
    if (!strokes.length && !ink().length) return;
    history = addState(history, {strokes, drawing: {}, feedback: NO_FEEDBACK});
    dispatch("strokes");
  }

  function say(feedback: Feedback): void {
    settle();
    history = addState(history, {...state(), feedback});
    dispatch("feedback");
  }

  function move(direction: -1 | 1): void {
    if (gesture) return;
    if (detour.canStep(direction)) return detour.step(direction);
    if (!canStep(history, direction)) return;
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
    undoButton.disabled = !detour.canStep(-1) && !canStep(history, -1);
    redoButton.disabled = !detour.canStep(1) && !canStep(history, 1);
    clearButton.disabled = eraserButton.disabled = isBlank;
    eraserButton.setAttribute("aria-pressed", String(isEraserOn));
    surface.toggleAttribute("data-erasing", isEraserOn || (gesture !== undefined && "erased" in gesture));
    paint({strokes, penWidth: widths.value, weightOf: pressures.weightOf});
  }

  function showBoxes(): void {
    frames.replaceChildren(...boxes.map((box) => inkFrame(box, widths.value)));
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
    after.forEach(pressures.extend);
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
  listenForShortcuts(pad, buttons);
  widths.addEventListener("input", (event) => {
    event.stopPropagation(); // for the pad's own, which says what changed
    showBoxes();
    dispatch("penWidth", event.timeStamp);
  });
  show();
  const whole = withMembers(pad, {
    surface,
    get classes() {
      return classes;
    },
    set classes(next) {
      classes = next;
      hint.textContent = `Draw ${aOne(next)}`;
      surface.setAttribute("aria-label", `Surface to draw ${classWords(next).many} on`);
    },
    get value() {
      return ink();
    },
    set value(strokes) {
      change(strokes);
    },
    get drawing() {
      return state().drawing;
    },
    get feedback() {
      return state().feedback;
    },
    set feedback(next) {
      say(next);
    },
    get detour() {
      return detour;
    },
    set detour(steps) {
      detour = steps;
      show();
    },
    get penWidth() {
      return widths.value;
    },
    set penWidth(next) {
      widths.value = next;
      showBoxes();
      show();
    },
    get boxes() {
      return boxes;
    },
    set boxes(next) {
      boxes = next;
      showBoxes();
    }
  });
  whole.classes = DIGITS;
  return whole;
}
