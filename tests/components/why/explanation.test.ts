import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {
  makesOther,
  named,
  oddsFactor,
  strongestRegion,
  whyNotSentence,
  whySentence
} from "../../../src/components/why/explanation.js";

/** Ten probabilities: what is said, and the rest for the other digits alike. */
function answer(said: Readonly<Record<number, number>>): number[] {
  const digits = Object.keys(said).length;
  const rest = (1 - Object.values(said).reduce((a, b) => a + b, 0)) / (10 - digits);
  return Array.from({length: 10}, (_, digit) => said[digit] ?? rest);
}

/** Nine parts, of which those at the given places make the log-odds fall, with the answer to what is left. */
function parts(falls: Readonly<Record<number, [fall: number, left: number[]]>>) {
  const box = {x: 0, y: 0, width: 6, height: 6};
  return Array.from({length: 9}, (_, i) => {
    const [fall, probabilities] = falls[i] ?? [0, answer({4: 0.99})];
    return {box, fall, probabilities};
  });
}

const edits = (...kinds: ("ink" | "blank")[]) => kinds.map((kind) => ({x: 10, y: 10, kind}));
const changed = (kinds: ("ink" | "blank")[], probabilities: number[]) => ({
  edits: edits(...kinds),
  image: new Uint8Array(784),
  probabilities
});

describe("whySentence(explanation, digit)", () => {
  it("names the part that matters most, and what would be read without it", () => {
    const regions = parts({0: [3, answer({9: 0.63})], 4: [2, answer({4: 0.9})]});
    expect(whySentence({regions}, 4)).toBe(
      "The ink at the upper left speaks most for a 4: without it, this would be read as a 9 (63 %)."
    );
  });

  it("says when the answer would stay", () => {
    expect(whySentence({regions: parts({4: [2, answer({8: 0.71})]})}, 8)).toBe(
      "The ink in the middle speaks most for an 8: without it, this would still be read as an 8 (71 %)."
    );
  });

  it("names the part that speaks against it", () => {
    const regions = parts({7: [2, answer({4: 0.71})], 5: [-1, answer({4: 0.99})]});
    expect(whySentence({regions}, 4)).toMatch(/^The ink at the bottom .* The ink at the right speaks against it\.$/);
  });

  it("names none where none matters", () => {
    expect(whySentence({regions: parts({4: [0.4, answer({4: 0.9})]})}, 4)).toBe(
      "No part of the ink alone makes it a 4."
    );
  });
});

describe("whyNotSentence(explanation, digit, other)", () => {
  const regions = parts({1: [4, answer({4: 0.6, 9: 0.3})]});
  const why = "The ink at the top speaks most for a 4 and against a 9; without it, a 9 would be 30 % likely.";

  it("says what speaks against the other digit, and what would make it that", () => {
    const counterfactual = changed(["ink", "ink", "blank"], answer({9: 0.54}));
    expect(whyNotSentence({regions, counterfactual}, 4, 9)).toBe(
      `${why} With 2 spots of ink more and 1 less, this would be read as a 9 (54 %).`
    );
  });

  it.each([
    [["ink"], "With 1 spot of ink more,"],
    [["blank", "blank"], "With 2 spots of ink less,"]
  ] as const)("counts changes of one kind: %s", (kinds, words) => {
    const counterfactual = changed([...kinds], answer({9: 0.54}));
    expect(whyNotSentence({regions, counterfactual}, 4, 9)).toContain(words);
  });

  it("says how far changes go that are not enough", () => {
    const counterfactual = changed(["ink"], answer({4: 0.8, 9: 0.1}));
    expect(whyNotSentence({regions, counterfactual}, 4, 9)).toBe(
      `${why} A few spots of ink, added or taken away, don’t make it a 9: they bring it to 10 % at most.`
    );
  });

  it("says when nothing helps, and when nothing speaks against it", () => {
    expect(whyNotSentence({regions: parts({}), counterfactual: null}, 4, 8)).toBe(
      "No part of the ink alone speaks against an 8. No spot of ink, added or taken away, would make an 8 likelier."
    );
  });
});

describe("strongestRegion(explanation)", () => {
  it("is the place of the greatest fall; undefined where none is worth a word", () => {
    expect(strongestRegion({regions: parts({2: [1, []], 6: [3, []]})})).toBe(6);
    expect(strongestRegion({regions: parts({2: [-4, []]})})).toBeUndefined();
  });
});

describe("makesOther(explanation, other)", () => {
  it("is true where the changes are enough", () => {
    expect(makesOther({counterfactual: changed(["ink"], answer({9: 0.5}))}, 9)).toBe(true);
    expect(makesOther({counterfactual: changed(["ink"], answer({4: 0.5}))}, 9)).toBe(false);
    expect(makesOther({counterfactual: null}, 9)).toBe(false);
  });
});

describe("named(classes, digit)", () => {
  it("has the article that English wants", () => {
    expect([0, 1, 8, 9].map((digit) => named(DIGITS, digit))).toEqual(["a 0", "a 1", "an 8", "a 9"]);
    expect([0, 1, 2, 3].map((letter) => named([..."ABFU"], letter))).toEqual(["an A", "a B", "an F", "a U"]);
    expect(named(["Trouser", "T-shirt"], 1)).toBe("“T-shirt”");
  });

  it("names the classes in the sentences", () => {
    const letters = [..."ABCDEFGHIJ"];
    const explanation = {regions: parts({1: [3, answer({9: 0.8})]})};
    expect(whySentence(explanation, 4, letters)).toBe(
      "The ink at the top speaks most for an E: without it, this would be read as a J (80 %)."
    );
  });
});

describe("oddsFactor(nats)", () => {
  it("is e to the power of nats, to two digits", () => {
    expect([0, Math.log(1.44), Math.log(23.4), Math.log(7443), 14].map(oddsFactor)).toEqual([
      "1.0",
      "1.4",
      "23",
      "7,400",
      "over a million"
    ]);
  });
});
