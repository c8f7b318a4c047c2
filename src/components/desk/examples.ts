import {smooth} from "../../pen/curve.js";
import type {Point, Stroke} from "../../pen/pen.js";

/** A drawing to try. */
export interface Example {
  readonly kind: "easy" | "hard" | "ambiguous";
  readonly title: string;
  /** In fractions of the surface's side. */
  readonly strokes: readonly Stroke[];
}

/**
 * Drawings of ours: their points x,y in hundredths of the surface's side, joined by a smooth curve; `/` lifts the pen and
 * `*` after a point is a sharp turn.
 */
const DRAWINGS: readonly (readonly [Example["kind"], string, string])[] = [
  ["easy", "3", "30,24 46,17 62,22 62,36 42,48* 62,52 68,68 56,82 36,84 26,74"],
  ["easy", "7 with a bar", "26,24 50,22 74,20* 58,50 48,84 / 36,54 52,52 68,50"],
  ["easy", "2047", "5,42 9,32 18,32 21,40 15,52 4,66* 14,65 24,63 / 38,32 30,42 30,60 38,66 46,58 46,40 38,32 / 56,34 52,54* 62,55 70,53 / 66,40 65,54 63,68 / 76,35 84,34 94,33* 88,52 83,68"],
  ["hard", "small, in a corner", "84,8 82,13* 85,13.4 89,13 / 87.6,9.6 87.2,13 86.8,17"],
  ["hard", "leaning 8", "74,30 62,24 54,32 52,46 47,64 35,74 24,66 31,53 50,47 68,45 76,37 73,28"],
  ["hard", "two lines", "8,18 14,10* 13.5,26 13,42 / 34,10 26,20 26,34 34,42 42,34 42,18 34,10 / 62,12 56,26 54,36 60,42 68,38 66,30 56,33 / 10,62 18,56 28,60 24,70 8,88* 20,87 32,85 / 42,66 48,58* 47.5,72 47,88 / 62,58 72,56 76,64 66,71* 78,74 78,84 66,90 58,84"],
  ["ambiguous", "1 or 7?", "34,34 44,28 56,21* 51,52 47,84"],
  ["ambiguous", "4 or 9?", "46,18 34,33 38,50 60,47 64,24* 62,54 60,84"],
  ["ambiguous", "5 or 6?", "64,16 44,26 38,44 38,58 48,48 62,52 66,68 56,82 42,82 36,74 38,67"],
  ["ambiguous", "no digit", "24,84 36,52 50,16* 62,50 76,84 / 36,58 50,57 66,56"]
]; // prettier-ignore

/** The drawings, as strokes. */
export const EXAMPLES: readonly Example[] = DRAWINGS.map(([kind, title, way]) => ({kind, title, strokes: parse(way)}));

function parse(way: string): Stroke[] {
  return way.split(" / ").map((stroke) => {
    const curves: Point[][] = [[]];
    for (const mark of stroke.split(" ")) {
      const [x, y] = mark.replace("*", "").split(",").map(Number);
      const point: Point = [x! / 100, y! / 100];
      curves.at(-1)!.push(point);
      if (mark.endsWith("*")) curves.push([point]);
    }
    return curves.flatMap((curve, i) => smooth(curve, 1).slice(i ? 1 : 0));
  });
}
