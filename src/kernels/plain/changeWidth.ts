const [SIDE, ROW] = [28, 32];
const f = Math.fround;

/** The columns and rows of a padded image, from 1 to 28, beyond which it has no ink. */
export interface InkBox {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The bytes of the image at hand with a margin of background. */
const padded = new Uint8Array(ROW * ROW);

/**
 * Writes the levels of an *image*, 0 to 255, with a margin of background, [32 × 32], to *numbers* at *to*, and returns the
 * box of its ink; undefined without ink. *share* changes the width of its strokes: each pixel moves by this share of the
 * way to the highest level among it and its four neighbors (the dilation by a cross, which moves each edge out by a pixel),
 * or, if it is negative, to the lowest (erosion). Serra, Image Analysis and Mathematical Morphology, 1982. Slanted strokes
 * change by up to 30 % less, because a cross reaches less far diagonally.
 */
export function changeWidth(image: Uint8Array, share: number, numbers: Float32Array, to: number): InkBox | undefined {
  const box = padInk(image, share > 0 ? 1 : 0);
  if (!box) return undefined;
  const {left, right, top, bottom} = box;
  const part = f(share);
  const flip = part > 0 ? 0 : 255; // the erosion is the dilation of the negative
  numbers.fill(0, to + (top - 1) * ROW, to + (bottom + 3) * ROW);
  for (let y = top; y <= bottom; ++y) {
    for (let i = y * ROW + left; i <= y * ROW + right; ++i) {
      const own = padded[i]! ^ flip;
      const inRow = Math.max(own, padded[i - 1]! ^ flip, padded[i + 1]! ^ flip);
      const highest = Math.max(inRow, padded[i - ROW]! ^ flip, padded[i + ROW]! ^ flip);
      numbers[to + i] = padded[i]! + f(part * (highest - own));
    }
  }
  return box;
}

/** Copies an *image* to `padded` and returns the box of its ink, *more* pixels wider on each side within the image. */
function padInk(image: Uint8Array, more: number): InkBox | undefined {
  let [left, right, top, bottom] = [SIDE, 0, SIDE, 0];
  for (let y = 1, i = 0; y <= SIDE; ++y) {
    for (let x = 1; x <= SIDE; ++x, ++i) {
      const level = (padded[y * ROW + x] = image[i]!);
      if (!level) continue;
      if (x < left) left = x;
      if (x > right) right = x;
      if (y < top) top = y;
      bottom = y;
    }
  }
  return bottom
    ? {
        left: Math.max(1, left - more),
        right: Math.min(SIDE, right + more),
        top: Math.max(1, top - more),
        bottom: Math.min(SIDE, bottom + more)
      }
    : undefined;
}
