/**
 * How the workers of a training add up what each of them computed (an all-reduce). The sums are those of the tree
 * ((0 + 1) + (2 + 3)) + ((4 + 5) + (6 + 7)) over ranks, whichever worker computes them, so all workers get the same bits.
 */
export interface Exchange {
  /** From 0 to *size* − 1. Rank 0 is the worker that was asked to train. */
  readonly rank: number;
  /** The number of workers: 1, 2, 4 or 8. */
  readonly size: number;
  /**
   * Replaces *values* by their sums over all workers, each addition rounded to float32, and *figures* by theirs in float64.
   * Resolves when all sums are in place. All workers call it equally often, each time with as many values and figures as
   * the crew was started for, and not again before it has resolved.
   *
   * Rejects at rank 0 if another worker fails or ends, or when the training is aborted; elsewhere it then never settles.
   */
  allReduce(values: Float32Array, figures: Float64Array): Promise<void>;
}

/** The exchange of a training on one worker, whose sums are what it computed. */
export const ALONE: Exchange = {rank: 0, size: 1, allReduce: () => Promise.resolve()};

/** An exchange together with what rank 0 does to it. */
export interface OwnedExchange extends Exchange {
  /** Rejects the current call and later ones with *reason*. */
  fail(reason: unknown): void;
  close(): void;
}

/** The lengths of what is exchanged, the same in each step. */
export interface Lengths {
  readonly values: number;
  readonly figures: number;
}

/** The maximum number of workers: a batch has eight shards. */
export const MAX_WORKERS = 8;

/** Returns the number of workers for *cores* cores, at least 1: the largest of 1, 2, 4 and 8 that is not above it. */
export function crewSize(cores: number): number {
  return 2 ** Math.floor(Math.log2(Math.min(cores, MAX_WORKERS)));
}
