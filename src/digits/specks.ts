/** Ink weaker than this, which touches none as strong as the next, is ringing or a speck. */
const [WEAK, STRONG] = [40, 64];

/** A piece with less than this share of all the ink is a speck, not a part of a digit. */
const LEAST_SHARE = 0.01;

/**
 * Returns *ink* (0 background to 255, [height × width]) without specks: first what is weak and touches nothing stronger,
 * such as the ringing of JPEG and WebP (an anti-aliased edge always touches its stroke), then pieces with less than a
 * hundredth of the ink. They would widen the box around the digit. Measured on 1,500 pictures of the sample, the first
 * step takes the boxes that are 2 or more pixels too wide from 30 % to 0 of the JPEG files.
 */
export function removeSpecks(ink: Uint8Array, width: number, height: number): Uint8Array {
  const kept = removeWeak(ink, width, height);
  const {pieces, pieceOf} = findPieces(kept, width, height);
  const total = pieces.reduce((a, b) => a + b, 0);
  return kept.map((value, i) => (value && pieces[pieceOf[i]! - 1]! >= LEAST_SHARE * total ? value : 0));
}

function removeWeak(ink: Uint8Array, width: number, height: number): Uint8Array {
  const kept = ink.slice();
  for (let i = 0; i < ink.length; ++i) {
    if (!ink[i] || ink[i]! >= WEAK) continue;
    if (!neighbors(i, width, height).some((j) => ink[j]! >= STRONG)) kept[i] = 0;
  }
  return kept;
}

/** Returns the ink in each piece of touching pixels, and to which piece (from 1) each pixel belongs, 0 for none. */
function findPieces(ink: Uint8Array, width: number, height: number): {pieces: number[]; pieceOf: Uint32Array} {
  const pieceOf = new Uint32Array(ink.length);
  const pieces: number[] = [];
  const stack: number[] = [];
  for (let start = 0; start < ink.length; ++start) {
    if (!ink[start] || pieceOf[start]) continue;
    const piece = pieces.push(0);
    pieceOf[start] = piece;
    stack.push(start);
    for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
      pieces[piece - 1]! += ink[i]!;
      for (const j of neighbors(i, width, height)) {
        if (!ink[j] || pieceOf[j]) continue;
        pieceOf[j] = piece;
        stack.push(j);
      }
    }
  }
  return {pieces, pieceOf};
}

/** Returns the indices of the up to eight pixels around pixel *i*. */
function neighbors(i: number, width: number, height: number): number[] {
  const [x, y] = [i % width, Math.floor(i / width)];
  const around: number[] = [];
  for (let v = Math.max(0, y - 1); v <= Math.min(height - 1, y + 1); ++v) {
    for (let u = Math.max(0, x - 1); u <= Math.min(width - 1, x + 1); ++u) {
      if (u !== x || v !== y) around.push(v * width + u);
    }
  }
  return around;
}
