import {randomNormal} from "d3-random";
import {smooth} from "./curve.js";
import type {ShapedMark} from "./marks.js";
import type {Point, Stroke} from "./pen.js";

/**
 * Writes a *mark* like a random person: varies its parts' sizes and positions, curvature, slant and rotation. The unit
 * is that of `writeDigit`, about 1/100 of a digit's height; y points down, and the position is arbitrary. The strokes
 * depend on *random* (uniform in [0, 1)) alone.
 */
export function writeMark(mark: ShapedMark, random: () => number): Stroke[] {
  const pen = penOf(random);
  const slant = 0.2 * pen.normal() - 0.1;
  const turn = 0.07 * pen.normal();
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  return SHAPES[mark](pen).map((stroke) =>
    stroke.map(([x, y]): Point => {
      const [u, v] = [x - slant * y + 0.6 * pen.normal(), y + 0.6 * pen.normal()];
      return [cos * u - sin * v, sin * u + cos * v];
    })
  );
}

/**
 * The range of the pen's width, in hundredths of the longer side of a mark's bounding box: small marks are relatively
 * thick.
 */
export const MARK_PENS: Readonly<Record<ShapedMark, readonly [thinnest: number, thickest: number]>> = {
  ".": [10, 60],
  "-": [9, 40],
  ":": [12, 42],
  $: [7, 16],
  "%": [6, 16],
  "+": [8, 30],
  "=": [8, 28],
  "(": [5, 16],
  ")": [5, 16]
};

interface Pen {
  readonly normal: () => number;
  readonly between: (low: number, high: number) => number;
}

function penOf(random: () => number): Pen {
  const normal = randomNormal.source(random)();
  return {normal, between: (low, high) => low + (high - low) * random()};
}

const SHAPES: Readonly<Record<ShapedMark, (pen: Pen) => Stroke[]>> = {
  ".": ({between}) => [dot(0, 0, between(0, 8), between(0, 8))],
  "-": ({normal, between}) => [bar(0, 0, between(25, 60), 4 * normal())],
  ":": ({normal, between}) => {
    const apart = between(25, 60);
    return [dot(0, 0, between(0, 6), between(0, 6)), dot(3 * normal(), apart, between(0, 6), between(0, 6))];
  },
  $: (pen) => {
    const {normal, between} = pen;
    const [width, height] = [between(22, 34), between(38, 50)];
    const s = smooth(
      [
        [width, -0.7 * height],
        [0.3 * width, -height],
        [-width, -0.55 * height],
        [-0.2 * width + 2 * normal(), -0.05 * height],
        [width, 0.45 * height],
        [0, height],
        [-width, 0.65 * height]
      ].map(([x, y]): Point => [x! + 2 * normal(), y! + 2 * normal()]),
      between(0.5, 1)
    );
    const reach = () => height + between(5, 25);
    const [top, bottom, lean] = [-reach(), reach(), 3 * normal()];
    const bars = between(0, 1) < 0.2 ? [-6, 6] : [2 * normal()];
    const isBroken = between(0, 1) < 0.15; // the bar is visible only above and below the S
    return [
      s,
      ...bars.flatMap((x): Stroke[] =>
        isBroken
          ? [line([x, top], [x, -0.8 * height]), line([x + lean, 0.8 * height], [x + lean, bottom])]
          : [line([x, top], [x + lean, bottom])]
      )
    ];
  },
  "%": ({normal, between}) => {
    const [lean, reach] = [between(15, 45), between(42, 52)];
    const away = between(20, 38);
    return [
      ring(-away + 2 * normal(), -between(18, 34), between(8, 17), between(9, 18)),
      line([lean, -reach], [-lean, reach]),
      ring(away + 2 * normal(), between(18, 34), between(8, 17), between(9, 18))
    ];
  },
  "+": ({normal, between}) => {
    const [high, wide] = [between(20, 40), between(20, 40)];
    const [x, y] = [4 * normal(), 4 * normal()];
    return [line([x, -high], [x + 2 * normal(), high]), line([-wide, y], [wide, y + 2 * normal()])];
  },
  "=": ({normal, between}) => {
    const [width, apart] = [between(30, 60), between(12, 30)];
    return [bar(0, 0, width, 3 * normal()), bar(3 * normal(), apart, width * between(0.8, 1.2), 3 * normal())];
  },
  "(": (pen) => [arc(-1, pen)],
  ")": (pen) => [arc(1, pen)]
};

function line([ax, ay]: Point, [bx, by]: Point): Stroke {
  return Array.from({length: 12}, (_, i): Point => [ax + ((bx - ax) * i) / 11, ay + ((by - ay) * i) / 11]);
}

function bar(x: number, y: number, width: number, rise: number): Stroke {
  return line([x - width / 2, y + rise / 2], [x + width / 2, y - rise / 2]);
}

/** Returns a dot that is a tap or a tiny stroke. */
function dot(x: number, y: number, width: number, height: number): Stroke {
  return width + height < 3 ? [[x, y]] : line([x, y], [x + width, y + height]);
}

function ring(x: number, y: number, width: number, height: number): Stroke {
  return Array.from({length: 17}, (_, i): Point => {
    const angle = (2 * Math.PI * i) / 15 - Math.PI / 2;
    return [x + width * Math.cos(angle), y + height * Math.sin(angle)];
  });
}

/** Returns a parenthesis: an arc whose depth is at least an eighth of its height, deeper than a hurried 1. */
function arc(side: 1 | -1, {between}: Pen): Stroke {
  const [height, depth] = [between(50, 65), between(16, 36)];
  return Array.from({length: 20}, (_, i): Point => {
    const t = (2 * i) / 19 - 1;
    return [side * depth * (1 - t * t), height * t];
  });
}
