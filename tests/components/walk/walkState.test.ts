import {describe, expect, it} from "vitest";
import {answerSentence} from "../../../src/components/walk/walkPad.js";
import {alikeSentence} from "../../../src/components/walk/alikeFigure.js";
import {epochSentence} from "../../../src/components/walk/curvesFigure.js";
import {seeSentence} from "../../../src/components/see/seeSentence.js";
import {exampleFor} from "../../../src/components/network/exampleFor.js";
import {judgedRun} from "../../../src/components/walk/mistakeFigure.js";
import {photoOf} from "../../../src/components/walk/photoOf.js";
import {firstPoints} from "../../../src/components/walk/strokesFigure.js";
import {
  accuracySentence,
  foundSentence,
  hiddenSentence,
  inkSentence,
  numbersSentence,
  share,
  temperatureSentence,
  trainedSentence,
  trustSentence
} from "../../../src/components/walk/sentences.js";
import {trustInBin} from "../../../src/components/walk/trustFigure.js";
import {
  digitOf,
  firstWalk,
  followedStrokes,
  preparedDigit,
  reduceWalk
} from "../../../src/components/network/walkState.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {findInk} from "../../../src/ink/findInk.js";
import type {Stroke} from "../../../src/pen/pen.js";
import {preprocessStrokes} from "../../../src/pen/strokes.js";
import type {ReadDigit} from "../../../src/readers/segmenter/readImages.js";

const ONE: Stroke = [
  [0.2, 0.2],
  [0.2, 0.5],
  [0.2, 0.8]
];
const SEVEN: Stroke = [
  [0.6, 0.2],
  [0.8, 0.2],
  [0.7, 0.8]
];
const STROKES = [ONE, SEVEN];

/** What a run may read in some of the strokes. */
function read(text: string, parts: readonly number[], more: Partial<ReadDigit> = {}): ReadDigit {
  const {image} = preprocessStrokes(parts.map((part) => STROKES[part]!))!;
  const box = {x: 0, y: 0, width: 1, height: 1};
  const probabilities = Float32Array.from(DIGITS, (name) => Number(name === text));
  return {label: Number(text), text, confidence: 0.9, probabilities, likelihood: 0.8, image, box, parts, ...more};
}

const drawn = reduceWalk(firstWalk(DIGITS, [ONE]), {type: "draw", strokes: STROKES, isExample: false});
const answered = reduceWalk(drawn, {type: "read", strokes: STROKES, digits: [read("1", [0]), read("7", [1])]});

describe("reduceWalk(state, event)", () => {
  it("follows all strokes until they are read, then the first character’s, then the chosen one’s", () => {
    expect(followedStrokes(drawn)).toEqual(STROKES);
    expect(followedStrokes(answered)).toEqual([ONE]);
    const chosen = reduceWalk(answered, {type: "choose", index: 1});
    expect(followedStrokes(chosen)).toEqual([SEVEN]);
    expect(digitOf(chosen)?.text).toBe("7");
  });

  it("prepares the followed character as the reader does", () => {
    expect(preparedDigit(answered).image).toEqual(digitOf(answered)!.image);
  });

  it("ignores answers about ink and layers of an image that have changed since", () => {
    const other = reduceWalk(answered, {type: "draw", strokes: [SEVEN], isExample: false});
    expect(other.digits).toBeUndefined();
    expect(reduceWalk(other, {type: "read", strokes: STROKES, digits: [read("1", [0])]})).toBe(other);
    const late = {type: "trace", image: read("7", [1]).image, layers: []} as const;
    expect(reduceWalk(answered, late)).toBe(answered);
    expect(reduceWalk(reduceWalk(answered, {type: "choose", index: 1}), late).layers).toBe(undefined);
  });

  it("keeps the layers of the image that is followed", () => {
    const {image} = digitOf(answered)!;
    expect(reduceWalk(answered, {type: "trace", image, layers: null}).layers).toBeNull();
  });
});

