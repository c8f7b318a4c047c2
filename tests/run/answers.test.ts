import {createHash} from "node:crypto";
import {readdirSync, readFileSync, existsSync} from "node:fs";
import {join} from "node:path";
import {describe, expect, it} from "vitest";
import {DIGITS, NO_CLASS} from "../../src/characters/alphabet.js";
import {InputError} from "../../src/inputError.js";
import {formatPredictions, fromAnswers, fromProbabilities, parsePredictions} from "../../src/run/predictions.js";

const ABC = ["A", "B", "C"];
const ALPHABET = Array.from({length: 26}, (_, i) => String.fromCharCode(65 + i));

/** Returns the error message for a text that is refused. */
function refusal(text: string, classes?: readonly string[]): string {
  try {
    parsePredictions(text, "p.csv", classes);
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
  return "nothing";
}

const RUNS = join(import.meta.dirname, "..", "..", "data", "runs");
const committed = readdirSync(RUNS).filter((name) => existsSync(join(RUNS, name, "predictions.csv")));

describe("predictions.csv of the committed runs", () => {
  it.each(committed)("%s: parsed and formatted again it has the same bytes", (name) => {
    const text = readFileSync(join(RUNS, name, "predictions.csv"), "utf8");
    const sha256 = (of: string) => createHash("sha256").update(of).digest("hex");
    expect(sha256(formatPredictions(parsePredictions(text, name)))).toBe(sha256(text));
    expect(sha256(formatPredictions(parsePredictions(text, name, DIGITS)))).toBe(sha256(text));
  });
});

describe("predictions.csv of other classes", () => {
  it("has class names as labels, and one column per class", () => {
    const text = "index,label,p0,p1,p2\n0,C,0.25,0,0.75\n1,A,0,1,0\n";
    const read = parsePredictions(text, "x", ABC);
    expect(read).toMatchObject({length: 2, classes: ABC, labels: Uint8Array.of(2, 0), predicted: Uint8Array.of(2, 1)});
    expect(read.confidences).toEqual(Float32Array.of(0.75, 1));
    expect(formatPredictions(read)).toBe(text);
  });

  it("has empty cells for no answer", () => {
    const text = "index,label,p0,p1,p2\n0,C,,,\n1,A,0.5,0.25,0.25\n";
    const read = parsePredictions(text, "x", ABC);
    expect(read.predicted).toEqual(Uint8Array.of(NO_CLASS, 0));
    expect(read.probabilities).toEqual(Float32Array.of(0, 0, 0, 0.5, 0.25, 0.25));
    expect(read.confidences).toEqual(Float32Array.of(NaN, 0.5));
    expect(formatPredictions(read)).toBe(text);
  });

  it("quotes classes with commas, quotes and spaces, and reads them back", () => {
    const classes = ["T-shirt, top", 'a "b"', "ankle boot"];
    const written = formatPredictions(fromAnswers(classes, Uint8Array.of(0, 1, 2), Uint8Array.of(2, 1, NO_CLASS)));
    expect(written).toBe('index,label,predicted\n0,"T-shirt, top",ankle boot\n1,"a ""b""","a ""b"""\n2,ankle boot,\n');
    expect(parsePredictions(written, "x", classes)).toMatchObject({
      labels: Uint8Array.of(0, 1, 2),
      predicted: Uint8Array.of(2, 1, NO_CLASS)
    });
  });

  it("infers the classes from the labels if they are as many as the columns; sorts numbers by value", () => {
    const rows = (labels: readonly string[], k: number) =>
      labels.map((label, i) => `${i},${label},${Array.from({length: k}, (_, c) => Number(c === i)).join()}`).join("\n");
    expect(parsePredictions(`index,label,p0,p1,p2\n${rows(["b", "c", "a"], 3)}`, "x").classes).toEqual(["a", "b", "c"]);
    const twelve = Array.from({length: 12}, (_, i) => String(11 - i));
    const head = `index,label,${twelve.map((_, c) => `p${c}`).join()}`;
    expect(parsePredictions(`${head}\n${rows(twelve, 12)}`, "x").classes).toEqual(twelve.toReversed());
  });

  it("is refused if the numbers of classes and columns differ, with a hint", () => {
    const way = ' (name its classes in run.json: "classes": ["A", "B", …])';
    expect(refusal("index,label,p0,p1,p2\n0,a,1,0,0\n1,b,0,1,0\n")).toBe(
      `p.csv:1: expected the columns index,label,p0,p1,p2,p3,p4,p5,p6,p7,p8,p9, got "index,label,p0,p1,p2"${way}`
    );
    expect(refusal("index,label,p0,p1\n0,A,1,0\n", ABC)).toBe(
      'p.csv:1: expected the columns index,label,p0,…,p2 (A–C), got "index,label,p0,p1"'
    );
    expect(refusal("index,label,p0,p1\n0,1,1,0\n", DIGITS)).toMatch(
      /^p\.csv:1: expected the columns index,label,p0,p1,/
    );
  });

  it("is refused for a label or an answer of another class, naming its line: letters never pass for digits", () => {
    expect(refusal("index,label,predicted\n0,A,B\n1,D,A\n", ABC)).toBe('p.csv:3: expected a label among A–C, got "D"');
    expect(refusal("index,label,predicted\n0,A,b\n", ABC)).toBe('p.csv:2: expected an answer among A–C, got "b"');
    expect(refusal("index,label,predicted\n0,0,B\n", ALPHABET)).toBe('p.csv:2: expected a label among A–Z, got "0"');
    expect(refusal("index,label,predicted\n0,A,A\n")).toBe(
      'p.csv:2: expected a label from 0 to 9, got "A" (name its classes in run.json: "classes": ["A", "B", …])'
    );
  });
});

describe("predictions.csv without probabilities", () => {
  it("has answers, empty for none, and no confidences if it has no such column", () => {
    const text = "index,label,predicted\n0,7,7\n1,1,\n2,3,8\n";
    const read = parsePredictions(text, "x");
    expect(read).toEqual({
      length: 3,
      classes: DIGITS,
      labels: Uint8Array.of(7, 1, 3),
      predicted: Uint8Array.of(7, NO_CLASS, 8),
      probabilities: undefined,
      confidences: undefined
    });
    expect(formatPredictions(read)).toBe(text);
  });

  it("may have a confidence for each answer, or leave it unknown", () => {
    const text = "index,label,predicted,confidence\n0,7,7,0.875\n1,1,,\n2,3,8,\n";
    const read = parsePredictions(text, "x");
    expect(read.confidences).toEqual(Float32Array.of(0.875, NaN, NaN));
    expect(formatPredictions(read)).toBe(text);
    expect(refusal("index,label,predicted,confidence\n0,7,7,87.5\n")).toBe(
      'p.csv:2: expected a confidence in [0, 1], got "87.5"'
    );
  });

  it("is read from other tools' files: y_true and y_pred, floats, semicolons with decimal commas", () => {
    const read = parsePredictions("y_true;y_pred;confidence\n7,0;7,0;0,5\n3;8;0,25\n", "x");
    expect([...read.labels, ...read.predicted]).toEqual([7, 3, 7, 8]);
    expect(read.confidences).toEqual(Float32Array.of(0.5, 0.25));
  });
});

describe("fromProbabilities(classes, labels, probabilities)", () => {
  it("reads a row of zeros as no answer", () => {
    const read = fromProbabilities(ABC, Uint8Array.of(1, 1), Float32Array.of(0, 0, 0, 0.25, 0.5, 0.25));
    expect(read.predicted).toEqual(Uint8Array.of(NO_CLASS, 1));
    expect(read.confidences).toEqual(Float32Array.of(NaN, 0.5));
  });
});
