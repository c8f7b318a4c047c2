import {smooth} from "./curve.js";
import type {Point, Stroke} from "./pen.js";

/** Ink that is neither a digit nor a letter nor a mark. */
const SCRIBBLES = ["zigzag", "rules", "box", "dots", "tangle", "hatching", "wave", "star"] as const;

/** Returns a scribble that is no character, of a *random* kind and size, about 100 units large. */
export function scribble(random: () => number): Stroke[] {
  const between = (low: number, high: number) => low + (high - low) * random();
  const point = (): Point => [between(-50, 50), between(-50, 50)];
  const some = <T>(least: number, most: number, make: (i: number, n: number) => T): T[] => {
    const length = least + Math.floor((most - least + 1) * random());
    return Array.from({length}, (_, i) => make(i, length));
  };
  switch (SCRIBBLES[Math.floor(SCRIBBLES.length * random())]!) {
    case "zigzag": {
      const [wide, high] = [between(40, 70), between(10, 40)];
      return [
        some(6, 14, (i, n): Point => [wide * ((2 * i) / (n - 1) - 1), (i % 2 ? high : -high) * between(0.7, 1.3)])
      ];
    }
    case "rules": {
      const lean = between(-10, 10);
      return some(2, 5, (i): Stroke => [[-60, 25 * i], [60, 25 * i + lean]]); // prettier-ignore
    }
    case "box": {
      const wide = between(25, 60);
      const high = wide * between(0.4, 1); // a higher box may be a 0
      return [[[-wide, -high], [wide, -high], [wide, high], [-wide, high], [-wide, -high]]]; // prettier-ignore
    }
    case "dots":
      return some(3, 9, () => [point()]);
    case "tangle":
      return [smooth(some(9, 20, point), 1)];
    case "hatching": {
      const lean = between(-30, 30);
      const strokes = some(4, 9, (i): Stroke => [[15 * i, -50], [15 * i + lean, 50]]); // prettier-ignore
      const right = 15 * strokes.length + Math.max(0, lean);
      // Without strokes across, it would be a row of 1s.
      return [...strokes, ...some(2, 5, (i, n): Stroke => [[-10, 80 * ((i + 0.5) / n) - 40], [right, 80 * ((i + 0.5) / n) - 40]])]; // prettier-ignore
    }
    case "wave":
      return [some(24, 40, (i, n): Point => [100 * (i / n) - 50, 12 * Math.sin(i * between(0.9, 1.1))])];
    case "star":
      return some(3, 5, (i, n): Stroke => {
        const [x, y] = [50 * Math.cos((Math.PI * i) / n), 50 * Math.sin((Math.PI * i) / n)];
        return [[-x, -y], [x, y]]; // prettier-ignore
      });
  }
}