describe("the sentences of the walk", () => {
  it("count strokes and points of what is followed", () => {
    expect(inkSentence(drawn)).toBe("Your digit is 2 strokes of 6 points.");
    expect(inkSentence(answered)).toBe("Your 1 is 1 stroke of 3 points.");
    expect(inkSentence(firstWalk(DIGITS, [ONE]))).toBe("The example is 1 stroke of 3 points.");
    expect(inkSentence(firstWalk([..."ABC"], [ONE]))).toBe("The example is 1 stroke of 3 points.");
  });

  it("count the 784 numbers: dark, lighter and 0", () => {
    const counts = /has (\d+) dark pixels \(above 127\), (\d+) lighter ones, and (\d+) that are 0/.exec(
      numbersSentence(answered)
    )!;
    const {image} = digitOf(answered)!;
    const [dark, lighter, blank] = counts.slice(1).map(Number);
    expect(dark).toBe(image.filter((v) => v > 127).length);
    expect(dark! + lighter! + blank!).toBe(784);
  });

  it("say what was found", () => {
    expect(foundSentence(drawn)).toBe("…");
    expect(foundSentence(answered)).toContain("there are 2 digits, 17. We follow the 1");
    expect(foundSentence(reduceWalk(drawn, {type: "read", strokes: STROKES, digits: [read("4", [0, 1])]}))).toContain(
      "one digit"
    );
    expect(foundSentence(reduceWalk(drawn, {type: "fail", message: "it broke"}))).toContain("it broke");
  });

  it("say how the answer counts by the thresholds of the run", () => {
    const say = (more: Partial<ReadDigit>) =>
      trustSentence({...answered, digits: [read("1", [0], more)]}, {unsureBelow: 0.8, noDigitBelow: 0.5});
    expect(say({})).toMatch(/gives 80\.0 % that this is a digit at all.*so the answer stands: 1\./);
    expect(say({confidence: 0.7})).toMatch(/below 80\.0 %, so the answer is marked as not certain: 1\./);
    expect(say({likelihood: 0.2})).toMatch(
      /below 50\.0 %, so the answer is: doesn’t look like a digit\. Closest match: 1\./
    );
    expect(say({likelihood: null})).not.toContain("detector");
  });

  it("say that a reader without layers can’t be followed", () => {
    expect(hiddenSentence({...answered, layers: null})).toContain("no network of layers");
    expect(hiddenSentence(answered)).toBe("…");
  });

  it.each([
    [1, "more than 99.99 %"],
    [0.9987, "99.87 %"],
    [0.5, "50.0 %"],
    [0.0042, "0.42 %"],
    [0.00001, "less than 0.01 %"],
    [0, "0.00 %"]
  ])("write the probability %d as %s", (p, text) => expect(share(p)).toBe(text));

  it("say what is read while drawing", () => {
    expect(answerSentence(firstWalk(DIGITS, [ONE]))).toContain("the page follows an example");
    expect(answerSentence(drawn)).toBe("Reading …");
    expect(answerSentence(answered)).toBe("Read as 17. The page follows the 1.");
  });

  it("doubt what the desk doubts, by the thresholds of the run", () => {
    const say = (more: Partial<ReadDigit>) => ({
      ...answered,
      thresholds: {unsureBelow: 0.85, noDigitBelow: 0.5},
      digits: [read("1", [0], {confidence: 0.99, ...more})]
    });
    expect(answerSentence(say({}))).toBe("Read as 1, with a confidence of 99.0 %. Scroll on to see how.");
    expect(seeSentence(say({}))).toBe("Read as 1, 99 % sure.");
    const letter = say({likelihood: 0.2});
    expect(answerSentence(letter)).toBe("Doesn’t look like a digit. Closest match: 1. Scroll on to see how.");
    expect(seeSentence(letter)).toBe("Doesn’t look like a digit. Closest match: 1.");
    expect(foundSentence(letter)).toContain(
      "one character is found, and all of the ink belongs to it. It doesn’t look"
    );
    expect(inkSentence(letter)).toMatch(/^Your drawing is/);
    expect(alikeSentence(["1"], 1, 1, letter)).toContain("labeled 1, the network’s closest match.");
    expect(seeSentence(say({confidence: 0.6}))).toBe("Not certain: 1 (60.0 %; this run needs more).");
    expect(seeSentence({...letter, isExample: true})).toContain("an example, read as 1, not a digit.");
    expect(seeSentence({...letter, digits: [...letter.digits, read("7", [1], {confidence: 0.9})]})).toBe(
      "The 1 doesn’t look like a digit. Closest match: 17. The network is shown reading the 1."
    );
  });

  it("say how a run was trained and tested, as far as that is known", () => {
    const about = {
      title: "x",
      model: "cnn",
      dataset: {train: 30000},
      hyperparameters: {batchSize: 128},
      seconds: 4565,
      parameters: 187762
    };
    expect(trainedSentence(about, 30)).toBe(
      "This network learned from 30,000 labeled images, each seen 30 times, 128 at a time, in 76 minutes. It adjusted 187,762 numbers."
    );
    expect(trainedSentence({title: "x", model: "?"}, 0)).toBe("This network learned from labeled images.");
    expect(temperatureSentence({title: "x", model: "?", temperature: 1.4577})).toContain("1.46: it had been too sure");
    expect(temperatureSentence({title: "x", model: "?"})).toBe("");
    const figures = {n: 10000, correct: 9944, accuracy: 0.9944, interval: [0.9927, 0.9957]} as const;
    expect(accuracySentence(figures, "digits")).toBe(
      "Of 10,000 digits that it had never seen, it reads 9,944 correctly: 99.44 % (95 % interval 99.27–99.57 %)."
    );
    const epoch = {
      epoch: 4,
      loss: 0.0105,
      accuracy: 1,
      val_loss: 0.0243,
      val_accuracy: 0.994,
      learning_rate: 1,
      seconds: 1
    };
    expect(epochSentence(epoch, 5, 5)).toMatch(
      /^After epoch 5, the best: training loss 0\.0105, validation loss 0\.0243, 99\.4 %/
    );
    expect(epochSentence({...epoch, val_loss: NaN, val_accuracy: NaN}, 5, 1)).toBe(
      "After epoch 5: training loss 0.0105."
    );
  });

  it("say what the nearest images are labeled", () => {
    expect(alikeSentence([..."11117111"], 3000, 7000, answered)).toBe(
      "Of the 8 most alike among 3,000 of the 7,000 training images, 7 are labeled 1, as the network says too."
    );
    expect(alikeSentence([..."7777"], 500, 500, answered)).toContain(
      "among the 500 training images, 4 are labeled 7; the network says 1."
    );
  });

  it("say how often answers of that confidence were right", () => {
    const bin = {
      low: 0.9,
      high: 1,
      n: 400,
      right: 390,
      confidence: 0.97,
      accuracy: 0.975,
      interval: [0.95, 0.98]
    } as const;
    expect(trustInBin(bin, 0.95)).toBe(
      "This answer’s confidence is 95.0 %. Of the 400 test images answered with a confidence between 90 and 100 %, 390 were read correctly: 97.5 %."
    );
    expect(trustInBin({...bin, n: 0}, 0.95)).toContain("No test image");
  });
});

