import {smooth} from "./curve.js";
import type {Point, Stroke} from "./pen.js";

/**
 * Letters that no one mistakes for a digit, as points x,y in a box of 60 × 100, y pointing down; `/` lifts the pen, and
 * `~` before a stroke makes it a curve.
 */
const LETTERS: readonly string[] = [
  "0,100 30,0 60,100 / 12,62 48,62", // A
  "0,0 0,100 / 0,0 55,0 / 0,48 45,48 / 0,100 55,100", // E
  "0,0 0,100 / 0,0 55,0 / 0,48 45,48", // F
  "0,0 0,100 / 60,0 60,100 / 0,50 60,50", // H
  "0,0 0,100 / 58,0 2,55 60,100", // K
  "0,100 0,0 30,60 60,0 60,100", // M
  "0,100 0,0 60,100 60,0", // N
  "0,0 0,100 / ~0,2 45,2 58,25 45,48 0,50 / 20,50 60,100", // R
  "0,0 15,100 30,30 45,100 60,0", // W
  "0,0 60,100 / 60,0 0,100", // X
  "~0,0 0,80 30,100 60,80 60,0", // U
  "0,40 0,100 / ~0,60 15,42 30,60 30,100 / ~30,60 45,42 60,60 60,100", // m
  "0,40 0,100 / ~0,60 20,42 45,45 55,62 55,100", // n
  "0,0 0,100 / ~0,62 25,42 50,60 50,100", // h
  "0,0 0,100 / 45,40 2,70 50,100", // k
  "~55,45 30,38 3,62 15,95 50,90 / 56,42 56,100", // a
  "0,45 12,100 28,55 44,100 58,45", // w
  "~5,68 50,62 48,45 25,40 4,62 12,92 50,92" // e
];

/** Prints a *random* word of three to eight letters, about 100 units high. */
export function writeWord(random: () => number): Stroke[] {
  const between = (low: number, high: number) => low + (high - low) * random();
  const length = 3 + Math.floor(6 * random());
  const [slant, narrow] = [between(-0.15, 0.3), between(0.7, 1.1)];
  return Array.from({length}, (_, i) => {
    const left = i * between(72, 84);
    const scale = between(0.9, 1.08);
    return parseLetter(LETTERS[Math.floor(LETTERS.length * random())]!).map((stroke) =>
      stroke.map(([x, y]): Point => {
        const [u, v] = [x + between(-1.5, 1.5), scale * (y - 100) + between(-1.5, 1.5)];
        return [narrow * (left + u) - slant * v, v];
      })
    );
  }).flat();
}

function parseLetter(letter: string): Stroke[] {
  return letter.split(" / ").map((way) => {
    const points = way
      .replace("~", "")
      .split(" ")
      .map((point) => point.split(",").map(Number) as [number, number]);
    return way.startsWith("~") ? smooth(points, 1) : points;
  });
}
