import type {Box} from "../../ink/image/image.js";
import type {DeskSubject} from "../answer/desk.js";

/** What is asked, of which run, and since when the visitor waits. */
export interface Task {
  readonly run: string;
  readonly subject: DeskSubject;
  readonly timeStamp: number;
}

/** Is the same run asked about the same ink or picture, divided alike? */
export function isSameQuestion({run, subject}: Task, other: Task): boolean {
  const [content, before] = [subject, other.subject].map((one) => ("strokes" in one ? one.strokes : one.picture));
  return run === other.run && content === before && subject.constraints === other.subject.constraints;
}

/** Returns a box whose numbers are *unit* times as large. */
export function scaleBox({x, y, width, height}: Box, unit: number): Box {
  return {x: x * unit, y: y * unit, width: width * unit, height: height * unit};
}
