import type {Alphabet} from "../../characters/alphabet.js";
import {answerAt, countPoints, drawnUntil, type Demonstration, type RecordedAnswer} from "../../run/demonstration.js";
import {PIXELS} from "../../ink/image/grid.js";
import {answerIn, type DeskAnswer} from "../answer/desk.js";
import {whenSeen} from "../page/whenSeen.js";
import type {DrawingDesk} from "./deskOptions.js";

/** How long the drawing takes, in ms, and the pause before it. */
const [DURATION, PAUSE] = [3200, 600];

/**
 * Has a recorded drawing come about on a blank *desk*, with what the run reads in it, once it is seen: until the visitor
 * does anything there. Where motion is unwanted it is there at once, whole.
 */
export async function demonstrate(desk: DrawingDesk, recorded: Demonstration | undefined): Promise<void> {
  if (!recorded || desk.run !== recorded.run) return;
  const {strokes, answers, classes} = recorded;
  const total = countPoints(strokes);
  const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
  let isOver = false;
  const end = () => void (isOver = true);
  for (const type of ["input", "pointerdown", "keydown", "drop", "paste"])
    desk.addEventListener(type, end, {once: true});
  await whenSeen(desk, {ahead: 0});
  const start = performance.now() + PAUSE;

  function show(points: number): void {
    desk.preview(drawnUntil(strokes, points), shownAnswer(answerAt({answers}, points), classes));
  }

  function draw(now: number): void {
    if (isOver || !desk.isBlank || !desk.isConnected) return;
    const share = isStill ? 1 : Math.min(1, Math.max(0, (now - start) / DURATION));
    show(Math.round(share * total));
    if (share < 1) requestAnimationFrame(draw);
  }
  requestAnimationFrame(draw);
}

/** Returns a recorded answer as the desk shows answers; undefined for none. A brief desk shows neither its box nor its image. */
function shownAnswer(recorded: RecordedAnswer | undefined, classes: Alphabet): DeskAnswer | undefined {
  if (!recorded) return undefined;
  const nowhere = {x: 0, y: 0, width: 0, height: 0};
  const digit = {...recorded, box: nowhere, image: new Uint8Array(PIXELS), parts: [0]};
  const {text, confidence} = recorded;
  return answerIn(classes, {text, confidence, lines: [[digit]], backend: "recorded", milliseconds: 0});
}
