import {describe, expect, it} from "vitest";
import {currentSection, slugOf} from "../../../src/components/page/sectionIndex.js";

describe("slugOf(text)", () => {
  it("keeps letters and digits of any script, in lower case, joined by hyphens", () => {
    expect(slugOf("What the 128 first-layer units respond to")).toBe("what-the-128-first-layer-units-respond-to");
    expect(slugOf("Genauigkeit: 99,5 %")).toBe("genauigkeit-99-5");
    expect(slugOf("Точность")).toBe("точность");
  });

  it("takes the first eight words alone, and is never empty", () => {
    expect(slugOf("a b c d e f g h i j")).toBe("a-b-c-d-e-f-g-h");
    expect(slugOf("… %")).toBe("section");
  });
});

describe("currentSection(headings, line)", () => {
  const headings = [
    {id: "training", top: -400},
    {id: "loss", top: -300},
    {id: "accuracy", top: -300},
    {id: "network", top: 250}
  ];

  it("is the last section that begins above the line", () => {
    expect(currentSection(headings, 300)).toBe("network");
    expect(currentSection(headings, -350)).toBe("training");
  });

  it("is the first of a row, or the one that was asked for", () => {
    expect(currentSection(headings, 0)).toBe("loss");
    expect(currentSection(headings, 0, "accuracy")).toBe("accuracy");
    expect(currentSection(headings, 0, "network")).toBe("loss");
  });

  it("is none before the first section, and none of none", () => {
    expect(currentSection(headings, -500)).toBeUndefined();
    expect(currentSection([], 100)).toBeUndefined();
  });
});
