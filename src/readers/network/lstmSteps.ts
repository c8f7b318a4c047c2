/** What an LSTM computed at each of its steps, in the order of the steps. */
export interface LstmSteps {
  /** [steps × n × 4 units]: the activations of the gates, in Keras's order; that of the cell is its candidate. */
  readonly gates: Float32Array;
  /** [steps × n × units]: the states of the cells. */
  readonly cells: Float32Array;
  /** [steps × n × units]: the tanh of the states. */
  readonly squashed: Float32Array;
  /** [steps × n × units]: the outputs. */
  readonly outputs: Float32Array;
}

/**
 * Runs an LSTM (Hochreiter and Schmidhuber 1997, with the forget gates of Gers et al. 2000) step by step, from states
 * of 0. Its gates are sigmoids. *gates*, [steps × n × 4 units], are the products of the inputs and the kernel plus the
 * bias, in Keras's order; they become the activations in place. *recur* multiplies one step's outputs, [n × units],
 * with the recurrent weights: [n × 4 units].
 */
export function runSteps(
  gates: Float32Array,
  {steps, n}: {readonly steps: number; readonly n: number},
  recur: (outputs: Float32Array) => Float32Array
): LstmSteps {
  const units = gates.length / (4 * steps * n);
  const size = n * units;
  const cells = new Float32Array(steps * size);
  const squashed = new Float32Array(steps * size);
  const outputs = new Float32Array(steps * size);
  for (let t = 0; t < steps; ++t) {
    const now = gates.subarray(4 * t * size, 4 * (t + 1) * size);
    if (t > 0) addTo(now, recur(outputs.subarray((t - 1) * size, t * size)));
    for (let i = 0; i < n; ++i) {
      for (let u = 0, g = 4 * i * units, k = t * size + i * units; u < units; ++u, ++g, ++k) {
        const input = (now[g] = sigmoid(now[g]!));
        const forget = (now[g + units] = sigmoid(now[g + units]!));
        const candidate = (now[g + 2 * units] = tanh(now[g + 2 * units]!));
        const output = (now[g + 3 * units] = sigmoid(now[g + 3 * units]!));
        const cell = input * candidate + (t > 0 ? forget * cells[k - size]! : 0);
        cells[k] = cell;
        squashed[k] = tanh(cell);
        outputs[k] = output * squashed[k]!;
      }
    }
  }
  return {gates, cells, squashed, outputs};
}

/**
 * Returns the gradients of the gates' inputs, [steps × n × 4 units], from those of the *last* outputs, [n × units]:
 * back propagation through time, complete (Graves and Schmidhuber 2005, appendix A, without peepholes). *back*
 * multiplies the gradients of one step's gates, [n × 4 units], with the transpose of the recurrent weights: [n ×
 * units].
 */
export function gateGradients(
  last: Float32Array,
  {gates, cells, squashed}: LstmSteps,
  units: number,
  back: (gates: Float32Array) => Float32Array
): Float32Array {
  const size = last.length;
  const found = new Float32Array(gates.length);
  const ofCells = new Float32Array(size);
  let ofOutputs = last;
  for (let t = cells.length / size - 1; t >= 0; --t) {
    for (let i = 0; i < size / units; ++i) {
      for (let u = 0, k = i * units, g = 4 * (t * size + i * units); u < units; ++u, ++k, ++g) {
        const [input, forget, candidate, output] = [
          gates[g]!,
          gates[g + units]!,
          gates[g + 2 * units]!,
          gates[g + 3 * units]!
        ];
        const tanh = squashed[t * size + k]!;
        const ofCell = ofCells[k]! + ofOutputs[k]! * output * (1 - tanh * tanh);
        found[g] = ofCell * candidate * input * (1 - input);
        found[g + units] = t > 0 ? ofCell * cells[(t - 1) * size + k]! * forget * (1 - forget) : 0;
        found[g + 2 * units] = ofCell * input * (1 - candidate * candidate);
        found[g + 3 * units] = ofOutputs[k]! * tanh * output * (1 - output);
        ofCells[k] = ofCell * forget;
      }
    }
    if (t > 0) ofOutputs = back(found.subarray(4 * t * size, 4 * (t + 1) * size));
  }
  return found;
}

/** Returns *values*, [n × steps × width], as [steps × n × width], with the steps in reverse if *reversed*. */
export function stepsFirst(
  values: Float32Array,
  {n, steps, reversed = false}: {readonly n: number; readonly steps: number; readonly reversed?: boolean}
): Float32Array {
  const width = values.length / (n * steps);
  const moved = new Float32Array(values.length);
  for (let i = 0; i < n; ++i) {
    for (let t = 0; t < steps; ++t) {
      const from = (i * steps + (reversed ? steps - 1 - t : t)) * width;
      const to = (t * n + i) * width;
      for (let k = 0; k < width; ++k) moved[to + k] = values[from + k]!;
    }
  }
  return moved;
}

/** Returns *values*, [n × rows × columns], as [n × columns × rows]. */
export function swapSides(
  values: Float32Array,
  {rows, columns}: {readonly rows: number; readonly columns: number}
): Float32Array {
  const swapped = new Float32Array(values.length);
  for (let start = 0; start < values.length; start += rows * columns) {
    for (let i = 0; i < rows * columns; ++i)
      swapped[start + (i % columns) * rows + Math.floor(i / columns)] = values[start + i]!;
  }
  return swapped;
}

function addTo(target: Float32Array, values: Float32Array): void {
  for (let i = 0; i < target.length; ++i) target[i]! += values[i]!;
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}

/** Twice as fast as `Math.tanh`, and as exact to 1e-16. */
function tanh(x: number): number {
  return 1 - 2 / (1 + Math.exp(2 * x));
}
