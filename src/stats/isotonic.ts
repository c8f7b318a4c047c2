import {bisectRight} from "d3-array";

/** A function that never falls, by its corners: linear between them, constant beyond the first and the last. */
export interface Isotonic {
  /** Ascending. */
  readonly at: readonly number[];
  /** As many, in [0, 1]. */
  readonly share: readonly number[];
}

/**
 * Returns the function of confidence that never falls and fits best, by least squares, how often answers of
 * *confidences*, [n], are right, [n]; no corners for no answers. Zadrozny and Elkan, Transforming classifier scores into
 * accurate multiclass probability estimates, KDD 2002, https://doi.org/10.1145/775047.775151, by pooling adjacent
 * violators.
 */
export function fitIsotonic(confidences: readonly number[], isRight: readonly boolean[]): Isotonic {
  const order = Array.from(confidences.keys()).sort((a, b) => confidences[a]! - confidences[b]!);
  const blocks: {first: number; last: number; n: number; right: number}[] = [];
  for (const i of order) {
    const at = confidences[i]!;
    let block = {first: at, last: at, n: 1, right: Number(isRight[i])};
    for (let before = blocks.at(-1); before && mustJoin(before, block); before = blocks.at(-1)) {
      block = {first: before.first, last: at, n: before.n + block.n, right: before.right + block.right};
      blocks.pop();
    }
    blocks.push(block);
  }
  const corners = blocks.flatMap(({first, last, n, right}) => {
    const share = right / n;
    return first === last
      ? [{at: first, share}]
      : [
          {at: first, share},
          {at: last, share}
        ];
  });
  return {at: corners.map(({at}) => at), share: corners.map(({share}) => share)};
}

type Block = {readonly first: number; readonly last: number; readonly n: number; readonly right: number};

/** Have two neighboring blocks the same confidence, or is the later right no more often? */
function mustJoin(before: Block, later: Block): boolean {
  return before.last === later.first || before.right * later.n >= later.right * before.n;
}

/** Returns the value of a fitted function at a *confidence*; 0 for a function without corners. */
export function isotonicAt({at, share}: Isotonic, confidence: number): number {
  const next = bisectRight(at, confidence);
  if (!next) return share[0] ?? 0;
  if (next === at.length) return share.at(-1)!;
  const part = (confidence - at[next - 1]!) / (at[next]! - at[next - 1]!);
  return share[next - 1]! + part * (share[next]! - share[next - 1]!);
}
