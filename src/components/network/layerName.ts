import type {TracedLayer} from "../../readers/classifier.js";
import {formatCount} from "../page/format.js";

/** What Keras calls a layer, and we. */
const NAMES: Readonly<Record<string, string>> = {
  Conv2D: "Convolution",
  MaxPooling2D: "Max pooling",
  AveragePooling2D: "Average pooling",
  BatchNormalization: "Batch normalization",
  Dense: "Dense layer",
  Bidirectional: "LSTM in both directions"
};

/** Returns a layer in words: "Convolution: 16 feature maps of 14 × 14", "Dense layer: 128 units". */
export function layerName({kind, shape}: Pick<TracedLayer, "kind" | "shape">): string {
  const name = NAMES[kind] ?? kind;
  const [height, width, maps] = shape;
  if (shape.length === 3) return `${name}: ${formatCount(maps!)} feature maps of ${height} × ${width}`;
  return `${name}: ${formatCount(shape.reduce((n, side) => n * side, 1))} units`;
}
