import {joinClasses} from "../../characters/alphabet.js";
import type {Corrections, DeskAnswer, DeskDigit} from "../answer/desk.js";
import type {DeskParts} from "./deskParts.js";
import {showParts} from "./deskParts.js";
import {framesOf, type DeskState} from "./deskState.js";
import type {PhotoLayer} from "./photoLayer.js";
import {scaleBox, type Task} from "./question.js";

/** The digits of the answer, and which is shown in detail; −1 for none. */
export interface ChosenDigit {
  readonly digits: readonly DeskDigit[];
  readonly chosen: number;
}

/** Shows the chosen digit on the surface, or the photo that lies there, and on its way to the network. */
export function showDigit(
  parts: DeskParts,
  layer: PhotoLayer,
  {digits, chosen}: ChosenDigit,
  {latest, answered, corrections}: Pick<DeskState, "latest" | "answered"> & {readonly corrections: Corrections}
): void {
  const {pad, model, strip, why, comparison} = parts;
  const classes = answered?.classes ?? model.classesOf();
  const boxes = framesOf(digits, chosen, {classes, corrections});
  const isInk = latest && "strokes" in latest.subject;
  pad.boxes = isInk && digits.length > 1 ? boxes : [];
  if (layer.view) layer.view.boxes = boxes;
  const [source, unit] = isInk ? [pad.surface, pad.surface.width] : [layer.view?.canvas, 1];
  const read = digits[chosen];
  showParts(parts, classes, read !== undefined);
  strip.update(read && {...read, text: joinClasses([read.label], classes), source, box: scaleBox(read.box, unit)});
  why?.update(read, latest?.run ?? model.value, classes);
  if (!read) comparison?.update(undefined);
}

/** Says how long the visitor waited for an answer, and how it was computed if not as usual. */
export function showTiming({timing}: DeskParts, task: Task, {backend}: DeskAnswer): void {
  const {duration} = performance.measure("recognize", {start: task.timeStamp, end: performance.now()});
  const unusual = backend.split(", ").filter((part) => part !== "wasm");
  timing.textContent = [`Read in ${duration.toFixed(0)} ms`, ...unusual].join(", ");
  timing.dataset.backend = backend;
}
