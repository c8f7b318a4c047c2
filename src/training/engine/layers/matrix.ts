import type {Places, Target} from "../../../kernels/kernels.js";

/** Returns the rows of a matrix, [images × length], as places. */
export function rowsOf(images: number, length: number, outputs: number): Places {
  // Without `...`, which takes longer than all else here.
  return {
    images: 1,
    rows: images,
    columns: 1,
    imageStep: 0,
    rowStep: length,
    columnStep: 0,
    segments: 1,
    length,
    segmentStep: 0,
    outputs
  };
}

/** Returns the rows of a matrix with *outputs* columns at *to* as a target. */
export function columnOf(to: number, outputs: number): Target {
  return {to, rowStep: outputs, columnStep: 0, imageStep: 0};
}
