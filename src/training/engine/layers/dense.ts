import {applyActivation, applyGradient, type Activation} from "./activations.js";
import type {EngineLayer, Take} from "./layer.js";
import {columnOf, rowsOf} from "./matrix.js";
import {packedIndex, packedTable, packIndices, repacked} from "./packing.js";

/** Returns a dense layer: each of *units* outputs sees all *inputs*. Its weights: [inputs × units], [units]. */
export function createDense(
  {inputs, units, activation}: {readonly inputs: number; readonly units: number; readonly activation: Activation},
  take: Take
): EngineLayer {
  const back = repacked(
    packIndices(units, inputs, (unit, input) => (unit < 0 ? -1 : packedIndex(inputs, input, unit))),
    take
  );
  return {
    inputs,
    outputs: units,
    table: packedTable(inputs, units),
    begin: back.begin,
    prepare: back.copy,
    forward({kernels, images, input, output, weights}) {
      kernels.apply(input, weights, rowsOf(images, inputs, units), columnOf(output, units), activation === "relu");
      applyActivation(kernels, activation, output, images * units);
    },
    backward({kernels, images, input, output, gradient, gradients, inputGradient}) {
      applyGradient(kernels, activation, gradient, output, images * units);
      kernels.weigh(input, gradient, gradients, rowsOf(images, inputs, units));
      if (inputGradient !== undefined)
        kernels.apply(gradient, back.at, rowsOf(images, units, inputs), columnOf(inputGradient, inputs), false);
    }
  };
}
