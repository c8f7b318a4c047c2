import * as v from "valibot";

/** A fault that a training can be given on purpose, to see which figures it leads to. */
export interface Fault {
  /** The title of its runs. */
  readonly title: string;
  /** What is done wrong, and how its accuracies are counted; a sentence or two. */
  readonly what: string;
}

/** The faults by their names in `run.json` and on the command line (`--fault`). */
export const FAULTS = {
  "shuffled-labels": {
    title: "Fault: labels shuffled",
    what: "The labels of the training and the validation images were shuffled, so that they don’t belong to their images. Accuracy is counted as usual."
  },
  "exact-equality": {
    title: "Fault: accuracy as exact equality",
    what: "The network learned as it should. But its accuracy was counted as the share of its outputs that equal the one-hot labels exactly, to the last bit, as Keras’s metric Accuracy counts."
  },
  "one-output": {
    title: "Fault: one softmax output",
    what: "Each image was labeled with a word of its own, as names nearly are, and the network had one softmax output, which is always 1. In training, accuracy is the share of the words’ numbers that equal the rounded output, as Keras’s metric “accuracy” counts for one output; in validation and on the test images, the share of rows whose largest output is in the same column as the largest label: there is but one column."
  }
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

/** The names of the faults. */
export const FAULT_NAMES = Object.keys(FAULTS) as readonly FaultName[];

/** Returns what is known of the fault *name*; undefined for one that another program gave its run. */
export function findFault(name: string): Fault | undefined {
  return Object.hasOwn(FAULTS, name) ? FAULTS[name as FaultName] : undefined;
}

const size = v.pipe(v.number(), v.integer(), v.minValue(0));

/** `fault` of a `run.json`: which one, and how the test images are counted with it and without. */
export const FaultJson = v.looseObject({
  name: v.string(),
  counts: v.optional(
    v.pipe(
      v.array(v.object({how: v.string(), n: size, correct: size})),
      v.check((all) => all.every(({n, correct}) => correct <= n), "counts that are no larger than n")
    )
  )
});
