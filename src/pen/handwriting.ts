import {randomNormal} from "d3-random";
import {smooth} from "./curve.js";
import {GLYPHS, type Glyph} from "./glyphs.js";
import type {Point, Stroke} from "./pen.js";

type Normal = () => number;

/** Writes *digit* (0 to 9) in one of its handwritten forms (glyphs.ts), as `writeForm` does. */
export function writeDigit(digit: number, random: () => number): Stroke[] {
  const forms = GLYPHS[digit];
  if (!forms) throw new RangeError(`digit: expected 0 to 9, got ${digit}`);
  return writeForm(forms, random);
}

/**
 * Writes a digit like a random person: chooses one of its handwritten *forms*, moves its points, and varies its
 * proportions, curvature, width, slant and rotation. The unit is about 1/100 of the digit's height, y points down, and
 * the position is arbitrary. The strokes depend on *random* (uniform in [0, 1)) alone: the same numbers give the same
 * strokes.
 */
export function writeForm(forms: readonly Glyph[], random: () => number): Stroke[] {
  const normal = randomNormal.source(random)();
  const roundness = 0.8 + 0.2 * normal();
  const vary = chooseVariation(random, normal);
  return parseWay(chooseForm(forms, random)[1]).map((curves) => {
    const moved = moveEnds(jitter(curves, normal), normal);
    return moved.flatMap((curve, i) => smooth(curve, roundness).slice(i ? 1 : 0)).map(vary);
  });
}

function chooseForm(forms: readonly Glyph[], random: () => number): Glyph {
  let left = random() * forms.reduce((sum, [weight]) => sum + weight, 0);
  return forms.find(([weight]) => (left -= weight) < 0) ?? forms[0]!;
}

/**
 * Parses a form's strokes, each into smooth curves between sharp turns. Neighboring curves share the point of the turn.
 */
function parseWay(way: string): Point[][][] {
  return way.split(" / ").map((stroke) => {
    const curves: Point[][] = [[]];
    for (const mark of stroke.split(" ")) {
      const [x, y] = mark.replace("*", "").split(",").map(Number);
      curves.at(-1)!.push([x!, y!]);
      if (mark.endsWith("*")) curves.push([[x!, y!]]);
    }
    return curves;
  });
}

/** Moves each point of a stroke independently, but keeps the two curve ends at a sharp turn together. */
function jitter(curves: Point[][], normal: Normal): Point[][] {
  const amount = 4.2;
  let turn: Point | undefined;
  return curves.map((curve) => {
    const moved = curve.map(([x, y], i): Point => {
      if (i === 0 && turn) return turn;
      return [x + amount * normal(), y + amount * normal()];
    });
    turn = moved.at(-1);
    return moved;
  });
}

/** Lengthens or shortens a stroke at both ends. */
function moveEnds(curves: Point[][], normal: Normal): Point[][] {
  const moved = curves.map((curve) => [...curve]);
  const first = moved[0]!;
  const last = moved.at(-1)!;
  if (first.length > 1) first[0] = extend(first[1]!, first[0]!, 1 + 0.2 * normal());
  if (last.length > 1) last[last.length - 1] = extend(last.at(-2)!, last.at(-1)!, 1 + 0.2 * normal());
  return moved;
}

/** Returns the point on the line through *a* and *b*, at *share* of the distance from *a* to *b*. */
function extend([ax, ay]: Point, [bx, by]: Point, share: number): Point {
  return [ax + share * (bx - ax), ay + share * (by - ay)];
}

/** Returns one writer's variation of all points of a digit: proportions, wobble, bend, width, slant and rotation. */
function chooseVariation(random: () => number, normal: Normal): (point: Point) => Point {
  const middle = 0.22 * normal(); // moves the waist up or down
  const taper = 0.22 * normal(); // makes it wider above or below
  const bend = 5 * normal();
  const [wobbleX, wobbleY] = [chooseWave(random, normal), chooseWave(random, normal)];
  const width = Math.exp(0.04 + 0.2 * normal());
  const slant = 0.17 + 0.24 * normal();
  const turn = 0.09 * normal();
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return (point) => {
    const [u, v] = [(point[0] - 35) / 100, (point[1] - 50) / 100]; // about −0.35 to 0.35, −0.5 to 0.5
    const y = 100 * (v + middle * (0.25 - v * v)) + wobbleY(u, v);
    const x = width * (100 * u * (1 + taper * 2 * v) + bend * (4 * v * v - 0.5) + wobbleX(u, v)) - slant * y;
    return [cos * x - sin * y, sin * x + cos * y];
  };
}

/**
 * Returns a random wave over the digit with a period of about its size: the displacement (1/100 of the height) at *u*,
 * *v*.
 */
function chooseWave(random: () => number, normal: Normal): (u: number, v: number) => number {
  const amplitude = 3 * normal();
  const [a, b] = [5 * normal(), 5 * normal()]; // radians along the digit's height
  const phase = 2 * Math.PI * random();
  return (u, v) => amplitude * Math.sin(a * u + b * v + phase);
}
