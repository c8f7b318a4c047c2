import {randomLcg} from "d3-random";

/**
 * Hashes *text* to an integer from 0 to 2³² − 1: FNV-1a over its UTF-16 code units
 * (http://www.isthe.com/chongo/tech/comp/fnv/), then the finalizer of MurmurHash3
 * (https://github.com/aappleby/smhasher/blob/master/src/MurmurHash3.cpp), because FNV-1a alone gives similar texts similar
 * numbers.
 */
export function hashText(text: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < text.length; ++i) h = Math.imul(h ^ text.charCodeAt(i), 0x01000193);
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Returns an integer from 0 to 2³² − 1 that stands for a *seed*, what it is used for, and *numbers* such as an epoch: the
 * key of random numbers that depend on nothing else.
 */
export function streamKey(seed: number, purpose: string, ...numbers: number[]): number {
  return hashText([purpose, seed, ...numbers].join(" "));
}

/**
 * Returns a source of random numbers in [0, 1) for one purpose. Sources for different purposes, seeds or *numbers* are
 * unrelated, and none depends on how many numbers another one gave.
 */
export function randomStream(seed: number, purpose: string, ...numbers: number[]): () => number {
  return randomLcg(streamKey(seed, purpose, ...numbers) / 2 ** 32);
}
