import {describe, expect, it} from "vitest";
import {GLOSSARY} from "../../../src/components/page/glossary.js";
import {findTerms, TERM_NAMES, type TermName} from "../../../src/components/page/termNames.js";

const marked = (text: string, known?: Set<TermName>) =>
  findTerms(text, known).flatMap(({text, term}) => (term ? [`${text} → ${term}`] : []));

describe("GLOSSARY", () => {
  it.each(TERM_NAMES)("explains %s in one or two sentences", (name) => {
    const {meaning, source} = GLOSSARY[name];
    expect(meaning).toMatch(/[.]$/);
    expect(meaning.length).toBeLessThanOrEqual(240);
    expect(meaning.match(/[.:?!](?= |$)/g)!.length).toBeLessThanOrEqual(3);
    if (source) expect(source.href).toMatch(/^https:\/\//);
  });

  it("has its terms in the order of the alphabet, whatever their case", () => {
    const lower = TERM_NAMES.map((name) => name.toLowerCase().replace(/[-’ ]/g, ""));
    expect(lower).toEqual([...lower].sort());
    expect(TERM_NAMES).toEqual(expect.arrayContaining(["F1", "calibration", "one-cycle", "McNemar’s test"]));
  });
});

describe("findTerms(text, known)", () => {
  it.each([
    [
      "Lowest validation loss: cnn, 0.0174 at epoch 37",
      ["validation → validation set", "loss → loss", "epoch → epoch"]
    ],
    ["Miscalibrated in 2 of 11 confidence bins", ["Miscalibrated → calibration", "confidence → confidence"]],
    ["McNemar’s exact test, p < 0.001", ["McNemar’s exact test → McNemar’s test"]],
    ["Learning rate", ["Learning rate → learning rate"]],
    ["Near-duplicates across splits", ["Near-duplicates → near-duplicate"]],
    ["1.03 percentage points worse on 10,000 images", ["percentage points → percentage point"]],
    ["95 % interval 99.2–99.6 %", ["95 % interval → confidence interval"]]
  ])("marks the words of %j", (text, expected) => expect(marked(text)).toEqual(expected));

  it("prefers the longest term, and marks only the first occurrence of each", () => {
    const text = "Expected calibration error: calibration errors and the calibration error of one epoch in 20 epochs";
    expect(marked(text)).toEqual([
      "Expected calibration error → expected calibration error",
      "calibration → calibration",
      "epoch → epoch"
    ]);
  });

  it("leaves parts of words, everyday words and names in lower case alone", () => {
    expect(marked("seeded, glossy, closs, pre-loss, adam, pca, the weight of paper, in support")).toEqual([]);
    expect(marked("Adam, PCA")).toEqual(["Adam → Adam", "PCA → PCA"]);
  });

  it("leaves known terms plain and adds those it found to them", () => {
    const known = new Set<TermName>(["recall"]);
    expect(marked("precision and recall", known)).toEqual(["precision → precision"]);
    expect([...known]).toEqual(["recall", "precision"]);
  });

  it.each(["", "no terms here", "Softmax, then softmax: precision/recall (F1)."])("loses nothing of %j", (text) => {
    expect(
      findTerms(text)
        .map((part) => part.text)
        .join("")
    ).toBe(text);
  });
});
