import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {PERTURBATIONS} from "../../src/characters/perturb.js";
import {InputError} from "../../src/inputError.js";
import {
  countCorrect,
  formatRobustness,
  parseRobustness,
  robustnessTable,
  type RobustnessRecord
} from "../../src/stats/robustness.js";
import {predict} from "./predict.js";

function fails(text: string, message: string): void {
  let error: unknown = "no error";
  try {
    parseRobustness(text, "robustness.csv");
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toBe(message);
}

describe("countCorrect(labels, probabilities, hasInk)", () => {
  const {labels, probabilities} = predict([
    [3, 3, 0.9],
    [4, 9, 0.8],
    [0, 0, 0.6],
    [7, 7, 1]
  ]);

  it("counts the labels with the highest probability", () => {
    expect(countCorrect(labels, probabilities, [1, 1, 1, 1])).toBe(3);
  });

  it("counts a picture without ink as wrong for any answer", () => {
    expect(countCorrect(labels, probabilities, [1, 1, 0, 1])).toBe(2);
    expect(countCorrect(labels, probabilities, new Uint8Array(4))).toBe(0);
  });
});

describe("formatRobustness(records, {dataset, seed})", () => {
  it("writes a header and one row for each record, with its origin", () => {
    expect(
      formatRobustness(
        [
          {kind: "scale", amount: 0.6, n: 500, correct: 490},
          {kind: "stroke", amount: -0.5, n: 500, correct: 0}
        ],
        {dataset: "mnist", seed: 3}
      )
    ).toBe("kind,amount,n,correct,dataset,seed\nscale,0.6,500,490,mnist,3\nstroke,-0.5,500,0,mnist,3\n");
  });

  it("round-trips exactly", () => {
    const record = fc
      .record({
        kind: fc.constantFrom(...PERTURBATIONS),
        amount: fc.double({noDefaultInfinity: true, noNaN: true}).filter((v) => !Object.is(v, -0)),
        n: fc.integer({min: 1, max: 1e6}),
        share: fc.double({min: 0, max: 1, noNaN: true})
      })
      .map(({share, ...rest}): RobustnessRecord => ({...rest, correct: Math.floor(share * rest.n)}));
    fc.assert(
      fc.property(fc.array(record, {maxLength: 5}), (records) => {
        expect(parseRobustness(formatRobustness(records, {dataset: "x", seed: 1}), "x")).toEqual(records);
      }),
      {seed: 5}
    );
  });
});

describe("parseRobustness(text, source)", () => {
  it("accepts columns in any order, extra columns, a byte order mark and CRLF", () => {
    const text = "\ufeffcorrect,note,n,kind,amount\r\n7,good,8,rotation,15\r\n";
    expect(parseRobustness(text, "x")).toEqual([{kind: "rotation", amount: 15, n: 8, correct: 7}]);
  });

  it("returns no records for a header alone", () => {
    expect(parseRobustness("kind,amount,n,correct\n", "x")).toEqual([]);
  });

  it("names the missing columns", () => {
    const expected = "robustness.csv:1: expected the columns kind,amount,n,correct, got none named";
    fails("kind,amount,total,right\n", `${expected} n,correct`);
    fails("", `${expected} kind,amount,n,correct`);
  });

  it("names the line and the column of an invalid value", () => {
    const header = "kind,amount,n,correct\nshift,1,9,9";
    const kinds = "kind as one of shift,rotation,scale,stroke,noise";
    fails(`${header}\nblur,1,9,9\n`, `robustness.csv:3: expected ${kinds}, got "blur"`);
    fails(`${header}\nshift,much,9,9\n`, 'robustness.csv:3: expected amount as a number, got "much"');
    fails(`${header}\nshift,,9,9\n`, 'robustness.csv:3: expected amount as a number, got ""');
    fails(`${header}\nshift,Infinity,9,9\n`, 'robustness.csv:3: expected amount as a number, got "Infinity"');
    fails(`${header}\nshift,1,0,0\n`, 'robustness.csv:3: expected n as a whole number from 1, got "0"');
    fails(`${header}\nshift,1,9,10\n`, 'robustness.csv:3: expected correct as a whole number from 0 to 9, got "10"');
    fails(`${header}\nshift,1,9\n`, 'robustness.csv:3: expected correct as a whole number from 0 to 9, got ""');
  });
});

describe("robustnessTable(runs)", () => {
  it("has one row for each perturbation, with each run's accuracy and Wilson interval", () => {
    // Newcombe, Two-sided confidence intervals for the single proportion, 1998, table I, method 3:
    // 81 of 263: 0.2553 to 0.3662; 15 of 148: 0.0624 to 0.1605; 0 of 20: 0 to 0.1611
    const a: RobustnessRecord[] = [
      {kind: "shift", amount: 2, n: 263, correct: 81},
      {kind: "rotation", amount: 5, n: 148, correct: 15},
      {kind: "scale", amount: 0.8, n: 20, correct: 0}
    ];
    const b = a.map((record) => ({...record, correct: 0}));
    b[0] = {...a[0]!};
    expect(robustnessTable([{name: "a", records: a}]).split("\n")).toEqual([
      "| perturbation | amount | n | `a` |",
      "| --- | --- | --- | --- |",
      "| shift | 2 px | 263 | 30.80 % (25.5–36.6) |",
      "| rotation | 5° | 148 | 10.14 % (6.2–16.0) |",
      "| scale | × 0.8 | 20 | 0.00 % (0.0–16.1) |"
    ]);
    const [header, , first] = robustnessTable([
      {name: "a", records: a},
      {name: "b", records: b}
    ]).split("\n");
    expect(header).toBe("| perturbation | amount | n | `a` | `b` |");
    expect(first).toBe("| shift | 2 px | 263 | 30.80 % (25.5–36.6) | 30.80 % (25.5–36.6) |");
  });

  it("formats each amount with sign and unit, and thousands with separators", () => {
    const records = (["stroke", "stroke", "stroke", "noise"] as const).map((kind, i) => {
      return {kind, amount: [-0.5, 0, 2, 0.05][i]!, n: 2000, correct: 1000};
    });
    const cells = robustnessTable([{name: "a", records}])
      .split("\n")
      .slice(2)
      .map((row) => row.split(" | ").slice(1, 3));
    expect(cells).toEqual([
      ["−0.5 px", "2,000"],
      ["0 px", "2,000"],
      ["+2 px", "2,000"],
      ["0.05 of full ink", "2,000"]
    ]);
  });
});
