import {PIXELS, SIDE} from "../../../ink/image/grid.js";
import type {TracedLayer} from "../../classifier.js";
import {windowsOf} from "./layerBackward.js";
import {paddedBefore} from "./windows.js";

/** Where the feature maps of a convolution speak for a class. */
export interface ActivationMap {
  /** The name of the convolution. */
  readonly layer: string;
  /** [height, width, feature maps] */
  readonly shape: readonly number[];
  /** [height × width], at least 0: what the feature maps say at each of their places. */
  readonly places: Float32Array;
  /** [784]: the same for each pixel, each place where it looks. */
  readonly map: Float32Array;
}

/** Where a row of places looks along an axis of the image: place p is centered at pixel *start* + p · *step*. */
interface Centers {
  readonly start: number;
  readonly step: number;
}

/**
 * Returns Grad-CAM for the last convolution on the way from the *answer* back to the image, from the gradients of all
 * layers' outputs: the sum of its feature maps, each weighted by the mean of its gradients, where that is positive
 * (Selvaraju et al., Grad-CAM: Visual Explanations from Deep Networks via Gradient-based Localization, ICCV 2017,
 * formulas 1 and 2). Undefined where there is no convolution, or where the answer is a mean of several networks, which
 * have no last one in common.
 *
 * The paper stretches the map to the image's size. Here each place is laid in the middle of the pixels that it can see,
 * which is elsewhere for convolutions without padding, and what lies between is interpolated.
 */
export function gradCam(
  layers: readonly TracedLayer[],
  answer: TracedLayer,
  gradients: ReadonlyMap<string, Float64Array>
): ActivationMap | undefined {
  const way = wayTo(answer, layers);
  const at = way?.findLastIndex(({kind}) => kind === "Conv2D") ?? -1;
  const layer = way?.[at];
  const gradient = layer && gradients.get(layer.name);
  if (!gradient) return undefined;
  const [height, width, maps] = layer.shape as [number, number, number];
  const weights = new Float64Array(maps);
  gradient.forEach((value, i) => (weights[i % maps]! += value / (height * width)));
  const places = Float32Array.from({length: height * width}, (_, place) => {
    const sum = weights.reduce((total, weight, map) => total + weight * layer.values[place * maps + map]!, 0);
    return Math.max(0, sum);
  });
  const before = way.slice(0, at + 1);
  const map = enlarge(places, [height, width], [centersOf(before, 0), centersOf(before, 1)]);
  return {layer: layer.name, shape: layer.shape, places, map};
}

/** Returns the layers from the image to *end*; undefined where one of them takes several. */
function wayTo(end: TracedLayer, layers: readonly TracedLayer[]): TracedLayer[] | undefined {
  const byName = new Map(layers.map((layer) => [layer.name, layer]));
  const way: TracedLayer[] = [];
  for (let layer: TracedLayer | undefined = end; layer; layer = byName.get(layer.from ?? "")) {
    if (layer.alsoFrom) return undefined;
    way.unshift(layer);
  }
  return way;
}

/** Returns where the places of the last layer on a *way* from the image look, along an axis. */
export function centersOf(way: readonly TracedLayer[], axis: 0 | 1): Centers {
  let [start, step] = [0, 1];
  for (const [i, layer] of way.entries()) {
    if (!layer.sliding) continue;
    const windows = windowsOf(layer, way[i - 1]?.shape.length === 3 ? way[i - 1]! : {shape: [SIDE, SIDE, 1]});
    start += step * ((windows.size[axis] - 1) / 2 - paddedBefore(windows, axis));
    step *= windows.strides[axis];
  }
  return {start, step};
}

/** Returns the value of each pixel, interpolated between *places*, [height × width]; beyond the outermost it stays. */
export function enlarge(
  places: Float32Array,
  [height, width]: readonly [number, number],
  [rows, columns]: readonly [Centers, Centers]
): Float32Array {
  const at = (pixel: number, {start, step}: Centers, n: number) => {
    const place = Math.min(n - 1, Math.max(0, (pixel - start) / step));
    const first = Math.min(Math.max(0, n - 2), Math.floor(place));
    return [first, Math.min(n - 1, first + 1), place - first] as const;
  };
  return Float32Array.from({length: PIXELS}, (_, pixel) => {
    const [top, bottom, down] = at(Math.floor(pixel / SIDE), rows, height);
    const [left, right, across] = at(pixel % SIDE, columns, width);
    const row = (y: number) => (1 - across) * places[y * width + left]! + across * places[y * width + right]!;
    return (1 - down) * row(top) + down * row(bottom);
  });
}
