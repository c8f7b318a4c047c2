/** What a benchmark found, with the figure that it is judged by. */
export interface Result {
  readonly name: string;
  /** What was measured, in words: n, seconds, ratio. */
  readonly figures: string;
  readonly judged: number;
  readonly target: string;
  readonly holds: boolean;
}

/** Hears what is going on, for people who wait. */
export type Say = (text: string) => void;

/** Returns the median; of an even number, the mean of the two in the middle. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** Returns the seconds that *work* takes. */
export async function time(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1000;
}
