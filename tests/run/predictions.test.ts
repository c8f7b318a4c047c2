import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {DIGITS} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {
  formatPredictions,
  fromProbabilities,
  parsePredictions,
  type ProbablePredictions
} from "../../src/run/predictions.js";

const HEADER = "index,label,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9"; // contracts.md

const sure = "0,0,0,0,0,0,0,1,0,0";

function fails(text: string, message: string): void {
  let error: unknown = "no error";
  try {
    parsePredictions(text, "predictions.csv");
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(InputError);
  expect((error as InputError).message).toBe(message);
}

const predictions: fc.Arbitrary<ProbablePredictions> = fc
  .array(fc.tuple(fc.nat(9), fc.array(fc.double({min: 0.001, max: 1, noNaN: true}), {minLength: 10, maxLength: 10})), {
    minLength: 1,
    maxLength: 30
  })
  .map((rows) =>
    fromProbabilities(
      DIGITS,
      Uint8Array.from(rows, ([label]) => label),
      Float32Array.from(rows.flatMap(([, p]) => p.map((v) => v / p.reduce((a, b) => a + b))))
    )
  );

describe("formatPredictions(predictions)", () => {
  it("writes index,label,p0,…,p9, one row per image, with at most six decimals", () => {
    const probabilities = Float32Array.of(0.25, 0.75, 0, 0, 0, 0, 0, 0, 0, 0, 1 / 3, 0, 0, 2 / 3, 0, 0, 0, 0, 0, 1e-9);
    expect(formatPredictions(fromProbabilities(DIGITS, Uint8Array.of(1, 3), probabilities))).toBe(
      `${HEADER}\n0,1,0.25,0.75,0,0,0,0,0,0,0,0\n1,3,0.333333,0,0,0.666667,0,0,0,0,0,0\n`
    );
  });
});

describe("parsePredictions(text, source)", () => {
  it("reads what formatPredictions wrote, to half of the last decimal", () => {
    fc.assert(
      fc.property(predictions, (written) => {
        const read = parsePredictions(formatPredictions(written), "x");
        expect([read.length, read.labels]).toEqual([written.length, written.labels]);
        read.probabilities!.forEach((p, i) => {
          expect(Math.abs(p - written.probabilities[i]!)).toBeLessThan(5.1e-7);
        });
      }),
      {seed: 4}
    );
  });

  it("reads other tools' files: a byte order mark, CRLF, exponents, no final line break", () => {
    const read = parsePredictions(
      `\ufeff${HEADER}\r\n0,7,0,0,0,0,0,0,0,1e0,0,0\r\n1,7,1e-3,0,0,0,0,0,0,0.999,0,0`,
      "x"
    );
    expect([...read.labels]).toEqual([7, 7]);
    expect(Array.from(read.probabilities!, (p) => Number(p.toFixed(6)))).toEqual(
      [0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0.001, 0, 0, 0, 0, 0, 0, 0.999, 0, 0] // prettier-ignore
    );
  });

  it("refuses a header alone", () => {
    fails(`${HEADER}\n`, "predictions.csv: expected a row for each image, got a header alone");
  });

  const two = `${HEADER}\n0,7,0,0.25,0,0,0,0,0,0.75,0,0\n1,3,0.5,0,0,0.5,0,0,0,0,0,0\n`;

  it.each([
    ["semicolons", two.replaceAll(",", ";")],
    ["semicolons and decimal commas", two.replaceAll(",", ";").replaceAll(".", ",")],
    ["tabs", two.replaceAll(",", "\t")],
    ["quotes", two.replace(/[^,\n]+/g, '"$&"')],
    ["pandas's index without a name", two.replace("index", "")],
    ["another order of columns", two.replace(/^([^,]+),([^,]+),(.*)$/gm, "$2,$3,$1")],
    ["a column more", two.replace(/$/gm, ",x").replace(/\n,x$/, "\n")],
    ["scikit-learn's names", two.replace("label", "y_true").replace(/p(\d)/g, "proba_$1")],
    ["labels as floats", two.replace(",7,", ",7.0,")],
    ["its header again", two.replace("\n1,3", `\n${HEADER}\n1,3`)]
  ])("reads a table with %s", (_, text) => {
    const {labels, probabilities} = parsePredictions(text, "x");
    expect([...labels]).toEqual([7, 3]);
    expect([1, 7, 10, 13].map((i) => probabilities![i])).toEqual([0.25, 0.75, 0.5, 0.5]);
  });

  it("requires the contract's columns", () => {
    const expected = `predictions.csv:1: expected the columns ${HEADER}, got`;
    fails("", `${expected} ""`);
    fails(`index,label,p0\n0,1,1\n`, `${expected} "index,label,p0"`);
    fails(`${HEADER},p10\n`, `${expected} "${HEADER},p10" (name its classes in run.json: "classes": ["A", "B", …])`);
    fails(`${"x".repeat(300)}\n`, `${expected} "${"x".repeat(80)}"`);
  });

  it("requires twelve columns in each row", () => {
    fails(`${HEADER}\n0,7,${sure}\n1,7\n`, "predictions.csv:3: expected 12 columns, got 2");
    fails(`${HEADER}\n0,7,${sure},0\n`, "predictions.csv:2: expected 12 columns, got 13");
  });

  it("requires the indices 0, 1, 2, … in order", () => {
    fails(`${HEADER}\n1,7,${sure}\n`, 'predictions.csv:2: expected index 0, got "1"');
    fails(`${HEADER}\n0,7,${sure}\n0,7,${sure}\n`, 'predictions.csv:3: expected index 1, got "0"');
    fails(`${HEADER}\n,7,${sure}\n`, 'predictions.csv:2: expected index 0, got ""');
  });

  it("requires a label from 0 to 9", () => {
    for (const label of ["10", "-1", "", "x", "1.5"]) {
      fails(`${HEADER}\n0,${label},${sure}\n`, `predictions.csv:2: expected a label from 0 to 9, got "${label}"`);
    }
  });

  it("requires probabilities in [0, 1]", () => {
    for (const p of ["1.5", "-0.1"]) {
      const hint = "(logits? write what softmax makes of them)";
      fails(`${HEADER}\n0,7,0,0,0,${p},0,0,0,1,0,0\n`, `predictions.csv:2: expected p3 in [0, 1], got "${p}" ${hint}`);
    }
    for (const p of ["nan", "", "a"]) {
      fails(`${HEADER}\n0,7,0,0,0,${p},0,0,0,1,0,0\n`, `predictions.csv:2: expected p3 in [0, 1], got "${p}"`);
    }
  });

  it("requires probabilities that sum to 1, within 0.001", () => {
    const row = (p: string) => `${HEADER}\n0,7,0,0,0,0,0,0,0,${p},0,0.5\n`;
    fails(row("0.4"), "predictions.csv:2: expected probabilities that sum to 1, got 0.9000");
    fails(row("0.5012"), "predictions.csv:2: expected probabilities that sum to 1, got 1.0012");
    expect(parsePredictions(row("0.5009"), "x").length).toBe(1);
  });
});

describe("fromProbabilities(classes, labels, probabilities)", () => {
  it("predicts the class with the largest probability in each row, with that confidence", () => {
    const probabilities = Float32Array.of(0.25, 0.75, 0, 0, 0, 0, 0, 0, 0, 0, 0.5, 0, 0, 0, 0, 0, 0, 0, 0, 0.5);
    const two = fromProbabilities(DIGITS, Uint8Array.of(0, 0), probabilities);
    expect(two.predicted).toEqual(Uint8Array.of(1, 0));
    expect(two.confidences).toEqual(Float32Array.of(0.75, 0.5));
  });
});