describe("what the figures show", () => {
  it("draws strokes up to a point", () => {
    expect(firstPoints(STROKES, 1)).toEqual([[ONE[0]]]);
    expect(firstPoints(STROKES, 4)).toEqual([ONE, [SEVEN[0]]]);
    expect(firstPoints(STROKES, 6)).toEqual(STROKES);
  });

  it("makes a photo whose ink the site finds again", () => {
    const {ink} = preparedDigit(answered);
    const photo = photoOf(ink);
    const found = findInk(photo)!;
    const inkOf = ({data}: typeof photo) => Array.from(data).filter((v) => v > 127).length;
    expect(photo.width).toBe(ink.width + 72);
    expect(inkOf(found)).toBeGreaterThan(0.7 * inkOf(ink));
    expect(inkOf(found)).toBeLessThan(1.3 * inkOf(ink));
  });

  it("takes an example that the run can read", () => {
    expect(exampleFor(DIGITS).strokes).toHaveLength(1);
    expect(exampleFor([..."ABC"]).strokes).toHaveLength(2);
    expect(exampleFor().classes).toEqual(DIGITS);
  });

  it("shows mistakes of the run that is followed, or of another whose images the site has", () => {
    const run = (name: string, imagesFound: number, evaluation: object | null = {}) => ({
      name,
      imagesFound,
      evaluation,
      classes: DIGITS,
      about: {title: name}
    });
    const [own, other, untested] = [run("own", 0), run("other", 5), run("untested", 0, null)];
    expect(judgedRun([own, other], own)).toBe(other);
    expect(judgedRun([own, untested], own)).toBe(own);
    expect(judgedRun([other, own], run("own", 1))?.imagesFound).toBe(1);
    expect(judgedRun([untested], untested)).toBeUndefined();
  });
});
