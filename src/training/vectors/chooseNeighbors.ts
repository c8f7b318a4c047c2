import {countRight} from "../../characters/mostLikely.js";
import {logVotes, nearestFinder, votesOf, type Nearest} from "../../readers/knn/votes.js";
import {distanceMeter} from "../../readers/vectors/distances.js";
import {crossEntropyAt, fitTemperature} from "../../stats/temperature.js";

/** The amounts of smoothing to choose from. */
const SMOOTHING = [0.003, 0.01, 0.03, 0.1, 0.3, 1];

/** Temperatures are searched from 0.5 on; smoothed votes may need colder ones. */
const SCALE = 8;

/** Resolves to the *k* nearest of *vectors*, [count × length], for each of *queries*, [n × length], nearest first. */
export function findNeighbors(
  queries: Float32Array,
  {vectors, length, k}: {readonly vectors: Float32Array; readonly length: number; readonly k: number}
): Nearest[] {
  const meter = distanceMeter(vectors, length);
  const findNearest = nearestFinder(k);
  const found: Nearest[] = [];
  meter.measure(queries, (row) => {
    const {indices, distances} = findNearest(row);
    found.push({indices: indices.slice(), distances: distances.slice()});
  });
  meter.dispose();
  return found;
}

/** Returns the votes, [n × classes], of the first *k* of the neighbors found. */
export function allVotes(
  found: readonly Nearest[],
  {k, labels, classes}: {readonly k: number; readonly labels: Uint8Array; readonly classes: number}
): Float32Array {
  const votes = new Float32Array(found.length * classes);
  found.forEach(({indices, distances}, i) => {
    const nearest = {indices: indices.subarray(0, k), distances: distances.subarray(0, k)};
    votes.set(votesOf(nearest, labels, classes), i * classes);
  });
  return votes;
}

/** Returns the number of neighbors, up to *most*, whose votes are right most often; the smallest of equal ones. */
export function chooseNumber(
  found: readonly Nearest[],
  truth: Uint8Array,
  {most, ...rest}: {readonly most: number; readonly labels: Uint8Array; readonly classes: number}
): {readonly k: number; readonly right: number} {
  const all = Array.from({length: most}, (_, i) => ({
    k: i + 1,
    right: countRight(allVotes(found, {...rest, k: i + 1}), truth)
  }));
  return all.reduce((best, one) => (one.right > best.right ? one : best));
}

/** Returns the smoothing and the sharpness with which *votes*, [n × classes], fit the labels best: neither changes an answer. */
export function fitVotes(
  votes: Float32Array,
  truth: Uint8Array
): {readonly smoothing: number; readonly sharpness: number} {
  const all = SMOOTHING.map((smoothing) => {
    const logits = logVotes(votes, smoothing).map((logit) => SCALE * logit);
    const temperature = fitTemperature(logits, truth);
    return {
      smoothing,
      sharpness: SCALE / temperature,
      loss: truth.length ? crossEntropyAt(logits, truth, temperature) : 0
    };
  });
  const {smoothing, sharpness} = all.reduce((best, one) => (one.loss < best.loss ? one : best));
  return {smoothing, sharpness};
}
