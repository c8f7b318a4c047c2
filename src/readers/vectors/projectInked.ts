import {deskew} from "../../ink/deskew.js";
import {PIXELS} from "../../ink/image/grid.js";
import {projectImages, type Components} from "../classical/principalComponents.js";

/** How images become short vectors. */
export interface Projection {
  readonly components: Components;
  /** Whether images are set upright first. */
  readonly deskewed: boolean;
}

/**
 * Projects those of *images*, [n × 784] in [0, 1], that have ink: returns their indices, [inked], and their vectors,
 * [inked × components].
 */
export function projectInked(
  images: Float32Array,
  {components, deskewed}: Projection
): {readonly inked: Uint32Array; readonly projected: Float32Array} {
  const inked = Uint32Array.from({length: images.length / PIXELS}, (_, i) => i).filter((i) =>
    images.subarray(i * PIXELS, (i + 1) * PIXELS).some((ink) => ink > 0)
  );
  const shown = new Float32Array(inked.length * PIXELS);
  inked.forEach((i, place) => shown.set(images.subarray(i * PIXELS, (i + 1) * PIXELS), place * PIXELS));
  return {inked, projected: projectImages(components, deskewed ? deskew(shown) : shown)};
}
