import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {firstWalk} from "../../../src/components/network/walkState.js";
import {alikeWords, amongWords, mostFrequent} from "../../../src/components/see/alikeWords.js";
import {fineShare} from "../../../src/components/see/numbers.js";
import {mapsBefore, systemWords} from "../../../src/components/see/systemWords.js";
import type {TracedLayer} from "../../../src/readers/classifier.js";
import type {ReadDigit} from "../../../src/readers/segmenter/readImages.js";

describe("alikeWords(alike)", () => {
  it("says which labels the nearest have, by the layer and by pixels, and how many images both share", () => {
    const byLayer = ["4", "4", "4", "9"];
    const byPixels = ["9", "9", "4", "7"];
    expect(alikeWords({byLayer, byPixels, common: 2, answer: "4"})).toBe(
      "By the hidden layer, 3 of the 4 most alike are labeled 4, the network’s answer. By pixels, 2 of 4 are labeled 9. " +
        "2 of 4 images are in both lists."
    );
    expect(alikeWords({byLayer, byPixels, common: 0, answer: "7"})).toMatch(
      /labeled 4; the network says 7\. .*No image is in both lists\.$/
    );
    expect(alikeWords({byLayer, byPixels, common: 1, answer: "4", isNone: true})).toContain(
      "labeled 4, the network’s closest match. By"
    );
    expect(alikeWords({byLayer, byPixels, common: 1, answer: undefined})).toMatch(/labeled 4\. .*1 of 4 images is in/);
  });

  it("takes the first of several labels that are as frequent", () => {
    expect(mostFrequent(["7", "1", "1", "7"])).toEqual({name: "7", times: 2});
  });
});

describe("amongWords(done, count, n)", () => {
  it("says how far it is, and among how many of how many images it searched", () => {
    expect(amongWords(200, 3000, 30000)).toBe("Compared 200 of 3,000 images so far …");
    expect(amongWords(3000, 3000, 30000)).toMatch(/among 3,000 of the 30,000 training images/);
    expect(amongWords(700, 700, 700)).toMatch(/among the 700 training images/);
  });
});

describe("fineShare(p, decimals)", () => {
  it.each([
    [0.97314, 2, "97.31 %"],
    [0.97314, 1, "97.3 %"],
    [0.99996, 2, ">99.99 %"],
    [0.99994, 2, "99.99 %"],
    [1, 1, ">99.9 %"],
    [0.00004, 2, "<0.01 %"],
    [0, 1, "<0.1 %"]
  ])("writes %d with %d decimals as %s", (p, decimals, text) => expect(fineShare(p, decimals)).toBe(text));
});

describe("systemWords(state, ink, hidden)", () => {
  const strokes = [[[0.1, 0.2]], [], [[0.3, 0.4]]] as const;
  const layer = (rest: object) =>
    ({name: "x", from: undefined, kind: "Dense", activation: "relu", ...rest}) as TracedLayer;
  const maps = layer({kind: "Conv2D", shape: [5, 5, 48], values: new Float32Array(1200)});
  const hidden = layer({shape: [4], values: Float32Array.of(0, 2, 0, 1)});
  const read = (text: string) => ({text, label: Number(text), confidence: 0.98, parts: [0]}) as unknown as ReadDigit;

  it("says what became of the drawing in each box", () => {
    const state = {
      ...firstWalk(DIGITS, strokes),
      isExample: false,
      digits: [read("8"), read("7")],
      chosen: 0,
      layers: [layer({kind: "Reshape", shape: [28, 28, 1], values: new Float32Array(784)}), maps, hidden]
    };
    expect(systemWords(state, {width: 64, height: 100}, hidden)).toEqual({
      drawing: "Your drawing: 2 strokes.",
      preprocessing: "64 × 100 gray pixels, without the empty rest.",
      segmentation: "2 characters found: 8, 7.",
      features: "48 feature maps of 5 × 5, then a feature vector of 4 numbers, 2 of them not 0.",
      recognition: "An 8, 98 % likely."
    });
    expect(systemWords({...state, layers: [hidden]}, undefined, hidden).features).toBe(
      "A feature vector of 4 numbers, 2 of them not 0."
    );
    expect(systemWords({...state, layers: [maps]}, undefined, undefined).features).toBe("48 feature maps of 5 × 5.");
  });

  it("claims no character where the run’s detector sees none, and doubts what is unsure", () => {
    const state = {...firstWalk(DIGITS, strokes, {unsureBelow: 0.99, noDigitBelow: 0.5}), isExample: false};
    const say = (likelihood: number) =>
      systemWords({...state, digits: [{...read("4"), likelihood}]}, undefined, undefined);
    expect(say(0.1).recognition).toBe("Doesn’t look like a digit. Closest match: 4.");
    expect(say(0.1).segmentation).toBe("1 character found: not a digit.");
    expect(say(0.9).recognition).toBe("A 4, 98 % likely, not certain.");
    expect(say(0.9).segmentation).toBe("1 character found: 4.");
  });

  it("says what was not reached, and what there is none of", () => {
    const state = firstWalk(DIGITS, strokes);
    expect(systemWords(state, undefined, undefined)).toEqual({
      drawing: "An example: 2 strokes.",
      preprocessing: "Not reached yet.",
      segmentation: "Not reached yet.",
      features: "Not reached yet.",
      recognition: "Not reached yet."
    });
    const blank = systemWords({...state, digits: [], layers: null}, undefined, undefined);
    expect(blank.segmentation).toBe("No ink found.");
    expect(blank.features).toBe("This network has no feature vector of its own.");
  });

  it("takes the last layer with feature maps, not the image in another shape", () => {
    const image = layer({kind: "InputLayer", shape: [28, 28, 1], values: new Float32Array(784)});
    expect(mapsBefore([image, maps, hidden])).toBe(maps);
    expect(mapsBefore([image, hidden])).toBeUndefined();
    expect(mapsBefore(null)).toBeUndefined();
  });
});
