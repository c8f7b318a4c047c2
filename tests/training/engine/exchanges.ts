import type {Exchange} from "../../../src/training/crew/exchange.js";

/** Returns the exchanges of *size* workers that share one thread. They add up as `Exchange` says. */
export function createExchanges(size: number): (Exchange & {readonly calls: () => number})[] {
  let arrived: {values: Float32Array; figures: Float64Array; resolve: () => void}[] = [];

  function addUp(): void {
    // ((0 + 1) + (2 + 3)) + …
    for (let step = 1; step < size; step *= 2)
      for (let rank = 0; rank < size; rank += 2 * step) {
        const [to, from] = [arrived[rank]!, arrived[rank + step]!];
        to.values.forEach((value, i) => (to.values[i] = Math.fround(value + from.values[i]!)));
        to.figures.forEach((figure, i) => (to.figures[i] = figure + from.figures[i]!));
      }
    const [total, ...others] = arrived;
    for (const {values, figures} of others) {
      values.set(total!.values);
      figures.set(total!.figures);
    }
    const all = arrived;
    arrived = [];
    for (const {resolve} of all) resolve();
  }

  return Array.from({length: size}, (_, rank) => {
    let calls = 0;
    return {
      rank,
      size,
      calls: () => calls,
      allReduce(values, figures) {
        ++calls;
        return new Promise((resolve) => {
          arrived[rank] = {values, figures, resolve};
          if (arrived.filter(Boolean).length === size) addUp();
        });
      }
    };
  });
}
