import {shuffler} from "d3-array";
import type {Digits} from "../characters/digits.js";
import type {FaultName} from "../run/faults.js";
import {countExact, countLargest, countRounded, countRoundedNumbers, type Count} from "../stats/accuracyCounts.js";
import {randomStream} from "../randomStream.js";
import {shuffledOrder} from "./engine/shuffledOrder.js";
import type {TrainingData} from "./divideTraining.js";

/** How a training with a fault differs from one without. */
export interface FaultyTraining {
  /** The number of outputs, where it is not that of the classes. */
  readonly outputs?: number;
  /** Returns the data to learn from, given a *seed*; by default as it is. */
  readonly spoil?: (data: TrainingData, seed: number) => TrainingData;
  /** Counts the outputs for the training images, [n × outputs], and for the validation images; by default as usual. */
  readonly training?: (outputs: Float32Array, labels: Uint8Array, seed: number) => Count;
  readonly validation?: (outputs: Float32Array, labels: Uint8Array) => Count;
  /** The ways to count the outputs for the test images, [n × outputs], with their labels; the fault's own first. */
  readonly test: readonly {
    readonly how: string;
    readonly count: (outputs: Float32Array, labels: Uint8Array) => Count;
  }[];
}

const LARGEST = {how: "images whose largest output is at the label", count: countLargest};

/** The faults, by name. */
export const FAULTY_TRAININGS: Readonly<Record<FaultName, FaultyTraining>> = {
  "shuffled-labels": {
    spoil: ({training, validation}, seed) => ({
      training: withShuffledLabels(training, randomStream(seed, "shuffled labels")),
      validation: withShuffledLabels(validation, randomStream(seed, "shuffled validation labels"))
    }),
    test: [LARGEST]
  },
  "exact-equality": {
    training: countExact,
    validation: countExact,
    test: [
      {how: "outputs that equal the one-hot label exactly", count: countExact},
      {how: "outputs that round to the one-hot label", count: countRounded},
      LARGEST
    ]
  },
  "one-output": {
    outputs: 1,
    // The largest of one output, and of one label, is the first.
    spoil: ({training, validation}) => ({training: withOneClass(training), validation: withOneClass(validation)}),
    training: (outputs, labels, seed) =>
      countRoundedNumbers(outputs, shuffledOrder(labels.length, randomStream(seed, "paired numbers"))),
    test: [
      {
        how: "images whose largest output is in the label’s largest column",
        count: (outputs, labels) => countLargest(outputs, new Uint8Array(labels.length))
      },
      LARGEST
    ]
  }
};

function withShuffledLabels(digits: Digits, random: () => number): Digits {
  return {...digits, labels: shuffler(random)(digits.labels!.slice())};
}

function withOneClass(digits: Digits): Digits {
  return {...digits, labels: new Uint8Array(digits.length)};
}
