import {randomLcg} from "d3-random";
import {DIGITS} from "../../../characters/alphabet.js";

/** The side lengths of a code, in pixels. */
export const [CODE_WIDTH, CODE_HEIGHT] = [7, 12];

/** Stylized digits of 7 × 12 pixels, after figure 3 of LeCun et al. (1998): one string a row of pixels. */
const BITMAPS: readonly string[] = [
  "...#...|..###..|.##.##.|##...##|##...##|##...##|##...##|##...##|##...##|.##.##.|..###..|...#...",
  "...##..|..###..|.####..|...##..|...##..|...##..|...##..|...##..|...##..|...##..|.######|.######",
  ".#####.|#######|##...##|.....##|.....##|....##.|...##..|..##...|.##....|##.....|#######|#######",
  "#######|#######|.....##|....##.|...##..|..####.|.....##|.....##|.....##|##...##|######.|.####..",
  ".....#.|....##.|...###.|..#.##.|.##.##.|##..##.|#...##.|#######|#######|....##.|....##.|....##.",
  "#######|#######|##.....|##.....|######.|#######|.....##|.....##|.....##|##...##|######.|.####..",
  "...###.|..##...|.##....|##.....|##.....|##.###.|###..##|##...##|##...##|##...##|.##.##.|..###..",
  "#######|#######|.....##|.....##|....##.|....##.|...##..|...##..|..##...|..##...|.##....|.##....",
  ".#####.|##...##|##...##|##...##|.##.##.|..###..|.##.##.|##...##|##...##|##...##|##...##|.#####.",
  "..###..|.##.##.|##...##|##...##|##...##|##..###|.###.##|.....##|.....##|....##.|...##..|.###..."
];

/**
 * Returns the codes that the output units of LeNet-5 compare with, [classes × 84], ink 1 on −1: stylized digits, or for
 * other numbers of classes random ones, which the paper (section II.B) suggests as well. The same *seed* gives the same
 * codes.
 */
export function outputCodes(seed: number, classes: number): Float32Array {
  if (classes === DIGITS.length)
    return Float32Array.from(BITMAPS.join("").replaceAll("|", ""), (pixel) => (pixel === "#" ? 1 : -1));
  const random = randomLcg(1 + seed);
  return Float32Array.from({length: classes * CODE_WIDTH * CODE_HEIGHT}, () => (random() < 0.5 ? -1 : 1));
}
