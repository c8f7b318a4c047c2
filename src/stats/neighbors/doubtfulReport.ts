/** What people said of an image whose label was in doubt. */
export interface PeopleVotes {
  readonly given: number;
  readonly guess: number;
  /** How many of them saw the one, the other, neither or both. */
  readonly forGiven: number;
  readonly forGuess: number;
  readonly forNeither: number;
}

/** What doubts a label: the mean answer of these runs, or how many labeled neighbors an image has. */
export type Doubter = {readonly runs: readonly string[]} | {readonly neighbors: number};

/** An image whose label may be wrong. */
export interface Doubtful {
  readonly split: string;
  readonly index: number;
  /** Its label, and the class that it is rather one of. */
  readonly given: number;
  readonly guess: number;
  /** The probabilities of these classes by the runs, or the shares of its nearest neighbors that are of them, in [0, 1]. */
  readonly givenShare: number;
  readonly guessShare: number;
  readonly by: Doubter;
  /** Null where nobody was asked. */
  readonly people: PeopleVotes | null;
}

/** The labels in doubt, in `data/atlas/doubtful.json`. */
export interface DoubtfulReport {
  /** How many labels were checked, how many are in doubt, and of how many images people were asked. */
  readonly checked: number;
  readonly doubtful: number;
  readonly asked: number;
  /** The names of the runs that labels were checked by. */
  readonly runs: readonly string[];
  /** How many more runs were not asked, since enough others are more accurate. */
  readonly unread?: number;
  /** All of which people were asked; then those that runs doubt, the surest first; then those that neighbors doubt. */
  readonly list: readonly Doubtful[];
}
