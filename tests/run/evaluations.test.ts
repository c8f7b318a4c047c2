import {describe, expect, it} from "vitest";
import {withEvaluations} from "../../src/run/evaluations.js";
import {listedAbout, parseRunAbout} from "../../src/run/runAbout.js";

const about = {title: "T", model: "m"};
const parse = (more: object) => parseRunAbout(JSON.stringify({...about, ...more}), "run.json");

describe("what a run was evaluated on, in its run.json", () => {
  it("is a list of any sets, by name", () => {
    const evaluations = [
      {name: "USPS", n: 2007, correct: 1900},
      {name: "Scribbles", n: 10, refused: 9}
    ];
    expect(parse({evaluations}).evaluations).toEqual(evaluations);
    expect(parse({}).evaluations).toBeUndefined();
  });

  it("is read from the field of two collections that stood there before", () => {
    const pen = {
      right: {unipen: {n: 1682, count: 1650}, pendigits: {n: 1996, count: 1973}},
      refused: {digits: {n: 3678, count: 58}, symbols: {n: 837, count: 738}}
    };
    const found = parse({pen});
    expect(found.evaluations).toEqual([
      {name: "UNIPEN, held-out writers", n: 1682, correct: 1650},
      {name: "Pendigits, held-out writers", n: 1996, correct: 1973},
      {name: "Digits of both, held-out writers", n: 3678, refused: 58},
      {name: "Letters and symbols, held-out writers", n: 837, refused: 738}
    ]);
    expect(found).not.toHaveProperty("pen");
    expect(parse({pen, evaluations: []}).evaluations).toEqual([]);
  });

  it("is refused where more are right than there are", () => {
    expect(() => parse({evaluations: [{name: "USPS", n: 10, correct: 11}]})).toThrow(
      /^run\.json: expected evaluations as /
    );
    expect(() => parse({evaluations: [{n: 10}]})).toThrow("run.json: expected evaluations.0.name, got none");
  });

  it("stands in the run's own file, not in the list of all runs", () => {
    expect(listedAbout(parse({evaluations: [{name: "USPS", n: 1}]}))).toEqual(about);
  });
});

describe("withEvaluations(known, found)", () => {
  it("puts what was found in the place of what has its name, and keeps the others", () => {
    const known = [
      {name: "a", n: 1},
      {name: "b", n: 2}
    ];
    expect(withEvaluations(known, [{name: "a", n: 3}])).toEqual([
      {name: "b", n: 2},
      {name: "a", n: 3}
    ]);
    expect(withEvaluations(undefined, known)).toEqual(known);
  });
});
