import {describe, expect, it} from "vitest";
import {reject, rejectLog} from "../../loaders/rejects.js";
import {InputError} from "../../src/inputError.js";

const error = (i: number) => new InputError(`/there/in/train.csv:${i}`, "a", "b");

describe("reject(onReject, reason, error)", () => {
  it("throws the error where nobody listens, and tells the listener otherwise", () => {
    expect(() => reject(undefined, "no ink", error(1))).toThrow(error(1));
    const heard: unknown[] = [];
    reject((...args) => void heard.push(args), "no ink", error(1));
    expect(heard).toEqual([["no ink", error(1)]]);
  });
});

describe("rejectLog()", () => {
  it("counts by reason, keeps the first three errors of each, and names files relative to the folder", () => {
    const {onReject, rejected} = rejectLog();
    for (let i = 1; i <= 5; ++i) onReject("no ink", error(i));
    onReject("an empty file", error(9));
    expect(rejected("/there")).toEqual([
      {reason: "no ink", n: 5, examples: [1, 2, 3].map((i) => `in/train.csv:${i}: expected a, got b`)},
      {reason: "an empty file", n: 1, examples: ["in/train.csv:9: expected a, got b"]}
    ]);
  });

  it("refuses more than 100,000: that is no data with a few bad rows", () => {
    const {onReject} = rejectLog();
    const same = error(7);
    for (let i = 0; i < 100_000; ++i) onReject("no ink", same);
    expect(() => onReject("no ink", same)).toThrow(
      new InputError("/there/in/train.csv:7", "at most 100000 bad rows or images in all", "more")
    );
  });
});
