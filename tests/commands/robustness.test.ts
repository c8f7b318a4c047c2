import {mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync} from "node:fs";
import {tmpdir} from "node:os";
import {basename, join} from "node:path";
import {afterAll, beforeAll, describe, expect, it} from "vitest";
import {WEIGHT_BYTES, writeRun} from "../loaders/runs/handmadeRun.js";
import {clearCache, runHandscope, type Ended} from "./runHandscope.js";

// Two runs with constant answers, so that their correct answers can be counted from the labels by hand.

let home: string;
let data: string;
let env: Record<string, string>;
let ended: Ended;

/** Labels of the test images, and whether each has ink. */
const TEST = [
  {label: 0, ink: true},
  {label: 3, ink: true},
  {label: 0, ink: true},
  {label: 3, ink: false},
  {label: 0, ink: true},
  {label: 0, ink: true}
];

/** Returns a CSV of vertical bars, and of blank images for rows without ink. */
function makeCsv(rows: readonly {label: number; ink: boolean}[]): string {
  const header = ["label", ...Array.from({length: 784}, (_, i) => `pixel${i}`)].join();
  const pixels = (ink: boolean) =>
    Array.from({length: 784}, (_, i) => {
      const [x, y] = [i % 28, Math.floor(i / 28)];
      return ink && x > 11 && x < 16 && y > 3 && y < 24 ? 255 : 0;
    });
  return `${[header, ...rows.map(({label, ink}) => [label, ...pixels(ink)].join())].join("\n")}\n`;
}

/** Returns weights that are all 0 except the bias of *digit*, one of the last ten numbers. */
function alwaysAnswers(digit: number): Uint8Array {
  const weights = new Float32Array(WEIGHT_BYTES / 4);
  weights[784 * 10 + digit] = 5;
  return new Uint8Array(weights.buffer);
}

beforeAll(async () => {
  home = mkdtempSync(join(tmpdir(), "handscope-robustness-"));
  data = join(home, `bars-${basename(home)}`);
  env = {HANDSCOPE_RUNS: join(home, "runs")};
  mkdirSync(data);
  writeFileSync(join(data, "train.csv"), makeCsv(TEST));
  writeFileSync(join(data, "validation.csv"), makeCsv(TEST));
  writeFileSync(join(data, "test.csv"), makeCsv(TEST));
  for (const digit of [0, 3]) {
    writeRun(join(home, "runs", `always-${digit}`), {"model/group1-shard1of1.bin": alwaysAnswers(digit)});
  }
  const args = ["--run", "always-0", "--run", "always-3", "--data", data, "--images", "5", "--save"];
  ended = await runHandscope("robustness", args, env, "source");
});

afterAll(() => {
  clearCache(basename(data));
  rmSync(home, {recursive: true, force: true});
});

/** The expected kinds and amounts of the table, in order. */
const CONDITIONS = [
  ...[0, 1, 2, 3, 4].map((amount) => ["shift", amount] as const),
  ...[0, 5, 10, 15, 20, 25, 30].map((amount) => ["rotation", amount] as const),
  ...[0.6, 0.8, 1, 1.2, 1.4].map((amount) => ["scale", amount] as const),
  ...[-1, -0.5, 0, 0.5, 1, 2].map((amount) => ["stroke", amount] as const),
  ...[0, 0.05, 0.1, 0.2, 0.3].map((amount) => ["noise", amount] as const)
];

describe("robustness", () => {
  it("prints a table for the first images of the test split, with a column for each run", () => {
    expect(ended.code).toBe(0);
    expect(ended.stdout).toMatch(/^bars-.+: the first 5 test images, seed 1; accuracy with its 95 % interval\n\n/);
    expect(ended.stdout).toContain("| perturbation | amount | n | `always-0` | `always-3` |\n");
    // SciPy 1.17.1, binomtest(k, 5).proportion_ci(method="wilson"): 0.2307 to 0.8824 for 3, 0.0362 to 0.6245 for 1.
    expect(ended.stdout).toContain("| rotation | 15° | 5 | 60.00 % (23.1–88.2) | 20.00 % (3.6–62.4) |\n");
    expect(ended.stdout.trimEnd().split("\n")).toHaveLength(2 + 2 + CONDITIONS.length);
  });

  it("--save writes the figures into each run; an image without ink counts as wrong", () => {
    for (const [run, correct] of [
      ["always-0", 3],
      ["always-3", 1]
    ] as const) {
      const rows = readFileSync(join(home, "runs", run, "robustness.csv"), "utf8")
        .trimEnd()
        .split("\n");
      expect(rows[0]).toBe("kind,amount,n,correct,dataset,seed");
      expect(rows.slice(1).map((row) => row.split(",").slice(0, 3).join())).toEqual(
        CONDITIONS.map(([kind, amount]) => `${kind},${amount},5`)
      );
      // Noise may look like ink, so the counts differ.
      const counts = rows.slice(1).filter((row) => !row.startsWith("noise"));
      expect(new Set(counts.map((row) => Number(row.split(",")[3])))).toEqual(new Set([correct]));
    }
  });
});
