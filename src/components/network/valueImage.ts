import {html} from "htl";
import {mapTuple} from "../../mapTuple.js";
import {resolveColors} from "../page/classColors.js";
import {onColorChange} from "../page/colorChanges.js";

/** A picture of numbers, a pixel each. */
export interface ValueImage extends HTMLElement {
  /**
   * Shows *values*, [height × width]: positive ones as ink, negative ones in the accent color, the more the closer to
   * ±*reach*. A photo's values are its levels, 0 black to 255 white, by day and by night.
   */
  show(values: ArrayLike<number>, size: {width: number; height: number; reach: number; isPhoto?: boolean}): void;
}

type Rgb = readonly [number, number, number];

let colors: readonly [ink: Rgb, accent: Rgb] | undefined;

/** Returns the colors of the page, which are looked up once for all pictures. */
function pageColors(): readonly [ink: Rgb, accent: Rgb] {
  if (colors) return colors;
  const [ink = "", accent = ""] = resolveColors(document.body, ["var(--ink)", "var(--accent)"]);
  return (colors = mapTuple([ink, accent], (color) => mapTuple([1, 3, 5], (i) => parseInt(color.slice(i, i + 2), 16))));
}

/** Returns a picture of numbers; *label* describes it, without one it is decoration. */
export function valueImage(label = ""): ValueImage {
  const canvas = html<"canvas">`<canvas class="value-image" width="1" height="1"></canvas>`;
  if (label) {
    canvas.setAttribute("role", "img");
    canvas.setAttribute("aria-label", label);
  } else canvas.setAttribute("aria-hidden", "true");
  let shown: Parameters<ValueImage["show"]> | undefined;

  function paint(): void {
    if (!shown) return;
    const [values, {width, height, reach, isPhoto = false}] = shown;
    const [ink, accent] = pageColors();
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const image = new ImageData(width, height);
    for (let i = 0; i < values.length; ++i) {
      const value = values[i]!;
      if (isPhoto) {
        image.data.set([value, value, value, 255], 4 * i);
        continue;
      }
      const opacity = Math.round(255 * Math.min(1, Math.abs(value) / (reach || 1)));
      image.data.set([...(value < 0 ? accent : ink), opacity], 4 * i);
    }
    canvas.getContext("2d")!.putImageData(image, 0, 0);
  }

  onColorChange(() => {
    colors = undefined;
    paint();
  });
  return Object.assign(canvas, {
    show: (...next: Parameters<ValueImage["show"]>) => {
      shown = next;
      paint();
    }
  });
}

/** Returns the largest absolute value. */
export function reachOf(values: Float32Array): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}
