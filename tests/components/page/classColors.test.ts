import {describe, expect, it} from "vitest";
import {classColor} from "../../../src/components/page/classColors.js";

describe("classColor(label)", () => {
  it("is a color of the style for the first ten, and distinct for the first forty", () => {
    expect([0, 9].map(classColor)).toEqual(["var(--digit-0)", "var(--digit-9)"]);
    const colors = Array.from({length: 40}, (_, label) => classColor(label));
    expect(new Set(colors).size).toBe(40);
    expect(colors[26]).toContain("var(--digit-6)");
  });

  it("depends only on the label, up to 200 classes", () => {
    for (let label = 0; label < 200; ++label) expect(classColor(label)).toMatch(/^(var|color-mix)\(/);
    expect(classColor(40)).toBe(classColor(0));
  });
});
