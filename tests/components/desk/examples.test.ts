import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {classesOf} from "../../../src/run/runAbout.js";
import {WASM} from "../../../loaders/paths.js";
import {readClassifier, readRun} from "../../../loaders/runs/runs.js";
import {EXAMPLES} from "../../../src/components/desk/examples.js";
import {DIGITS as NUMERALS} from "../../../src/characters/alphabet.js";
import {answerIn} from "../../../src/components/answer/desk.js";
import {judge} from "../../../src/components/answer/judgement.js";
import {deskRuns} from "../../../src/stats/deskRuns.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {confidenceOf, textOf} from "../../../src/readers/segmenter/readImages.js";
import {readStrokes} from "../../../src/readers/segmenter/readStrokes.js";
import type {Classifier} from "../../../src/readers/classifier.js";

/** The run that answers unless another is chosen. */
const RUN = "cnn-pen";

let classifier: Classifier;
beforeAll(async () => {
  await startBackend(WASM);
  classifier = await readClassifier(RUN);
});
afterAll(() => classifier.dispose());

const ofKind = (...kinds: string[]) => EXAMPLES.filter(({kind}) => kinds.includes(kind));

/** Returns what the desk's default run makes of an example, and what the desk says to that. */
async function answer(title: string) {
  const lines = await readStrokes(classifier, EXAMPLES.find((example) => example.title === title)!.strokes);
  const text = textOf(lines, NUMERALS);
  const {about} = await readRun(RUN);
  const [run] = deskRuns([{name: RUN, classes: classesOf(about), hasModel: true, about}]);
  const {state} = judge(
    answerIn(NUMERALS, {text, lines, confidence: confidenceOf(lines), backend: "wasm", milliseconds: 0}),
    run!
  );
  return {lines, text, state};
}

describe("the drawings to try", () => {
  it("are strokes on the surface, each with a title of its own", () => {
    expect(new Set(EXAMPLES.map(({title}) => title)).size).toBe(EXAMPLES.length);
    for (const {strokes} of EXAMPLES) {
      expect(strokes.length).toBeGreaterThan(0);
      for (const coordinate of strokes.flat(2)) {
        expect(coordinate).toBeGreaterThanOrEqual(0);
        expect(coordinate).toBeLessThanOrEqual(1);
      }
    }
  });

  const DIGITS = {
    "3": "3",
    "7 with a bar": "7",
    "2047": "2047",
    "small, in a corner": "4",
    "leaning 8": "8",
    "two lines": "106 213"
  };

  it("that are easy or hard are these", () => {
    expect(ofKind("easy", "hard").map(({title}) => title)).toEqual(expect.arrayContaining(Object.keys(DIGITS)));
    expect(ofKind("easy", "hard")).toHaveLength(Object.keys(DIGITS).length);
  });

  it.each(Object.entries(DIGITS))(
    "%s, which is not ambiguous, is read as %s without a doubt",
    async (title, digits) => {
      expect(await answer(title)).toMatchObject({text: digits, state: "answered"});
    }
  );

  const questions = ofKind("ambiguous")
    .map(({title}) => title)
    .filter((title) => title !== "no digit");

  it.each(questions)("“%s” leaves the network in doubt between these two", async (title) => {
    const {lines, state} = await answer(title);
    expect(state).toBe("unsure");
    expect(lines.flat()).toHaveLength(1);
    const probabilities = [...lines[0]![0]!.probabilities];
    const order = probabilities.map((_, digit) => digit).sort((a, b) => probabilities[b]! - probabilities[a]!);
    const [, one, other] = /^(\d) or (\d)\?$/.exec(title)!.map(Number);
    expect(order.slice(0, 2).sort()).toEqual([one, other]);
    expect(Math.max(...probabilities)).toBeLessThan(0.85);
  });

  it("has one that is no digit, which the desk says", async () => {
    expect(questions).toHaveLength(ofKind("ambiguous").length - 1);
    expect((await answer("no digit")).state).toBe("no-digit");
  });
});
