import type {Point} from "../../pen/pen.js";
import {NO_STEPS} from "../answer/deskFeedback.js";
import {withMembers} from "../page/withMembers.js";
import type {InkDetail, InkPad, InkPadOptions} from "./inkInput.js";
import {blankPad, inkOf, reducePad, shownState, type PadEvent} from "./padState.js";
import {padView} from "./padView.js";
import {penPressure} from "./penPressure.js";
import {PEN_WIDTHS} from "./penWidths.js";
import {trackPen, type PenPlace} from "./trackPen.js";

/** Radius of the eraser, in fractions of the surface's side. */
const ERASER = 0.04;

/**
 * Returns a square surface to draw on by mouse, touch or pen, with buttons to undo, redo, clear and erase, and a choice of
 * the pen's width. It dispatches `input` whenever the ink changes, while a stroke is being drawn too. The eraser, also
 * that at the other end of a pen, cuts parts out of strokes. How hard a pen is pressed shows, but is no part of the value.
 */
export function inkPad({penWidth = PEN_WIDTHS.Medium}: InkPadOptions = {}): InkPad {
  const pressures = penPressure();
  const view = padView({
    penWidth,
    eraser: ERASER,
    weightOf: pressures.weightOf,
    onStep: (direction) => {
      if (!state.gesture && detour.canStep(direction)) detour.step(direction);
      else follow({type: "step", direction});
    },
    onClear: () => follow({type: "replace", strokes: []}),
    onEraser: () => follow({type: "eraser", isOn: !state.isEraserOn}),
    onPenWidth: (timeStamp) => dispatch("penWidth", timeStamp)
  });
  let state = blankPad();
  let detour = NO_STEPS;

  /** Brings the state on by an *event*, shows it, and tells of what changed. */
  function follow(event: PadEvent, timeStamp = performance.now()): void {
    const before = state;
    state = reducePad(state, event);
    if (state.gesture && "erased" in state.gesture) inkOf(state).forEach(pressures.extend);
    view.render(state, detour);
    // A pen that is lifted makes one step of what was told while it moved.
    const isStep = event.type !== "lift" && before.history !== state.history;
    if (isStep || inkOf(before) !== inkOf(state)) dispatch(event.type === "say" ? "feedback" : "strokes", timeStamp);
  }

  function dispatch(changed: InkDetail["changed"], timeStamp: number): void {
    const detail: InkDetail = {timeStamp, changed};
    view.dispatchEvent(new CustomEvent("input", {bubbles: true, detail}));
  }

  function press(places: readonly PenPlace[]): readonly Point[] {
    for (const {point, pressure} of places) pressures.set(point, pressure);
    return places.map(({point}) => point);
  }

  trackPen(view.surface, {
    begin(place, {isEraser, timeStamp}) {
      const [at] = press([place]);
      // The ink that stays, half a pen beyond its middle, touches the edge of the eraser.
      const radius = ERASER + view.penWidth / 2;
      follow(isEraser || state.isEraserOn ? {type: "erase", at: at!, radius} : {type: "draw", at: at!}, timeStamp);
    },
    move: (places, timeStamp) => follow({type: "move", points: press(places)}, timeStamp),
    end: (timeStamp) => follow({type: "lift"}, timeStamp),
    drop: (timeStamp) => follow({type: "drop"}, timeStamp)
  });
  view.render(state, detour);
  return withMembers(view, {
    get value() {
      return inkOf(state);
    },
    set value(strokes) {
      follow({type: "replace", strokes});
    },
    get pressures() {
      const values = inkOf(state).map((stroke) => stroke.map(pressures.of));
      return values.flat().every((value) => value === 0.5) ? undefined : values;
    },
    draw(strokes: InkPad["value"], values: InkPad["pressures"]) {
      strokes.forEach((stroke, i) => stroke.forEach((point, k) => pressures.set(point, values?.[i]?.[k] ?? 0.5)));
      follow({type: "replace", strokes});
    },
    get drawing() {
      return shownState(state).drawing;
    },
    get feedback() {
      return shownState(state).feedback;
    },
    set feedback(feedback) {
      follow({type: "say", feedback});
    },
    get detour() {
      return detour;
    },
    set detour(steps) {
      detour = steps;
      view.render(state, detour);
    }
  });
}
