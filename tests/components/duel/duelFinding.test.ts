import {describe, expect, it} from "vitest";
import {DIGITS} from "../../../src/characters/alphabet.js";
import {duelFinding} from "../../../src/components/duel/duelFinding.js";
import type {ReadRow} from "../../../src/components/duel/readRow.js";
import {read} from "./read.js";

const finding = (...rows: ReadRow[]) => duelFinding(rows, DIGITS);
const error: ReadRow = {...read("Broken", ""), state: "error", milliseconds: undefined};

describe("duelFinding(rows, classes)", () => {
  it("says how many read the same, who reads what else, and who is fastest and slowest", () => {
    expect(finding(read("Mean", "7", 0.4), read("Net", "7", 2), read("Forest", "1", 12), read("Rules", "", 3))).toBe(
      "2 of 4 read 7: Forest reads 1, Rules has no answer. Fastest: Mean, 0.4 ms; slowest: Forest, 12 ms."
    );
    expect(finding(read("Mean", "7", 0.4), read("Net", "7", 2))).toBe(
      "All 2 read 7. Fastest: Mean, 0.4 ms; slowest: Net, 2.0 ms."
    );
  });

  it("counts those who read something else where they are many", () => {
    const others = ["1", "1", "9", ""].map((text, i) => read(`S${i}`, text));
    const same = ["7", "7", "7", "7", "7"].map((text, i) => read(`T${i}`, text));
    expect(finding(...same, ...others)).toMatch(/^5 of 9 read 7: 2 read 1, 1 reads 9, 1 has no answer\. /);
  });

  it("counts two whose names are long, so that the finding stays short", () => {
    const [one, two] = ["Quadratic discriminant analysis, 40 components", "Rules for holes, ends, bays and bars"];
    const others = [read(one, "8"), read(two, "")];
    expect(finding(read("A", "4"), read("B", "4"), ...others)).toMatch(/^2 of 4 read 4: 1 reads 8, 1 has no answer\. /);
  });

  it("says that there is no majority, and no answer", () => {
    expect(finding(read("A", "7"), read("B", "1"))).toMatch(/^No majority: 1 reads 7, 1 reads 1\. /);
    expect(finding(read("A", ""), read("B", ""))).toMatch(/^None of 2 has an answer\. /);
  });

  it("doubts what most take for no digit", () => {
    const doubted = ["A", "B"].map((title) => read(title, "4", 1, "no-digit"));
    expect(finding(...doubted, read("C", "4"))).toMatch(/^This doesn’t look like a digit\. All 3 read 4\. /);
    expect(finding(doubted[0]!, read("C", "4"))).not.toContain("look like");
  });

  it("leaves out who can't answer, and says when nobody can or has", () => {
    expect(finding(error, read("A", "7"))).toBe("A reads 7.");
    expect(finding(error)).toBe("No system can answer.");
    expect(finding({...read("A", ""), state: "waiting"})).toBe("");
  });

  it("judges the speed only once nobody is left", () => {
    expect(duelFinding([read("A", "7"), read("B", "7")], DIGITS, 3)).toBe("All 2 read 7. 3 to go …");
  });
});
