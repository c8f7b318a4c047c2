import {imageAt} from "../../src/characters/digits.js";
import {contradictedLabels, doubtfulLabels} from "../../src/stats/neighbors/doubtfulLabels.js";
import type {Doubter, Doubtful, DoubtfulReport, PeopleVotes} from "../../src/stats/neighbors/doubtfulReport.js";
import {meanAnswers, type Answers} from "../../src/stats/meanAnswers.js";
import {DIGITS, isSameAlphabet, NO_CLASS, type Alphabet} from "../../src/characters/alphabet.js";
import type {Votes} from "../../src/stats/neighbors/votes.js";
import type {Splits} from "../datasets/parts/splits.js";
import {labelColumn} from "../datasets/digitColumns.js";
import {fingerprint} from "../runs/runs.js";

/** The most labels in doubt that are listed. */
const LISTED = 100;

/** What is known of the classes of all images, split after split. */
interface Evidence {
  /** [n × classes], each row sums to 1, or to 0 where nothing is known. */
  readonly shares: Float32Array;
  /** [n] */
  readonly by: readonly Doubter[];
}

/**
 * Returns the labels in doubt: of test images those that *runs* contradict (`contradictedLabels`), where these answered
 * ([test images × classes]); of others those that confident learning doubts (`doubtfulLabels`) by the *votes* of the nearest
 * neighbors, among which an image itself is not. With what *people* said of images of digits, by fingerprint.
 */
export function findDoubtful(
  splits: Splits,
  votes: Votes,
  people: ReadonlyMap<string, PeopleVotes>,
  runs: readonly Answers[],
  classes: Alphabet = DIGITS
): DoubtfulReport {
  const k = classes.length;
  const labels = labelColumn(Object.values(splits));
  const places = Object.entries(splits).flatMap(([split, {length}]) =>
    Array.from({length}, (_, index) => ({split, index}))
  );
  const evidence = gatherEvidence(splits, {votes, labels, runs, k});
  const {shares, by} = evidence;
  const checked = [...labels.keys()].filter(
    (row) => labels[row] !== NO_CLASS && shares.subarray(k * row, k * (row + 1)).some((share) => share > 0)
  );
  const doubt = (rows: readonly number[], find: typeof doubtfulLabels): Doubtful[] => {
    const probabilities = new Float32Array(k * rows.length);
    rows.forEach((row, i) => probabilities.set(shares.subarray(k * row, k * (row + 1)), k * i));
    const own = {
      classes,
      length: rows.length,
      labels: Uint8Array.from(rows, (row) => labels[row]!),
      probabilities
    };
    return find(own).map(({index: i, given, guess, givenProbability, guessProbability}) => ({
      ...places[rows[i]!]!,
      given,
      guess,
      givenShare: givenProbability,
      guessShare: guessProbability,
      by: by[rows[i]!]!,
      people: null
    }));
  };
  const isByRuns = (row: number) => "runs" in by[row]!;
  const doubtful = [
    ...doubt(checked.filter(isByRuns), contradictedLabels),
    ...doubt(
      checked.filter((row) => !isByRuns(row)),
      doubtfulLabels
    )
  ];
  const asked = people.size && isSameAlphabet(classes, DIGITS) ? askedOf(splits, evidence, people) : [];
  const isAsked = new Set(asked.map(({split, index}) => `${split} ${index}`));
  const others = doubtful.slice(0, LISTED).filter(({split, index}) => !isAsked.has(`${split} ${index}`));
  const names = new Set(by.flatMap((doubter) => ("runs" in doubter ? doubter.runs : [])));
  return {
    checked: checked.length,
    doubtful: doubtful.length,
    asked: asked.length,
    runs: [...names],
    list: [...asked, ...others]
  };
}

/** Returns the mean answers of the best runs for the test images that they answered, and the votes for all others. */
function gatherEvidence(
  splits: Splits,
  {votes, labels, runs, k}: {votes: Votes; labels: Uint8Array; runs: readonly Answers[]; k: number}
): Evidence {
  const shares = Float32Array.from(votes.shares);
  const by: Doubter[] = Array.from(votes.voters, (neighbors) => ({neighbors}));
  if (!splits.test || !runs.length) return {shares, by};
  const names = Object.keys(splits);
  const lengths = Object.values(splits).map(({length}) => length);
  const start = lengths.slice(0, names.indexOf("test")).reduce((sum, length) => sum + length, 0);
  const end = start + splits.test.length;
  const mean = meanAnswers(runs, labels.subarray(start, end), votes.winners.subarray(start, end), k);
  mean.names.forEach((own, i) => {
    if (!own.length) return;
    shares.set(mean.probabilities.subarray(k * i, k * (i + 1)), k * (start + i));
    by[start + i] = {runs: own};
  });
  return {shares, by};
}

/** Returns the images of which people were asked, those first whose label the most of them would change. */
function askedOf(splits: Splits, {shares, by}: Evidence, people: ReadonlyMap<string, PeopleVotes>): Doubtful[] {
  const asked: Doubtful[] = [];
  let row = 0;
  for (const [split, digits] of Object.entries(splits)) {
    for (let index = 0; index < digits.length; ++index, ++row) {
      const votes = people.get(fingerprint(imageAt(digits, index)));
      if (!votes || digits.labels?.[index] !== votes.given) continue;
      const {given, guess} = votes;
      const [givenShare, guessShare] = [shares[DIGITS.length * row + given]!, shares[DIGITS.length * row + guess]!];
      asked.push({split, index, given, guess, givenShare, guessShare, by: by[row]!, people: votes});
    }
  }
  const support = ({people: votes}: Doubtful) => votes!.forGuess - votes!.forGiven;
  return asked.sort((a, b) => support(b) - support(a));
}
