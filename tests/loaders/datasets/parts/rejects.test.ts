import {describe, expect, it} from "vitest";
import {refuseMostlyBad, reject, rejectLog} from "../../../../loaders/datasets/parts/rejects.js";
import {InputError} from "../../../../src/inputError.js";

const error = (i: number) => new InputError(`/there/in/train.csv:${i}`, "a", "b");

describe("reject(onReject, reason, error)", () => {
  it("throws the error without onReject, and reports it otherwise", () => {
    expect(() => reject(undefined, "no ink", error(1))).toThrow(error(1));
    const heard: unknown[] = [];
    reject((...args) => void heard.push(args), "no ink", error(1));
    expect(heard).toEqual([["no ink", error(1)]]);
  });
});

describe("rejectLog()", () => {
  it("counts by reason, keeps the first three errors of each, with paths relative to the folder", () => {
    const {onReject, rejected} = rejectLog();
    for (let i = 1; i <= 5; ++i) onReject("no ink", error(i));
    onReject("an empty file", error(9));
    expect(rejected("/there")).toEqual([
      {reason: "no ink", n: 5, examples: [1, 2, 3].map((i) => `in/train.csv:${i}: expected a, got b`)},
      {reason: "an empty file", n: 1, examples: ["in/train.csv:9: expected a, got b"]}
    ]);
  });

  it("passes each reject on to another callback", () => {
    const heard: string[] = [];
    rejectLog((reason) => void heard.push(reason)).onReject("no ink", error(1));
    expect(heard).toEqual(["no ink"]);
  });

  it("throws at more than 100,000 rejects", () => {
    const {onReject} = rejectLog();
    const same = error(7);
    for (let i = 0; i < 100_000; ++i) onReject("no ink", same);
    expect(() => onReject("no ink", same)).toThrow(
      new InputError("/there/in/train.csv:7", "at most 100000 bad rows or images in all", "more")
    );
  });
});

describe("refuseMostlyBad(rejected, kept, source)", () => {
  const bad = (n: number) => [{reason: "no ink", n, examples: ["a.png: expected ink, got none"]}];

  it("lets up to a tenth pass", () => {
    expect(() => refuseMostlyBad([], 1, "/there")).not.toThrow();
    expect(() => refuseMostlyBad(bad(1), 9, "/there")).not.toThrow();
  });

  it("refuses more, with the counts, an example of each reason, and the remedy", () => {
    expect(() => refuseMostlyBad([...bad(2), ...bad(1)], 26, "/there")).toThrow(
      "/there: expected at most a tenth of all rows or images to be bad with --skip-bad, got 3 of 29: " +
        "2 × no ink (a.png: expected ink, got none); 1 × no ink (a.png: expected ink, got none); " +
        "correct the files, or take these rows or images out of them"
    );
    expect(() => refuseMostlyBad(bad(1), 0, "/there")).toThrow("1 of 1");
  });
});
