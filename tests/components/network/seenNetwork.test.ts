import {beforeAll, describe, expect, it} from "vitest";
import {WASM} from "../../../loaders/paths.js";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {startBackend} from "../../../src/readers/network/backend.js";
import {seenNetwork} from "../../../src/components/network/seenNetwork.js";
import {besideWords, columnWords, passedWords, unitWords} from "../../../src/components/see/columnWords.js";
import {findingOf, readoutOf} from "../../../src/components/see/unitSentences.js";
import {firstWalk} from "../../../src/components/network/walkState.js";
import {unitWeights} from "../../../src/components/network/unitWeights.js";
import {IMAGE, seenMixture, seenRun} from "./tracedNetwork.js";

beforeAll(async () => void (await startBackend(WASM)));

const namesOf = async (network: ReturnType<typeof seenRun>) =>
  columnWords(await network, DIGITS).map(({name, size}) => `${name}: ${size}`);

describe("seenNetwork(layers, image, classes)", () => {
  it("is the documents’ figure: the input, two hidden layers, the answer", async () => {
    expect(await namesOf(seenRun("ann-documents"))).toEqual([
      "Hidden layer 1: 128 units",
      "Hidden layer 2: 128 units",
      "Scores: 10 units",
      "Softmax: 10 units"
    ]);
  });

  it("says what only hands values on, and leaves a detector beside the way", async () => {
    const network = await seenRun("cnn-pen");
    expect(await namesOf(Promise.resolve(network))).toEqual([
      "Convolution 1: 16 maps of 14 × 14",
      "Convolution 2: 24 maps of 14 × 14",
      "Convolution 3: 48 maps of 5 × 5",
      "Hidden layer: 128 units",
      "Scores: 10 units",
      "Softmax: 10 units"
    ]);
    expect(passedWords(network, 3)).toEqual(["Flattened to a list of 1,200 values"]);
    expect(passedWords(network, 4)).toEqual(["Dropout, which only acts in training"]);
    expect(network.beside.map(({name}) => name)).toEqual(["detector_0", "detector_1"]);
  });

  it("follows the first member of a committee, and knows the answers of the others", async () => {
    const network = await seenRun("committee");
    const mean = network.columns.at(-1)!;
    expect(columnWords(network, DIGITS).at(-1)!.name).toBe("Mean of the members");
    expect(network.beside.length).toBeGreaterThan(network.columns.length);
    expect(besideWords(network)).toMatch(
      /^This is the way through the first of 3 members, cnn\. Not shown: \d+ layers/
    );
    const members = [mean.inputs, ...mean.others];
    mean.layer.values.forEach((value, c) =>
      expect(value).toBeCloseTo(members.reduce((sum, one) => sum + one[c]!, 0) / members.length, 6)
    );
  });

  it("knows from which pixel an LSTM takes each input: column by column", async () => {
    const [lstm] = (await seenRun("blstm")).columns;
    expect(lstm!.inputShape).toEqual([28, 28]);
    lstm!.inputs.forEach((value, i) => expect(value).toBe(IMAGE[lstm!.sourceOf(i)]));
    expect(lstm!.sourceOf(1)).toBe(28); // the second row of the first column
  });

  it("names layers of other kinds, and is undefined where none answers", async () => {
    expect(await namesOf(seenMixture())).toEqual([
      "Convolution 1: 4 maps of 14 × 14",
      "Batch normalization: 4 maps of 14 × 14",
      "ReLU: 4 maps of 14 × 14",
      "Max pooling: 4 maps of 7 × 7",
      "Convolution 2: 6 maps of 7 × 7",
      "Average pooling: 6 maps of 4 × 4",
      "Hidden layer: 12 units",
      "Softmax: 10 units"
    ]);
    const {columns} = await seenRun("ann-documents");
    expect(
      seenNetwork(
        columns.map(({layer}) => layer),
        IMAGE,
        26
      )
    ).toBeUndefined();
  });
});

describe("the words for a unit", () => {
  it("count from 1, and name classes, places and pixels", async () => {
    const network = await seenRun("cnn-pen");
    const words = (column: number, unit: number, row = 0, x = 0) =>
      unitWords(network, {column, place: {unit, row, column: x}}, {classes: DIGITS});
    expect(words(-1, 28 * 2 + 8)).toBe("pixel in row 3, column 9");
    expect(words(1, 2, 1, 4)).toBe("map 3 at row 2, column 5");
    expect(words(3, 17)).toBe("unit 18");
    expect(words(5, 7)).toBe("7");
  });

  it("say why there is no formula", () => {
    const seen = {network: undefined, unit: undefined, isPreview: false};
    const state = firstWalk(DIGITS, [[[0.5, 0.5]]]);
    expect(readoutOf({...seen, state})).toBe("");
    expect(readoutOf({...seen, state: {...state, digits: []}})).toBe("No ink found.");
    expect(readoutOf({...seen, state: {...state, layers: null}})).toContain(
      "layers of a kind that this page can’t follow"
    );
    expect(readoutOf({...seen, state: {...state, problem: "no file"}})).toBe("The network does not answer: no file.");
  });
});

describe("findingOf(network, unit, classes)", () => {
  it("names one score, one probability, one mean, and claims no certainty", async () => {
    const network = await seenRun("committee");
    const of = (fromEnd: number, unit: number) =>
      findingOf(network, {column: network.columns.length - fromEnd, place: {unit, row: 0, column: 0}}, DIGITS);
    expect(of(3, 2)).toMatch(/^Score of 2: −?\d+\.\d\d$/);
    expect(of(2, 2)).toMatch(/^Softmax of 2: [<>]?\d+\.\d\d %$/);
    expect(of(1, 2)).toMatch(/^Mean of the members for 2: [<>]?\d+\.\d\d %$/);
    for (const unit of DIGITS.keys()) expect(of(1, unit)).not.toMatch(/: (100|0)\.00 %/);
  });
});

describe("unitWeights(network, unit)", () => {
  const at = (unit: number, row = 0, column = 0) => ({unit, row, column});

  it("lies as what the unit looks at: the image, each map, or a list in rows of 16", async () => {
    const [ann, cnn] = [await seenRun("ann-documents"), await seenRun("cnn-pen")];
    const image = unitWeights(ann, {column: 0, place: at(3)})!;
    expect([image.width, image.height, image.weights.length]).toEqual([28, 28, 1]);
    const {kernel} = ann.columns[0]!.layer.weights!;
    image.weights[0]!.forEach((weight, pixel) => expect(weight).toBe(kernel!.values[128 * pixel + 3]));
    expect(Array.from(image.inputs[0]!)).toEqual(Array.from(IMAGE));
    const list = unitWeights(ann, {column: 1, place: at(3)})!;
    expect([list.width, list.height, list.weights.length]).toEqual([16, 8, 1]);
    const maps = unitWeights(cnn, {column: 3, place: at(3)})!;
    expect([maps.width, maps.height, maps.weights.length]).toEqual([5, 5, 48]);
    const dense = cnn.columns[3]!.layer.weights!.kernel!;
    expect(maps.weights[7]![11]).toBe(dense.values[(11 * 48 + 7) * 128 + 3]);
    const windows = unitWeights(cnn, {column: 1, place: at(3, 5, 5)})!;
    expect([windows.width, windows.height, windows.weights.length]).toEqual([3, 3, 16]);
    expect(unitWeights(ann, {column: 3, place: at(3)})).toBeUndefined();
  });
});
