import {html} from "htl";
import {SIDE} from "../../ink/image/grid.js";
import type {NpyArray} from "../../npy.js";
import {mapTuple} from "../../mapTuple.js";
import {resolveColors} from "../page/classColors.js";
import {onColorChange} from "../page/colorChanges.js";

/** A kernel as images, [side × side], one for each unit or map. */
export interface KernelImages {
  readonly images: readonly Float32Array[];
  readonly side: number;
}

/**
 * Converts a kernel to images if its layer is dense on digits or a convolution over one channel; undefined for others.
 */
export function kernelImages({shape, values}: NpyArray): KernelImages | undefined {
  const isDense = shape.length === 2 && shape[0] === SIDE * SIDE;
  const isConvolution = shape.length === 4 && shape[0] === shape[1] && shape[2] === 1;
  if (!isDense && !isConvolution) return undefined;
  const units = shape.at(-1)!;
  const side = isDense ? SIDE : shape[0]!;
  const images = Array.from({length: units}, (_, unit) =>
    Float32Array.from({length: side * side}, (_unused, i) => values[i * units + unit]!)
  );
  return {images, side};
}

/** Returns the largest absolute weight of a kernel. */
export function reachOf({values}: Pick<NpyArray, "values">): number {
  return values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);
}

/** Images of weights, side by side. */
export interface WeightImages extends HTMLElement {
  /** Shows these images, on a color scale up to ±*reach*. */
  show(images: KernelImages, reach: number): void;
}

/**
 * Returns an element that shows weights as images: positive weights in the ink color, negative ones in the accent
 * color.
 */
export function weightImages(): WeightImages {
  const place = html`<div class="weight-images" role="img"></div>`;
  let shown: {kernel: KernelImages; reach: number} | undefined;

  function paint(): void {
    if (!shown || !place.isConnected) return; // without a place in the page there are no colors
    const {
      kernel: {images, side},
      reach
    } = shown;
    const [ink, other] = mapTuple(["var(--ink)", "var(--accent)"], (color) => toRgb(resolveColors(place, [color])[0]!));
    images.forEach((image, i) => {
      const canvas = place.children[i] as HTMLCanvasElement;
      canvas.getContext("2d")!.putImageData(paintWeights(image, side, reach, {ink, other}), 0, 0);
    });
  }

  new ResizeObserver(paint).observe(place); // reports a size once the element is in the page
  onColorChange(paint);
  return Object.assign(place, {
    show: (kernel: KernelImages, reach: number) => {
      const {images, side} = kernel;
      if (shown?.kernel.side !== side || shown.kernel.images.length !== images.length)
        place.replaceChildren(...images.map(() => html`<canvas width=${side} height=${side}></canvas>`));
      shown = {kernel, reach};
      place.setAttribute("aria-label", `The weights of ${images.length} units as images`);
      paint();
    }
  });
}

type Rgb = readonly [number, number, number];

/** Parses a color "#rrggbb" into numbers. */
function toRgb(color: string): Rgb {
  const digits = /^#([0-9a-f]{6})/i.exec(color)?.[1] ?? "000000";
  return mapTuple([0, 2, 4], (i) => parseInt(digits.slice(i, i + 2), 16));
}

function paintWeights(
  image: Float32Array,
  side: number,
  reach: number,
  {ink, other}: {ink: Rgb; other: Rgb}
): ImageData {
  const data = new ImageData(side, side);
  image.forEach((value, i) => {
    const opacity = Math.round(255 * Math.sqrt(Math.abs(value) / (reach || 1)));
    data.data.set([...(value > 0 ? ink : other), opacity], 4 * i);
  });
  return data;
}
