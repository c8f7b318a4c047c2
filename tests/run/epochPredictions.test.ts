import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {DIGITS} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {confusionsByEpoch, formatEpochPredictions, parseEpochPredictions} from "../../src/run/epochPredictions.js";

const TEXT = "index,label,1,3\n0,7,1,7\n1,4,9,9\n2,4,9,4\n";
const VALUE = {
  classes: DIGITS,
  labels: Uint8Array.of(7, 4, 4),
  epochs: [1, 3],
  predicted: [Uint8Array.of(1, 9, 9), Uint8Array.of(7, 9, 4)]
};

describe("epochs.csv", () => {
  it("has a row for each image and a column for each epoch", () => {
    expect(formatEpochPredictions(VALUE)).toBe(TEXT);
    expect(parseEpochPredictions(TEXT, "epochs.csv", DIGITS)).toEqual(VALUE);
    expect(parseEpochPredictions(`\ufeff${TEXT.replaceAll("\n", "\r\n")}`, "epochs.csv", DIGITS)).toEqual(VALUE);
  });

  it("has the names of other classes", () => {
    const letters = {classes: ["A", "B"], labels: Uint8Array.of(1), epochs: [1], predicted: [Uint8Array.of(0)]};
    const text = "index,label,1\n0,B,A\n";
    expect(formatEpochPredictions(letters)).toBe(text);
    expect(parseEpochPredictions(text, "epochs.csv", letters.classes)).toEqual(letters);
    expect(() => parseEpochPredictions(text, "epochs.csv", DIGITS)).toThrow(
      'epochs.csv:2: expected digits from 0 to 9, got "B"'
    );
  });

  it("is read back unchanged", () => {
    const digit = fc.integer({min: 0, max: 9});
    const some = fc.tuple(fc.integer({min: 0, max: 20}), fc.integer({min: 1, max: 5})).chain(([n, epochs]) => {
      const digits = fc.array(digit, {minLength: n, maxLength: n}).map((list) => Uint8Array.from(list));
      return fc.record({
        classes: fc.constant(DIGITS),
        labels: digits,
        epochs: fc.constant(Array.from({length: epochs}, (_, i) => 2 * i + 1)),
        predicted: fc.array(digits, {minLength: epochs, maxLength: epochs})
      });
    });
    fc.assert(
      fc.property(some, (value) => {
        expect(parseEpochPredictions(formatEpochPredictions(value), "x", DIGITS)).toEqual(value);
      })
    );
  });

  it.each([
    [
      "index,label\n0,1\n",
      'epochs.csv:1: expected the columns index,label and the numbers of epochs, rising, got "index,label"'
    ],
    ["index,label,2,1\n", /epochs\.csv:1: .*rising/],
    ["index,label,a\n", /epochs\.csv:1: /],
    ["", /epochs\.csv:1: /],
    ["index,label,1\n1,7,7\n", 'epochs.csv:2: expected index 0, got "1"'],
    ["index,label,1\n0,7\n", "epochs.csv:2: expected 3 columns, got 2"],
    ["index,label,1\n0,7,10\n", 'epochs.csv:2: expected digits from 0 to 9, got "10"'],
    ["index,label,1\n0,,1\n", 'epochs.csv:2: expected digits from 0 to 9, got ""']
  ])("refuses %j, naming the line", (text, message) => {
    const read = () => parseEpochPredictions(text, "epochs.csv", DIGITS);
    expect(read).toThrow(InputError);
    expect(read).toThrow(message);
  });
});

describe("confusionsByEpoch(predictions, most)", () => {
  it("counts the most frequent confusions first, with a row for every epoch, even with a count of 0", () => {
    expect(
      confusionsByEpoch(VALUE, 10).map(({label, predicted, epoch, count}) => ({label, predicted, epoch, count}))
    ).toEqual([
      {label: 4, predicted: 9, epoch: 1, count: 2},
      {label: 4, predicted: 9, epoch: 3, count: 1},
      {label: 7, predicted: 1, epoch: 1, count: 1},
      {label: 7, predicted: 1, epoch: 3, count: 0}
    ]);
    expect(confusionsByEpoch(VALUE, 1).map(({label}) => label)).toEqual([4, 4]);
  });

  it("is empty without mistakes", () => {
    expect(confusionsByEpoch({...VALUE, predicted: [VALUE.labels, VALUE.labels]}, 10)).toEqual([]);
  });
});
