import {readFileSync} from "node:fs";
import {join} from "node:path";
import {rgb, type RGBColor} from "d3-color";
import {describe, expect, it} from "vitest";
import {ROOT} from "../../../loaders/paths.js";
import {runColors} from "../../../src/components/charts/runColors.js";

const names = Array.from({length: 40}, (_, i) => `run-${i}`);

describe("runColors(names)", () => {
  it("gives a run the same style on every page, by its position among all runs", () => {
    expect(runColors(names)("run-3")).toEqual(runColors([...names, "another"])("run-3"));
    expect(runColors(names)("run-0")).toEqual({color: "var(--run-0)", dash: "none", symbol: "circle"});
  });

  it("gives forty runs forty styles: ten colors, then dashes", () => {
    const styles = names.map(runColors(names));
    expect(new Set(styles.map(({color, dash}) => color + dash)).size).toBe(40);
    expect(new Set(styles.map(({color, symbol}) => color + symbol)).size).toBe(40);
    expect(new Set(styles.slice(0, 10).map(({color}) => color)).size).toBe(10);
    expect(styles.slice(0, 10).every(({dash}) => dash === "none")).toBe(true);
  });

  it("draws an unknown name as ink", () => {
    expect(runColors(names)("x").color).toBe("var(--ink)");
  });
});

describe("the runs' colors in tokens.css", () => {
  const css = readFileSync(join(ROOT, "src/styles/tokens.css"), "utf8");
  const valuesOf = (name: string) =>
    new RegExp(`${name}: light-dark\\((#[0-9a-f]{6}), (#[0-9a-f]{6})\\)`)
      .exec(css)!
      .slice(1)
      .map((color) => rgb(color));

  it.each([
    ["light", 0],
    ["dark", 1]
  ] as const)("can be read on the paper and the sheet in the %s: 4.5 to 1, as WCAG 2.2 asks of text", (_, scheme) => {
    for (const behind of [valuesOf("--paper")[scheme]!, valuesOf("--sheet")[scheme]!]) {
      for (const i of names.slice(0, 10).keys()) {
        expect(contrast(valuesOf(`--run-${i}`)[scheme]!, behind), `--run-${i}`).toBeGreaterThanOrEqual(4.5);
      }
    }
  });
});

/** The contrast ratio of WCAG 2.2: https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(a: RGBColor, b: RGBColor): number {
  const [low, high] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (high + 0.05) / (low + 0.05);
}

function luminance({r, g, b}: RGBColor): number {
  const [red, green, blue] = [r, g, b].map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
