import type {Point, Stroke} from "../../pen/pen.js";

/** How hard the pen was pressed at each point. */
export interface PenPressure {
  /** In [0, 1]; 0.5 is usual, and what is taken for points that nothing is known of. */
  set(point: Point, pressure: number): void;
  /** In [0, 1]. */
  readonly of: (point: Point) => number;
  /** How much wider than usual the pen is at a point: 0.5 to 1.5, in few steps, as ink is painted in parts of one width. */
  readonly weightOf: (point: Point) => number;
  /** Gives the ends of a stroke that was cut the pressure of the points next to them. */
  readonly extend: (stroke: Stroke) => void;
}

/** Returns a record of pressures, by the points themselves. */
export function penPressure(): PenPressure {
  const pressures = new WeakMap<Point, number>();
  const of = (point: Point) => pressures.get(point) ?? 0.5;
  return {
    set: (point, pressure) => void pressures.set(point, pressure),
    of,
    weightOf: (point) => 0.5 + Math.round(16 * of(point)) / 16,
    extend(stroke) {
      for (const [end, next] of [
        [stroke[0], stroke[1]],
        [stroke.at(-1), stroke.at(-2)]
      ]) {
        const pressure = next && pressures.get(next);
        if (end && pressure !== undefined && !pressures.has(end)) pressures.set(end, pressure);
      }
    }
  };
}
