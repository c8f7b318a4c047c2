import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {bestFirst, rivalsOf, type TestedRun} from "../../../src/components/evaluation/runOrder.js";

const run = (name: string, accuracy: number, more: Partial<TestedRun> = {}): TestedRun => ({
  name,
  classes: DIGITS,
  evaluation: {n: 100, accuracy},
  about: {},
  ...more
});
const names = (runs: readonly TestedRun[]) => runs.map(({name}) => name);

describe("bestFirst(runs)", () => {
  it("sorts by accuracy", () => {
    expect(names(bestFirst([run("a", 0.9), run("b", 0.99), run("c", 0.95)]))).toEqual(["b", "c", "a"]);
    expect(bestFirst([])).toEqual([]);
  });

  it("keeps runs of the site's own classes before those of others", () => {
    const letters = {classes: ["A", "B"]};
    expect(names(bestFirst([run("a", 0.8, letters), run("digits", 0.99), run("b", 0.9, letters)]))).toEqual([
      "b",
      "a",
      "digits"
    ]);
  });
});

describe("rivalsOf(runs, run)", () => {
  const tested = (sha256: string, n = 100) => ({about: {evaluated: {sha256}}, evaluation: {n, accuracy: 0.9}});

  it("tells runs that answered the same images from those that answered others", () => {
    const a = run("a", 0.9, tested("x"));
    const runs = [
      a,
      run("b", 0.9, tested("x")),
      run("c", 0.9, tested("y")),
      run("d", 0.9),
      run("e", 0.9, tested("x", 7))
    ];
    const {same, others} = rivalsOf(runs, a);
    expect(names(same)).toEqual(["b", "d"]); // nothing is known against d
    expect(names(others)).toEqual(["c", "e"]);
  });

  it("leaves out the run itself and runs of other classes", () => {
    const a = run("a", 0.9);
    expect(rivalsOf([a, run("b", 0.9, {classes: ["A", "B"]})], a)).toEqual({same: [], others: []});
  });
});
