import type {Kernels} from "../../../kernels/kernels.js";
import type {EngineLayer, Take} from "./layer.js";

/** Returns a layer that reorders pictures column by column: [rows × columns] becomes [columns × rows]. */
export function createColumns(
  {rows, columns}: {readonly rows: number; readonly columns: number},
  take: Take
): EngineLayer {
  const count = rows * columns;
  const [there, back] = [take(count), take(count)];
  const reorder = ({gather}: Kernels, images: number, from: number, to: number, table: number) => {
    for (let start = 0; start < images * count; start += count) gather(to + start, from + start, table, count);
  };
  return {
    inputs: count,
    outputs: count,
    table: new Int32Array(0),
    begin({integers}) {
      for (let i = 0; i < count; ++i) {
        const moved = (i % columns) * rows + Math.floor(i / columns);
        integers[there + moved] = i;
        integers[back + i] = moved;
      }
    },
    forward: ({kernels, images, input, output}) => reorder(kernels, images, input, output, there),
    backward({kernels, images, gradient, inputGradient}) {
      if (inputGradient !== undefined) reorder(kernels, images, gradient, inputGradient, back);
    }
  };
}
