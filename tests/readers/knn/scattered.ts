import {randomLcg} from "d3-random";

/** Returns 60 seeded vectors of 5 values in [0, 1) with labels of three classes, and 12 queries. */
export function scatteredVectors(): {vectors: Float32Array; labels: Uint8Array; queries: number[][]} {
  const random = randomLcg(0.4);
  const rows = (n: number) => Array.from({length: n}, () => Array.from({length: 5}, random));
  const vectors = rows(60);
  const labels = Uint8Array.from(vectors, ([a, b, c]) => Number(a! + b! > 1) + Number(c! > 0.5));
  return {vectors: Float32Array.from(vectors.flat()), labels, queries: rows(12)};
}

/**
 * The class probabilities of the queries by scikit-learn 1.2.1:
 * `KNeighborsClassifier(4, weights="distance").fit(vectors, labels).predict_proba(queries)`.
 */
export const SHARES = [
  [1, 0, 0],
  [0.5664, 0.4336, 0],
  [0, 0.28709, 0.71291],
  [0, 1, 0],
  [0.19835, 0.35261, 0.44904],
  [0, 0, 1],
  [0, 0.30701, 0.69299],
  [0, 1, 0],
  [0.21805, 0.37481, 0.40714],
  [0.74359, 0.25641, 0],
  [0, 0.58003, 0.41997],
  [0, 0.57686, 0.42314]
] as const;

/** Their four nearest vectors, by its `kneighbors`. */
export const NEAREST = [
  [51, 10, 21, 22],
  [38, 51, 54, 6],
  [46, 18, 57, 11],
  [26, 28, 45, 27],
  [54, 35, 38, 25],
  [55, 3, 57, 13],
  [34, 55, 13, 3],
  [30, 14, 56, 34],
  [34, 51, 55, 3],
  [19, 0, 40, 53],
  [6, 19, 17, 5],
  [37, 30, 23, 56]
] as const;

/** The distances of the first query's. */
export const FIRST_DISTANCES = [0.486265, 0.54453, 0.548417, 0.557612] as const;
