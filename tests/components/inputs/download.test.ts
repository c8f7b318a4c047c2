import {describe, expect, it} from "vitest";
import {fileName} from "../../../src/components/inputs/download.js";

describe("fileName(name, extension)", () => {
  it.each([
    ["loss", "loss.csv"],
    ["Accuracy (%) of cnn-pen", "Accuracy-of-cnn-pen.csv"],
    ["Größe: 28 × 28", "Gro-e-28-28.csv"],
    ["../../etc/passwd", "etc-passwd.csv"],
    ["0.5", "0.5.csv"],
    ["–", "handscope.csv"]
  ])("makes of %j %j", (name, file) => {
    expect(fileName(name, "csv")).toBe(file);
  });
});
