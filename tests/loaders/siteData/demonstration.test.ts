import {describe, expect, it} from "vitest";
import {demonstrateBy, recordDemonstration} from "../../../loaders/siteData/demonstration.js";
import {countPoints} from "../../../src/run/demonstration.js";
import {fakeClassifier} from "../runs/fakeClassifier.js";

describe("demonstrateBy(classifier)", () => {
  it("has what the classifier reads in growing ink, up to the whole drawing", async () => {
    const inks: number[] = [];
    const read = (image: ArrayLike<number>) => {
      inks.push(Array.from(image).filter((value) => value > 0).length);
      return 4;
    };
    const [recorded] = await demonstrateBy(fakeClassifier(read));
    const {run, strokes, answers} = recorded!;
    expect(run).toBe("fake");
    expect(answers.at(-1)!.points).toBe(countPoints(strokes));
    expect(answers.every(({text, label}) => text === "4" && label === 4)).toBe(true);
    const points = answers.map((answer) => answer.points);
    expect(points).toEqual([...new Set(points)].sort((a, b) => a - b));
    expect(strokes.flat(2).every((share) => share > 0 && share < 1)).toBe(true);
  });

  it("has nothing for classes that no drawing of ours shows", async () => {
    const classifier = {...fakeClassifier(() => 0), classes: ["ア", "イ"]};
    expect(await demonstrateBy(classifier)).toEqual([]);
  });
});

describe("recordDemonstration(name)", () => {
  it("ends with a 3, of which the run is certain, and begins with something else", async () => {
    const [recorded] = await recordDemonstration("cnn-pen");
    const last = recorded!.answers.at(-1)!;
    expect(last.text).toBe("3"); // what is drawn
    expect(last.confidence).toBeGreaterThan(0.99);
    expect(last.likelihood).toBeGreaterThan(0.5);
    expect(recorded!.answers[0]!.text).not.toBe("3");
  });
});
