import type {GrayImage} from "../../ink/image/image.js";

/** Paper around the ink of a photo, in pixels. */
const MARGIN = 36;

/** Levels of paper in the light and in the shadow, and of full ink as a share of the paper's. */
const [LIGHT, SHADOW, DARKEST] = [236, 128, 0.3];

/**
 * Returns *ink* (0 background, 255 ink) as a photo of it might be: dark on paper whose light falls off to the lower
 * right, with grain. The same ink gives the same photo.
 */
export function photoOf({width, height, data}: GrayImage): GrayImage {
  const [w, h] = [width + 2 * MARGIN, height + 2 * MARGIN];
  const photo = new Uint8Array(w * h);
  for (let y = 0; y < h; ++y) {
    for (let x = 0; x < w; ++x) {
      const [u, v] = [x - MARGIN, y - MARGIN];
      const ink = u >= 0 && u < width && v >= 0 && v < height ? data[v * width + u]! / 255 : 0;
      const paper = LIGHT - (LIGHT - SHADOW) * ((x / w + y / h) / 2) ** 2;
      photo[y * w + x] = Math.round(paper * (1 - (1 - DARKEST) * ink) + grain(x, y));
    }
  }
  return {width: w, height: h, data: photo};
}

/** Returns −4 to 4, scattered over the pixels. */
function grain(x: number, y: number): number {
  return ((x * 7919 + y * 104729 + x * y * 31) % 9) - 4;
}
