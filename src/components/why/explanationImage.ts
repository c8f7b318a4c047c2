import {max} from "d3-array";
import {html, svg} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import type {Box} from "../../ink/image/image.js";
import {oddsFactor, type DigitExplanation, type ExplainedEdit} from "./explanation.js";

/** What is drawn over a digit. */
export interface Overlay {
  readonly map: DigitExplanation["map"];
  /** The part that the sentence is about. */
  readonly box: Box | undefined;
  readonly edits: readonly ExplainedEdit[];
}

/** Differences smaller than this, in nats, never have the full color. */
const MIN_SCALE = 1;

/** Returns the value, in nats, that has the full color: the greatest of the ink's, 1 at least. */
export function scaleOf(image: Uint8Array, map: ArrayLike<number>): number {
  return Math.max(
    MIN_SCALE,
    max(image, (value, pixel) => (value ? Math.abs(map[pixel]!) : 0))!
  );
}

/**
 * Returns a digit, [784], 0 (background) to 255 (ink), whose ink is colored by what it says: for the digit in squares,
 * against it in dots, the more the stronger. *label* says what it shows.
 */
export function explanationImage(image: Uint8Array, {map, box, edits}: Overlay, label: string): Element {
  const scale = scaleOf(image, map);
  const pixels = [...image.keys()].filter((pixel) => image[pixel]);
  return html`<svg class="explanation-image" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${label}>
    ${pixels.map((pixel) => inkOf(pixel, image[pixel]! / 255, map[pixel]!, scale))}
    ${box && svg`<rect class="part" x=${box.x} y=${box.y} width=${box.width} height=${box.height}></rect>`}
    ${edits.map(markOf)}
  </svg>`;
}

function inkOf(pixel: number, opacity: number, value: number, scale: number): Element {
  const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
  const style = `--strength: ${Math.min(100, (100 * Math.abs(value)) / scale).toFixed(0)}%`;
  const title = svg`<title>Hidden here, the odds ${value < 0 ? "rise" : "fall"} ${oddsFactor(Math.abs(value))}-fold</title>`;
  return value < 0
    ? svg`<circle class="against" cx=${x + 0.5} cy=${y + 0.5} r="0.38" opacity=${opacity} style=${style}>${title}</circle>`
    : svg`<rect class="for" x=${x} y=${y} width="1" height="1" opacity=${opacity} style=${style}>${title}</rect>`;
}

/** Returns a ring with a plus where ink is added, with a cross where it is taken away. */
function markOf({x, y, kind}: ExplainedEdit): Element {
  const sign = kind === "ink" ? "M-0.9,0H0.9M0,-0.9V0.9" : "M-0.65,-0.65L0.65,0.65M-0.65,0.65L0.65,-0.65";
  return svg`<g class="edit" transform="translate(${x + 0.5},${y + 0.5})"><circle r="1.6"></circle><path d=${sign}></path></g>`;
}
