import {changeWidth, type InkBox} from "./changeWidth.js";
import {FIELD, FIELD_WIDTH, LEVELS, NODE_X, NODES, NOISE, ROTATION, SCALE, SHEAR, SHIFT, STROKE} from "./distortionTables.js"; // prettier-ignore
import {hash} from "./hash.js";

const [SIDE, PIXELS, LEVEL_ROW, CELL] = [28, 784, 32, 4];
const f = Math.fround;

/** `Kernels.distort`, one pixel at a time. */
export function plainDistort(
  numbers: Float32Array,
  images: number,
  count: number,
  key: number,
  first: number,
  tables: number,
  output: number
): void {
  const bytes = new Uint8Array(numbers.buffer);
  for (let k = 0; k < count; ++k) {
    const to = output + k * PIXELS;
    numbers.fill(0, to, to + PIXELS);
    const own = hash(key, first + k);
    let drawn = 0;
    const draw = () => hash(own, drawn++);
    /** Returns a random number within the amount at *place* of the tables, either way. */
    const within = (place: number) => numbers[tables + place]! * ((draw() | 0) / 2 ** 31);
    const image = bytes.subarray(4 * images + k * PIXELS, 4 * images + (k + 1) * PIXELS);
    const box = changeWidth(image, within(STROKE), numbers, tables + LEVELS);
    if (!box) continue;
    placeNodes(numbers, tables, within, draw);
    const noise = tables + NOISE + (draw() >>> 22);
    for (let row = 0; row < NODES - 1; ++row)
      for (let column = 0; column < NODES - 1; ++column) sample(numbers, tables, row, column, box, noise, to);
  }
}

/**
 * Draws an affine map and a smooth displacement, and writes where in the image the nodes of the distorted one are: every
 * fourth pixel, with the columns and then the rows of a padded image.
 */
function placeNodes(
  numbers: Float32Array,
  tables: number,
  within: (place: number) => number,
  draw: () => number
): void {
  const angle = within(ROTATION);
  const [scaleX, scaleY] = [1 + within(SCALE), 1 + within(SCALE)];
  const shear = within(SHEAR);
  const [x, y] = [13.5 + within(SHIFT), 13.5 + within(SHIFT)];
  const half = sine(angle / 2);
  const [cos, sin] = [1 - 2 * half * half, sine(angle)];
  const [a, b] = [(cos + shear * sin) / scaleX, (sin - shear * cos) / scaleX];
  const [c, d] = [-sin / scaleY, cos / scaleY];
  placeAxis(numbers, tables + NODE_X, tables + fieldStart(draw()), a, b, 14.5 - a * x - b * y);
  placeAxis(numbers, tables + NODE_X + NODES ** 2, tables + fieldStart(draw()), c, d, 14.5 - c * x - d * y);
}

function fieldStart(word: number): number {
  return FIELD + (word >>> 26) * FIELD_WIDTH + ((word >>> 20) & 63);
}

function placeAxis(
  numbers: Float32Array,
  to: number,
  field: number,
  alongRow: number,
  alongColumn: number,
  start: number
): void {
  const step = f(4 * alongRow);
  for (let row = 0; row < NODES; ++row) {
    const origin = f(start + 4 * alongColumn * row);
    for (let column = 0; column < NODES; ++column)
      numbers[to + row * NODES + column] = f(origin + f(step * column)) + numbers[field + row * FIELD_WIDTH + column]!;
  }
}

/** Returns the sine of an angle from −π to π, by its Taylor series to x¹⁹, which is the same everywhere. */
function sine(x: number): number {
  const s = x * x;
  let sum = 1 - s / 342;
  for (const factor of [272, 210, 156, 110, 72, 42, 20, 6]) sum = 1 - (s / factor) * sum;
  return x * sum;
}

/**
 * Writes the 4 × 4 pixels of a cell of four nodes: bilinear interpolation of positions between the nodes, of levels at
 * these positions, and noise where there is ink. Leaves background as it is.
 */
function sample(
  numbers: Float32Array,
  tables: number,
  row: number,
  column: number,
  {left, right, top, bottom}: InkBox,
  noise: number,
  output: number
): void {
  const node = tables + NODE_X + row * NODES + column;
  const [x0, x1, x2, x3] = cornersAt(numbers, node);
  const [y0, y1, y2, y3] = cornersAt(numbers, node + NODES ** 2);
  const [firstX, lastX, firstY, lastY] = [left - 1, right + 1, top - 1, bottom + 1];
  if (Math.max(x0, x1, x2, x3) <= firstX || Math.min(x0, x1, x2, x3) >= lastX) return;
  if (Math.max(y0, y1, y2, y3) <= firstY || Math.min(y0, y1, y2, y3) >= lastY) return;
  for (let k = 0; k < CELL; ++k) {
    let x = between(x0, x1, k);
    let y = between(y0, y1, k);
    const stepX = f(f(between(x2, x3, k) - x) * 0.25);
    const stepY = f(f(between(y2, y3, k) - y) * 0.25);
    for (let i = row * CELL * SIDE + column * CELL + k, end = i + CELL * SIDE; i < end; i += SIDE) {
      const u = Math.min(Math.max(x, firstX), lastX);
      const v = Math.min(Math.max(y, firstY), lastY);
      const level = levelAt(numbers, tables + LEVELS, u, v);
      if (level > 0) numbers[output + i] = Math.min(Math.max(f(level / 255) + numbers[noise + i]!, 0), 1);
      x = f(x + stepX);
      y = f(y + stepY);
    }
  }
}

function cornersAt(numbers: Float32Array, node: number): [number, number, number, number] {
  return [numbers[node]!, numbers[node + 1]!, numbers[node + NODES]!, numbers[node + NODES + 1]!];
}

/** Returns the number *k* quarters of the way from *a* to *b*. */
function between(a: number, b: number, k: number): number {
  return f(a + f(f(b - a) * (k / 4)));
}

/** Returns the level of a padded image at column *u* and row *v*. */
function levelAt(numbers: Float32Array, levels: number, u: number, v: number): number {
  const [column, row] = [Math.floor(u), Math.floor(v)];
  const upper = levels + row * LEVEL_ROW + column;
  const share = f(u - column);
  const above = mix(numbers[upper]!, numbers[upper + 1]!, share);
  const below = mix(numbers[upper + LEVEL_ROW]!, numbers[upper + LEVEL_ROW + 1]!, share);
  return mix(above, below, f(v - row));
}

function mix(a: number, b: number, share: number): number {
  return f(a + f(share * f(b - a)));
}
