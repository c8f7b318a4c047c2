import {describe, expect, it} from "vitest";
import {noClassReason} from "../../../../loaders/datasets/labels/labeling.js";
import {rowWatcher} from "../../../../loaders/datasets/suspicions/badLabels.js";
import {DIGITS} from "../../../../src/characters/alphabet.js";
import {InputError} from "../../../../src/inputError.js";

const NO_DIGIT = noClassReason(DIGITS);

/** Reads labels like a table parser; returns those that are digits. @throws InputError as `rowWatcher` does */
function read(labels: readonly (number | string)[], skipBad: boolean): number[] {
  const heard: string[] = [];
  const watcher = rowWatcher(skipBad ? (reason) => void heard.push(reason) : undefined, {
    source: "/there/a.csv",
    root: "/there"
  });
  const kept: number[] = [];
  for (const [i, label] of labels.entries()) {
    if (typeof label === "number" && label <= 9) kept.push(label);
    else watcher.onReject(NO_DIGIT, new InputError(`/there/a.csv:${i + 2}`, "a digit", `"${label}"`));
  }
  return [...watcher.end(() => ({length: kept.length, labels: Uint8Array.from(kept)})).labels];
}

const many = (n: number, label: (i: number) => number | string) => Array.from({length: n}, (_, i) => label(i));

describe("rowWatcher(next, {source, root})", () => {
  it("throws the first of a few bad labels unchanged, or leaves them out with onReject", () => {
    const labels = [...many(30, (i) => i % 10), 12, "A", ...many(30, (i) => i % 10)];
    expect(() => read(labels, false)).toThrow(new InputError("/there/a.csv:32", "a digit", '"12"'));
    expect(read(labels, true)).toHaveLength(60);
  });

  it.each([true, false])(
    "explains labels from 1 to 10, even if fewer than a tenth of the labels are 10 (skipBad %s)",
    (skipBad) => {
      const labels = [...many(100, (i) => 1 + (i % 9)), 10, 10];
      expect(() => read(labels, skipBad)).toThrow(
        /^\/there\/a\.csv:102: .*got "10"; labels from 1 to 10 and no 0: .*replace it by 0/
      );
    }
  );

  it.each([true, false])("explains letters, as numbers or as such, and row numbers (skipBad %s)", (skipBad) => {
    const letters = many(100, (i) => (7 * i) % 26);
    expect(() => read(letters, skipBad)).toThrow(
      /got "14"; labels up to 25, as of letters, not digits: a dataset\.json .* can name the classes/
    );
    expect(() =>
      read(
        many(100, (i) => "ABC"[i % 3]!),
        skipBad
      )
    ).toThrow(/got "A"; labels that are letters/);
    expect(() =>
      read(
        many(100, (i) => i),
        skipBad
      )
    ).toThrow(/got "10"; labels that go up to 99 and count the rows/);
  });

  it("throws any other error immediately, unless a bad label came earlier, which it then throws", () => {
    const error = new InputError("/there/a.csv:9", "785 columns", "3");
    const watcher = rowWatcher(undefined, {source: "/there/a.csv", root: "/there"});
    expect(() => watcher.onReject("wrong number of columns", error)).toThrow(error);
    const label = new InputError("/there/a.csv:4", "a digit", '"12"');
    watcher.onReject(NO_DIGIT, label);
    expect(() => watcher.onReject("wrong number of columns", error)).toThrow(label);
  });

  it("refuses a file if more than a tenth is bad, even if nothing is left", () => {
    const end = (n: number, bad: number) => {
      const watcher = rowWatcher(() => undefined, {source: "/there/a.csv", root: "/there"});
      for (let i = 0; i < bad; ++i) watcher.onReject("no ink", new InputError("/there/a.csv:2", "ink", "none"));
      return watcher.end(() => {
        if (!n) throw new Error("nothing left");
        return {length: n};
      });
    };
    expect(end(9, 1)).toEqual({length: 9});
    expect(() => end(8, 1)).toThrow("got 1 of 9: 1 × no ink (a.csv:2: expected ink, got none)");
    expect(() => end(0, 2)).toThrow("got 2 of 2");
    expect(() => end(0, 0)).toThrow("nothing left");
  });
});
