import {randomNormal} from "d3-random";
import type {GrayImage} from "../ink/image/image.js";
import {writeWord} from "../pen/letters.js";
import {drawSegment, type Point, type Stroke} from "../pen/pen.js";
import {scribble} from "../pen/scribble.js";
import {findExtent} from "../pen/strokes.js";

/** The kinds of pictures without a digit. */
export const NO_DIGIT_KINDS = ["dots", "noise", "shadow", "lines", "word", "texture", "scribble"] as const;
export type NoDigitKind = (typeof NO_DIGIT_KINDS)[number];

/** The range of a picture's sides, in pixels; small ones are more frequent. */
const SIDES = [60, 600] as const;

/**
 * Returns a gray picture (0 black to 255 white) of a *kind* without a digit: dots, sensor or salt-and-pepper noise,
 * shadows and uneven light on blank paper, ruled or drawn lines, a printed word, a texture such as cloth, or a
 * scribble. Its size, polarity and content depend on *random* (uniform in [0, 1)) alone.
 */
export function noDigitPicture(kind: NoDigitKind, random: () => number): GrayImage {
  const between = (low: number, high: number) => low + (high - low) * random();
  const side = () => Math.round(SIDES[0] * (SIDES[1] / SIDES[0]) ** random());
  const width = side();
  const height = Math.round(Math.min(2 * width, Math.max(width / 2, side())));
  const data = new Uint8Array(width * height);
  const ink = {width, height, data};
  const normal = randomNormal.source(random)();
  const [paper, level] = random() < 0.75 ? [between(200, 250), between(10, 90)] : [between(10, 60), between(190, 250)];
  const grain = random() < 0.5 ? 0 : between(0.5, 6);
  const render = (shade: (x: number, y: number) => number = () => 1): GrayImage => ({
    width,
    height,
    data: data.map((cover, i) => {
      const lit =
        (paper + ((level - paper) * cover) / 255) * shade((i % width) / width, Math.floor(i / width) / height);
      return Math.round(Math.min(255, Math.max(0, lit + grain * (grain ? normal() : 0))));
    })
  });
  const place = (): Point => [between(0.1, 0.9) * width, between(0.1, 0.9) * height];
  const small = Math.min(width, height);
  switch (kind) {
    case "dots": {
      const n = random() < 0.6 ? 1 : 2 + Math.floor(8 * random());
      for (let i = 0; i < n; ++i) {
        const [at, radius] = [place(), Math.max(0.8, small * 0.12 * random() ** 2)];
        drawSegment(ink, at, [at[0] + between(0, radius / 2), at[1]], radius);
      }
      return render();
    }
    case "noise": {
      const share = random() < 0.5 ? 0 : between(0.002, 0.08);
      const deviation = between(8, 70);
      const middle = share ? paper : between(60, 200);
      const noisy = data.map(() => {
        if (share) return random() < share ? (random() < 0.5 ? 0 : 255) : middle;
        return Math.min(255, Math.max(0, middle + deviation * normal()));
      });
      return {width, height, data: noisy};
    }
    case "shadow": {
      const [x, y, reach] = [between(-0.2, 1.2), between(-0.2, 1.2), between(0.2, 0.9)];
      const [depth, angle, hard] = [between(0.15, 0.6), between(0, 2 * Math.PI), random() < 0.4];
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return render((u, v) => {
        if (!hard) return 1 - depth * Math.exp(-((u - x) ** 2 + (v - y) ** 2) / reach ** 2);
        return 1 - depth / (1 + Math.exp(-((u - 0.5) * cos + (v - 0.5) * sin + 0.3 * (x - 0.5)) * between(60, 61)));
      });
    }
    case "lines": {
      const [n, lean] = [1 + Math.floor(4 * random() ** 2), between(-0.06, 0.06) * height];
      const radius = Math.max(0.6, small * between(0.004, 0.02));
      const [from, to] = random() < 0.5 ? [0, width] : [between(0.03, 0.2) * width, between(0.8, 0.97) * width];
      for (let i = 0; i < n; ++i) {
        const y = ((i + between(0.3, 0.7)) / n) * height;
        drawSegment(ink, [from, y - lean], [to, y + lean], radius);
      }
      return render();
    }
    case "texture": {
      const [u, v] = [between(0.02, 0.4), between(0.02, 0.4)];
      const [depth, mixed] = [between(0.1, 0.45), random() < 0.5];
      return render((x, y) => {
        const [a, b] = [Math.sin(2 * Math.PI * u * x * width * 0.5), Math.sin(2 * Math.PI * v * y * height * 0.5)];
        return 1 - depth * (mixed ? 0.5 + 0.5 * a * b : Math.max(0, a));
      });
    }
    case "word":
    case "scribble": {
      const strokes = kind === "word" ? writeWord(random) : scribble(random);
      drawStrokes(ink, strokes, between(0.5, 0.9), between(0.03, 0.09));
      return render();
    }
  }
}

/**
 * Draws *strokes* centered in *ink*, filling at most *share* of its sides. The pen's radius is *pen* times the height
 * of the strokes, or a quarter of their width if that is larger.
 */
function drawStrokes(ink: GrayImage, strokes: readonly Stroke[], share: number, pen: number): void {
  const {x, y, width, height} = findExtent(strokes)!;
  const scale = share * Math.min(ink.width / Math.max(1, width), ink.height / Math.max(1, height));
  const radius = Math.max(0.6, pen * scale * Math.max(height, width / 4));
  const [left, top] = [(ink.width - scale * width) / 2, (ink.height - scale * height) / 2];
  const placed = strokes.map((stroke) =>
    stroke.map(([u, v]): Point => [left + scale * (u - x), top + scale * (v - y)])
  );
  for (const stroke of placed) {
    if (stroke.length === 1) drawSegment(ink, stroke[0]!, stroke[0]!, radius);
    for (let i = 1; i < stroke.length; ++i) drawSegment(ink, stroke[i - 1]!, stroke[i]!, radius);
  }
}
