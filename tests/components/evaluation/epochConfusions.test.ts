import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {epochFinding, epochItems, epochSentence} from "../../../src/components/evaluation/epochConfusions.js";
import {confusionsByEpoch} from "../../../src/run/epochPredictions.js";

/** Five validation images over two epochs, counted by hand below. */
const kept = {
  classes: DIGITS,
  labels: Uint8Array.of(7, 4, 4, 9, 0),
  epochs: [1, 5],
  predicted: [Uint8Array.of(1, 9, 9, 9, 0), Uint8Array.of(7, 9, 4, 9, 0)]
};
const rows = confusionsByEpoch(kept, 12);

describe("the confusions by epoch", () => {
  it("have a title that says which is left", () => {
    expect(epochFinding(rows, kept.epochs)).toBe(
      "Most frequent confusion at the end: 4 → 9, 1 image after epoch 5 (2 after epoch 1)"
    );
    const solved = {...kept, predicted: [kept.predicted[0]!, kept.labels]};
    expect(epochFinding(confusionsByEpoch(solved, 12), kept.epochs)).toBe(
      "No frequent confusion is left after epoch 5"
    );
    expect(epochFinding([], kept.epochs)).toBe("No validation mistakes after any epoch");
  });

  it("have a title that compares nothing where there is one epoch", () => {
    const one = {...kept, epochs: [1], predicted: kept.predicted.slice(0, 1)};
    expect(epochFinding(confusionsByEpoch(one, 12), one.epochs)).toBe(
      "Most frequent confusion: 4 → 9, 2 images after epoch 1"
    );
    expect(epochFinding([], [1])).toBe("No validation mistakes after epoch 1");
  });

  it("have a sentence for an epoch and a confusion: 2 of 5, then 4 of 5 are right", () => {
    expect(epochSentence(kept, 0, rows[0])).toBe(
      "After epoch 1: 40 % of 5 validation images correct; 4 → 9: 2 images."
    );
    expect(epochSentence(kept, 1, undefined)).toBe("After epoch 5: 80 % of 5 validation images correct.");
  });

  it("lead to their images", () => {
    expect(epochItems(kept, 0, {label: 4, predicted: 9})).toEqual([
      {split: "validation", index: 1, description: "4 read as 9: validation image 1"},
      {split: "validation", index: 2, description: "4 read as 9: validation image 2"}
    ]);
    expect(epochItems(kept, 1, undefined)).toEqual([]);
  });
});
