import type {Components} from "../../../src/readers/classical/principalComponents.js";

/** Returns components that are the first *count* pixels themselves, relative to 0. */
export function axes(count: number): Components {
  const components = new Float32Array(count * 784);
  for (let c = 0; c < count; ++c) components[c * 784 + c] = 1;
  return {mean: new Float32Array(784), components};
}

/** Returns images, [n × 784], with these rows of values in their first pixels. */
export function imagesWith(rows: readonly (readonly number[])[]): Float32Array {
  const images = new Float32Array(rows.length * 784);
  rows.forEach((row, i) => images.set(row, i * 784));
  return images;
}
