import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {byAccuracy, drawAddress, runsFinding, type RunInList} from "../../../src/components/run/runList.js";

/** A run that read *correct* of *n* digits of the set *on*; none of none. */
function run(name: string, correct = 0, n = 0, on = "MNIST"): RunInList {
  const evaluation = n ? {n, accuracy: correct / n, interval: [0, 1] as [number, number]} : null;
  const about = {title: name, model: "ann", ...(n && {evaluated: {name: on}})};
  return {name, about, classes: DIGITS, hasModel: true, evaluation};
}

describe("byAccuracy(runs)", () => {
  it("puts the most accurate first, and those that were not tested last", () => {
    const runs = [run("untested"), run("bad", 1, 10), run("good", 9, 10), run("none right", 0, 10)];
    expect(byAccuracy(runs).map(({name}) => name)).toEqual(["good", "bad", "none right", "untested"]);
    expect(runs[0]!.name).toBe("untested"); // in a list of its own
  });
});

describe("runsFinding(runs)", () => {
  it("counts them and names the best", () => {
    expect(runsFinding([run("a", 9000, 10_000), run("b", 9900, 10_000)])).toBe(
      "2 runs. Best: b, 99.00 % of 10,000 digits correct."
    );
    expect(runsFinding([run("a", 9, 10)])).toBe("One run. Best: a, 90 % of 10 digits correct.");
  });

  it("warns where not all were evaluated on the same images", () => {
    expect(runsFinding([run("a", 9, 10), run("b", 9, 10, "sample")])).toContain("Compare accuracies only");
    expect(runsFinding([run("a", 9, 10), run("b", 19, 20)])).toContain("Compare accuracies only");
  });

  it("says where none was tested", () => {
    expect(runsFinding([run("a"), run("b")])).toBe("2 runs; none was tested.");
  });
});

describe("drawAddress(name)", () => {
  it("names the run in the drawing page's address, whatever characters its name has", () => {
    expect(drawAddress("cnn-pen")).toBe("./draw?run=cnn-pen");
    expect(drawAddress("a&b", "..")).toBe("../draw?run=a%26b");
  });
});
