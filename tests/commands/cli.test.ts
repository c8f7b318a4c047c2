import {describe, expect, it} from "vitest";
import {command, positiveNumber, properShare, wholeNumber} from "../../loaders/commands/cli.js";
import {InputError} from "../../src/inputError.js";

// Expected values are the numbers as written, in the notations of ECMA-262's StringNumericLiteral.

describe("wholeNumber(option, least, most)", () => {
  const parse = wholeNumber("--epochs", 1);

  it("returns whole numbers of at least *least*", () => {
    expect(["1", "20", "007", "9007199254740991"].map(parse)).toEqual([1, 20, 7, 9007199254740991]);
    expect(wholeNumber("--seed", 0)("0")).toBe(0);
  });

  it.each(["0", "-1", "1.5", "1e3", "0x10", "abc", "", " ", "1 ", "NaN", "Infinity", "9007199254740993", "١"])(
    "refuses %j",
    (text) => {
      expect(() => parse(text)).toThrow(new InputError("--epochs", "a whole number from 1", `"${text}"`));
    }
  );

  it("returns whole numbers of at most *most* if there is one", () => {
    const parse = wholeNumber("--cores", 1, 8);
    expect(["1", "8"].map(parse)).toEqual([1, 8]);
    for (const text of ["0", "9", "2.5"])
      expect(() => parse(text)).toThrow(new InputError("--cores", "a whole number from 1 to 8", `"${text}"`));
  });
});

describe("positiveNumber(option)", () => {
  const parse = positiveNumber("--learning-rate");

  it("returns numbers above 0", () => {
    expect(["0.001", "1", "1e-3", ".5"].map(parse)).toEqual([0.001, 1, 0.001, 0.5]);
  });

  it.each(["0", "-0.1", "abc", "", " ", "NaN", "Infinity", "1e999", "0,001"])("refuses %j", (text) => {
    expect(() => parse(text)).toThrow(new InputError("--learning-rate", "a number above 0", `"${text}"`));
  });
});

describe("properShare(option)", () => {
  const parse = properShare("--averaging");

  it("returns numbers between 0 and 1", () => {
    expect(["0.999", ".5", "1e-3"].map(parse)).toEqual([0.999, 0.5, 0.001]);
  });

  it.each(["0", "1", "-0.1", "1.5", "abc", "", " ", "NaN", "0,9"])("refuses %j", (text) => {
    expect(() => parse(text)).toThrow(new InputError("--averaging", "a number between 0 and 1", `"${text}"`));
  });
});

describe("command(name, description)", () => {
  const parse = (...args: string[]) =>
    command("npm run x --", "does x")
      .requiredOption("--run <name>", "which")
      .parse(["node", "x.ts", ...args]);

  it("throws an error about bad options, and ends no process", () => {
    expect(() => parse()).toThrow("required option '--run <name>' not specified");
    expect(() => parse("--run")).toThrow("option '--run <name>' argument missing");
    expect(() => parse("--run", "a", "--rnu", "b")).toThrow("unknown option '--rnu'");
    expect(() => parse("--run", "a", "b")).toThrow("too many arguments");
  });

  it("returns the options", () => {
    expect(parse("--run", "a").opts()).toEqual({run: "a"});
  });
});
