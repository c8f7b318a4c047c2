import {shuffler} from "d3-array";
import {randomLcg} from "d3-random";
import type {Digits} from "../../../../src/characters/digits.js";
import {writeDigit} from "../../../../src/pen/handwriting.js";
import type {Point, Stroke} from "../../../../src/pen/pen.js";
import {renderPenDigits} from "../../../../src/pen/penVariation.js";

/** Returns *n* digits written like the project's own sample, equally many of each class, shuffled. */
export function drawDigits(n: number, seed = 1): Digits & {labels: Uint8Array} {
  const random = randomLcg(seed / 7);
  const labels = shuffler(random)(Array.from({length: n}, (_, i) => i % 10));
  const written = labels.map((label) => ({label, strokes: writeDigit(label, random)}));
  return render(written, random);
}

/** Ten capitals that no digit looks like: corners on a 10 × 10 grid, strokes separated by commas. */
const CAPITALS = [
  "05 00 90 99,50 59",
  "00 90,00 09 44 40,44 99",
  "00 09,04 94,90 99",
  "00 09,09 00 90,40 45",
  "09 00 45 90 99"
]
  .concat(["09 00 99 90", "00 90,40 49", "00 39 42 69 90", "00 99,90 09", "00 45 90,45 49"])
  .map((letter) =>
    letter.split(",").map((stroke) => stroke.split(" ").map(([x, y]) => [10 * Number(x), 10 * Number(y)]))
  );

/** Returns *n* capital letters with labels 0 to 9 in turn; each corner is slightly displaced. */
export function drawLetters(n: number, seed = 1): Digits & {labels: Uint8Array} {
  const random = randomLcg(seed / 7);
  const written = Array.from({length: n}, (_, i) => ({
    label: i % 10,
    strokes: CAPITALS[i % 10]!.map((corners) =>
      drawLine(corners.map(([x, y]) => [x! + 8 * random(), y! + 8 * random()]))
    )
  }));
  return render(written, random);
}

/** Returns a stroke through the *corners*, with 11 points for each line between two of them. */
function drawLine(corners: readonly Point[]): Stroke {
  return corners.slice(1).flatMap(([x, y], k) => {
    const [fromX, fromY] = corners[k]!;
    return Array.from({length: 11}, (_, i): Point => [fromX + ((x - fromX) * i) / 10, fromY + ((y - fromY) * i) / 10]);
  });
}

function render(written: readonly {label: number; strokes: Stroke[]}[], random: () => number) {
  const {length, images, labels} = renderPenDigits(written, random);
  return {length, images, labels: labels!};
}
