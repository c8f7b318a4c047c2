import {html, svg} from "htl";
import {PIXELS, SIDE} from "../../ink/image/grid.js";

/** From this level on, 0 to 255, a pixel lies inside the outline of the ink. */
const INKED = 128;

/** Weaker values, as a share of the strongest, are left blank. */
const FAINTEST = 0.04;

/**
 * Returns a map over an *image*, [784], 0 to 255: *values*, [784], for the class in squares and against it in dots, the
 * stronger the more opaque, and the outline of the ink. *label* says what it shows; *say* gives the words for a value.
 */
export function mapImage(
  image: Uint8Array,
  values: ArrayLike<number>,
  {label, say}: {readonly label: string; readonly say: (value: number) => string}
): Element {
  let most = 0;
  for (let i = 0; i < PIXELS; ++i) most = Math.max(most, Math.abs(values[i]!));
  const marks = [];
  for (let pixel = 0; pixel < PIXELS; ++pixel) {
    const strength = most ? Math.abs(values[pixel]!) / most : 0;
    if (strength >= FAINTEST) marks.push(markOf(pixel, values[pixel]!, strength, say));
  }
  return html`<svg class="explanation-image way-image" viewBox="0 0 ${SIDE} ${SIDE}" role="img" aria-label=${label}>
    ${marks}
    <path class="ink-outline" d=${inkOutline(image)}></path>
  </svg>`;
}

function markOf(pixel: number, value: number, strength: number, say: (value: number) => string): Element {
  const [x, y] = [pixel % SIDE, Math.floor(pixel / SIDE)];
  const title = svg`<title>${say(value)}</title>`;
  const opacity = strength.toFixed(2);
  return value < 0
    ? svg`<circle class="against" cx=${x + 0.5} cy=${y + 0.5} r="0.38" opacity=${opacity}>${title}</circle>`
    : svg`<rect class="for" x=${x} y=${y} width="1" height="1" opacity=${opacity}>${title}</rect>`;
}

/** Returns the border between the ink of an *image* and the rest as a path, a line for each side of a pixel. */
export function inkOutline(image: Uint8Array): string {
  const isInk = (x: number, y: number) => x >= 0 && y >= 0 && x < SIDE && y < SIDE && image[y * SIDE + x]! >= INKED;
  let path = "";
  for (let y = 0; y <= SIDE; ++y) {
    for (let x = 0; x <= SIDE; ++x) {
      if (isInk(x, y) !== isInk(x, y - 1)) path += `M${x},${y}h1`;
      if (isInk(x, y) !== isInk(x - 1, y)) path += `M${x},${y}v1`;
    }
  }
  return path;
}
