import {imageAt} from "../src/digits/digits.js";
import {doubtfulLabels} from "../src/stats/doubtfulLabels.js";
import type {Votes} from "../src/stats/votes.js";
import type {Splits} from "./cache.js";
import type {PeopleVotes} from "./peopleVotes.js";
import {fingerprint} from "./runs.js";

/** An image whose label may be wrong. */
export interface Doubtful {
  readonly split: string;
  readonly index: number;
  /** Its label, and the class that it is rather one of. */
  readonly given: number;
  readonly guess: number;
  /** The shares of its nearest neighbors that are of these classes, in [0, 1]. */
  readonly givenShare: number;
  readonly guessShare: number;
  /** Null where nobody was asked. */
  readonly people: PeopleVotes | null;
}

/** The labels in doubt, in `data/atlas/doubtful.json`. */
export interface DoubtfulReport {
  /** How many labels were checked, how many are in doubt, and of how many images people were asked. */
  readonly checked: number;
  readonly doubtful: number;
  readonly asked: number;
  /** Those in doubt most, and all of which people were asked. */
  readonly list: readonly Doubtful[];
}

/** So many of those in doubt are listed. */
const LISTED = 100;

/**
 * Returns the labels that confident learning doubts (`doubtfulLabels`), by the votes of the nearest neighbors, among which
 * an image itself is not, and what *people* said of images, by fingerprint.
 */
export function findDoubtful(
  splits: Splits,
  {shares}: Votes,
  people: ReadonlyMap<string, PeopleVotes>
): DoubtfulReport {
  const places = Object.entries(splits).flatMap(([split, {labels, length}]) =>
    Array.from({length}, (_, index) => ({split, index, label: labels?.[index]}))
  );
  const rows = Uint32Array.from(places.keys()).filter(
    (row) => places[row]!.label !== undefined && shares.subarray(10 * row, 10 * row + 10).some((share) => share > 0)
  );
  const probabilities = new Float32Array(10 * rows.length);
  rows.forEach((row, i) => probabilities.set(shares.subarray(10 * row, 10 * row + 10), 10 * i));
  const labels = Uint8Array.from(rows, (row) => places[row]!.label!);
  const doubtful = doubtfulLabels({length: rows.length, labels, probabilities}).map(
    ({index: i, given, guess, givenProbability, guessProbability}) => ({
      split: places[rows[i]!]!.split,
      index: places[rows[i]!]!.index,
      given,
      guess,
      givenShare: givenProbability,
      guessShare: guessProbability,
      people: null
    })
  );
  const asked = people.size ? askedOf(splits, {shares}, people) : [];
  const isAsked = new Set(asked.map(({split, index}) => `${split} ${index}`));
  const others = doubtful.slice(0, LISTED).filter(({split, index}) => !isAsked.has(`${split} ${index}`));
  return {checked: rows.length, doubtful: doubtful.length, asked: asked.length, list: [...asked, ...others]};
}

/** Returns the images of which people were asked, those first whose label the most of them would change. */
function askedOf(
  splits: Splits,
  {shares}: Pick<Votes, "shares">,
  people: ReadonlyMap<string, PeopleVotes>
): Doubtful[] {
  const asked: Doubtful[] = [];
  let row = 0;
  for (const [split, digits] of Object.entries(splits)) {
    for (let index = 0; index < digits.length; ++index, ++row) {
      const votes = people.get(fingerprint(imageAt(digits, index)));
      if (!votes || digits.labels?.[index] !== votes.given) continue;
      const {given, guess} = votes;
      const [givenShare, guessShare] = [shares[10 * row + given]!, shares[10 * row + guess]!];
      asked.push({split, index, given, guess, givenShare, guessShare, people: votes});
    }
  }
  const support = ({people: votes}: Doubtful) => votes!.forGuess - votes!.forGiven;
  return asked.sort((a, b) => support(b) - support(a));
}
