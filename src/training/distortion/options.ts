/** The defaults: half-ranges of uniform distributions, or standard deviations. At 0 an option distorts nothing. */
export const DISTORTION = {
  /** Maximum rotation, in degrees either way. */
  rotation: 12,
  /** Maximum relative change of the width and, independently, of the height, in [0, 1). */
  scale: 0.15,
  /** Maximum sideways shift of a row, in pixels per pixel of its distance from the middle. */
  shear: 0.2,
  /** Maximum shift, in pixels, in x and, independently, in y. */
  shift: 1.5,
  /** Standard deviation, in pixels, of each pixel's smooth displacement in x and in y. */
  elastic: 1.2,
  /** Standard deviation, in pixels, of the Gaussian that smooths the displacements, 0 (white noise) to 32. */
  smoothness: 5,
  /** Maximum change of the stroke width, in pixels, in [0, 2]. */
  stroke: 0.5,
  /** Standard deviation of the noise on the ink, relative to full ink. */
  noise: 0.02
};
export type DistortionOptions = Readonly<typeof DISTORTION>;
