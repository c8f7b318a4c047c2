import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {resultsTable} from "../../../loaders/runs/results.js";

describe("resultsTable(results)", () => {
  it("is a row for each run, by accuracy, with Wilson's intervals", () => {
    const table = resultsTable([
      {name: "plain", classes: DIGITS, seconds: 58},
      {
        name: "good",
        classes: DIGITS,
        parameters: 118_282,
        bytes: 236_564,
        seconds: 540,
        tested: {title: "MNIST", n: 10_000, correct: 9750, ece: 0.0148},
        sure: {answered: 8000, right: 7990},
        evaluations: [
          {name: "UNIPEN, held-out writers", n: 200, correct: 190},
          {name: "Pendigits, held-out writers", n: 100, correct: 99},
          {name: "Letters", n: 50, refused: 40}
        ]
      }
    ]);
    // Intervals by hand: (p + z²/2n ± z √(p(1 − p)/n + z²/4n²)) / (1 + z²/n), z = 1.96
    expect(table.split("\n").slice(2)).toEqual([
      "| `good` | 118,282 | 237 | 9 min | MNIST, n = 10,000 | 97.50 % | 97.18–97.79 % | 1.48 % | 80.0 % (99.88 %) | 95.00 % (91.0–97.3) | 99.00 % (94.6–99.8) |",
      "| `plain` |  |  | 58 s |  |  |  |  |  |  |  |"
    ]);
    expect(table).toMatch(
      /^\| run \|.*\| sure of \(right\) \| UNIPEN, held-out writers \| Pendigits, held-out writers \|\n/
    );
    const widths = table.split("\n").map((line) => line.split("|").length);
    expect(new Set(widths).size).toBe(1);
  });

  it("has a column for each set that some run was evaluated on, by its name, whatever that is", () => {
    const [header, , ...rows] = resultsTable([
      {name: "one", classes: DIGITS, evaluations: [{name: "My own writers", n: 10, correct: 9}]},
      {name: "two", classes: DIGITS, evaluations: [{name: "USPS", n: 100, correct: 50}]},
      {name: "three", classes: DIGITS}
    ]).split("\n");
    expect(header).toMatch(/\| My own writers \| USPS \|$/);
    // Wilson's intervals as above: 9 of 10, 50 of 100
    expect(rows.map((row) => row.split(" | ").slice(-2).join(" | "))).toEqual([
      "90.00 % (59.6–98.2) |  |",
      " | 50.00 % (40.4–59.6) |",
      " |  |"
    ]);
  });

  it("is a table for each alphabet where there are several, that of most runs first", () => {
    const letters = ["A", "B", "C"];
    const lines = resultsTable([
      {name: "letters", classes: letters},
      {name: "one", classes: DIGITS},
      {name: "two", classes: DIGITS}
    ]).split("\n");
    expect(lines.filter((line) => !/^\| (run|---)/.test(line)).map((line) => line.slice(0, 12).trim())).toEqual([
      "0–9:",
      "",
      "| `one` |  |",
      "| `two` |  |",
      "",
      "A–C:",
      "",
      "| `letters`"
    ]);
  });
});
