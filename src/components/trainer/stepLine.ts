import type {TrainingProgress} from "../../training/train.js";

/** A point of a training's curve between the ends of epochs. */
export interface StepPoint {
  /** In epochs from the beginning, fractions included: 0.5 halfway through the first. */
  readonly epoch: number;
  readonly loss: number;
  /** In [0, 1]. */
  readonly accuracy: number;
}

/** The most points of a line. */
const MAX_POINTS = 400;

/** Returns *points* with that of a *step*. Beyond 400, neighbors are joined by their means: the line keeps its course. */
export function withStep(
  points: readonly StepPoint[],
  {epoch, step, steps, loss, accuracy}: TrainingProgress
): readonly StepPoint[] {
  const next = [...points, {epoch: epoch + step / steps, loss, accuracy}];
  return next.length > MAX_POINTS ? halve(next) : next;
}

function halve(points: readonly StepPoint[]): StepPoint[] {
  const mean = (a: number, b: number) => (a + b) / 2;
  return points.flatMap((point, i) => {
    const before = points[i - 1];
    if (i % 2 === 0) return i === points.length - 1 ? [point] : [];
    return [
      {
        epoch: mean(before!.epoch, point.epoch),
        loss: mean(before!.loss, point.loss),
        accuracy: mean(before!.accuracy, point.accuracy)
      }
    ];
  });
}
