import {describe, expect, it} from "vitest";
import {inkOutline} from "../../../src/components/why/mapImage.js";
import {
  agreementWords,
  askedOf,
  gradCamWords,
  gradientWords,
  hiddenInkWords,
  strongestPart
} from "../../../src/components/why/wayWords.js";
import {DIGITS} from "../../../src/characters/alphabet.js";

/** Nine parts of 6 × 6 pixels, in the middle of the image; those at the given places make the log-odds fall. */
const regions = (falls: Readonly<Record<number, number>> = {}) =>
  Array.from({length: 9}, (_, i) => ({
    box: {x: 5 + 6 * (i % 3), y: 5 + 6 * Math.floor(i / 3), width: 6, height: 6},
    fall: falls[i] ?? 0,
    probabilities: new Float32Array(10)
  }));

/** 784 values, all 0 but the given. */
const pixels = (values: Readonly<Record<number, number>>) =>
  Float32Array.from({length: 784}, (_, pixel) => values[pixel] ?? 0);

const [upperLeft, middle] = [6 * 28 + 6, 13 * 28 + 13];
const four = askedOf(DIGITS, 4, undefined);
const fourOverNine = askedOf(DIGITS, 4, 9);

describe("strongestPart(values, regions)", () => {
  it("is the ninth with the largest sum of what speaks for the class", () => {
    expect(strongestPart(pixels({[upperLeft]: 3, [middle]: 2, [middle + 1]: 2}), regions())).toBe(4);
    expect(strongestPart(pixels({[upperLeft]: 3, [middle]: 9, [middle + 1]: -8}), regions())).toBe(4);
    expect(strongestPart(pixels({[upperLeft]: 3, [middle]: -9}), regions())).toBe(0);
  });

  it("is undefined where nothing speaks for the class, and leaves out what lies beside the image", () => {
    expect(strongestPart(pixels({[middle]: -1}), regions())).toBeUndefined();
    const outside = regions().map(({box, ...part}) => ({...part, box: {...box, x: box.x - 12}}));
    expect(strongestPart(pixels({27: 1}), outside)).toBeUndefined();
  });
});

describe("the words of each map", () => {
  it("begin with where it is strongest, and name both classes where two are asked about", () => {
    expect(hiddenInkWords({regions: regions({1: 3})}, four)).toMatch(/^Strongest at the top\. .* odds of a 4 fall\./);
    expect(hiddenInkWords({regions: regions({1: 3})}, fourOverNine)).toContain("the odds of a 4 over a 9 fall");
    const gradient = pixels({[middle]: 1});
    expect(gradientWords(gradient, {regions: regions()}, four)).toMatch(
      /^More ink would help most in the middle\. .* the score of a 4 rises/
    );
    expect(gradientWords(gradient, {regions: regions()}, fourOverNine)).toContain("the lead of a 4 over a 9 rises");
    const activation = {layer: "c", shape: [5, 5, 48], places: new Float32Array(25), map: pixels({[upperLeft]: 2})};
    expect(gradCamWords({activation, isMean: false}, {regions: regions()}, four)).toMatch(
      /^Strongest at the upper left\. The 48 feature maps of the last convolution, 5 × 5 each, .* score of a 4 depends/
    );
  });

  it("say where nothing stands out", () => {
    expect(hiddenInkWords({regions: regions()}, four)).toMatch(/^No part alone decides\./);
    expect(gradientWords(pixels({}), {regions: regions()}, four)).toMatch(/^Nowhere would more ink help\./);
    const activation = {layer: "c", shape: [5, 5, 48], places: new Float32Array(25), map: pixels({})};
    expect(gradCamWords({activation, isMean: false}, {regions: regions()}, four)).toMatch(/^No place speaks for a 4\./);
  });

  it("say why there is no Grad-CAM", () => {
    const none = {activation: undefined};
    expect(gradCamWords({...none, isMean: false}, {regions: regions()}, four)).toMatch(
      /no convolutions.*does not exist/
    );
    expect(gradCamWords({...none, isMean: true}, {regions: regions()}, four)).toMatch(/mean of several networks/);
  });
});

describe("agreementWords(image, hidden, gradient)", () => {
  it("is the share of inked pixels where both speak for the class or both against it", () => {
    const image = Uint8Array.from(pixels({0: 255, 1: 255, 2: 9, 3: 255}));
    const hidden = pixels({0: 1, 1: -1, 2: 1, 3: -4, 9: 1});
    const gradient = pixels({0: 5, 1: -5, 2: -5, 3: -1, 9: -1});
    expect(agreementWords(image, hidden, gradient)).toMatch(/^On 75 % of the ink, /);
  });

  it("says nothing where no inked pixel has both", () => {
    expect(agreementWords(Uint8Array.from(pixels({0: 255})), pixels({}), pixels({0: 1}))).toBe("");
  });
});

describe("inkOutline(image)", () => {
  it("goes around each group of dark pixels once, whatever touches the border", () => {
    const around = (inked: Readonly<Record<number, number>>) => inkOutline(Uint8Array.from(pixels(inked)));
    expect(around({0: 255}).match(/M/g)).toHaveLength(4);
    expect(around({0: 255, 1: 128}).match(/M/g)).toHaveLength(6);
    expect(around({783: 255})).toBe("M27,27h1M27,27v1M28,27v1M27,28h1");
    expect(around({5: 127})).toBe("");
  });
});
