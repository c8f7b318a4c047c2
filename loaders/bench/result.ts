/** The result of a benchmark, with the figure compared with its target. */
export interface Result {
  readonly name: string;
  /** The measurements in words: n, seconds, ratio. */
  readonly figures: string;
  readonly judged: number;
  readonly target: string;
  readonly holds: boolean;
}

/** Reports progress to the user. */
export type Say = (text: string) => void;

/** Returns the median; for an even number of values, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Resolves to the seconds that *work* takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
