import fc from "fast-check";
import {describe, expect, it} from "vitest";
import {InputError} from "../../../src/inputError.js";
import {
  formatGrowth,
  growthCurve,
  GROWTH_BY,
  parseGrowth,
  QUANTITIES,
  type GrowthPoint
} from "../../../src/stats/growth/growth.js";

const HEADER = "what,by,n,quantity,value,note,machine,measured";
const row = (n: number, value: number): GrowthPoint => ({
  what: "build",
  by: "images",
  n,
  quantity: "seconds",
  value,
  note: "",
  machine: "2 × X",
  measured: "2026-11-30"
});

describe("growth.csv", () => {
  it("is one line a quantity, with the note in place of a value that could not be measured", () => {
    const failed = {...row(1_000_000, 1), value: undefined, note: "stopped after 15 minutes"};
    expect(formatGrowth([row(1000, 20.5), failed])).toBe(
      `${HEADER}\nbuild,images,1000,seconds,20.5,,2 × X,2026-11-30\nbuild,images,1000000,seconds,,stopped after 15 minutes,2 × X,2026-11-30\n`
    );
  });

  it("round-trips", () => {
    const text = fc.string().filter((s) => !s.includes("\r"));
    const size = fc.double({min: 0, minExcluded: true, noDefaultInfinity: true, noNaN: true});
    const point = fc.record({
      what: text,
      by: fc.constantFrom(...GROWTH_BY),
      n: size,
      quantity: fc.constantFrom(...QUANTITIES),
      value: size,
      note: text,
      machine: text,
      measured: fc.constant("2026-11-30")
    });
    const tables = fc.array(point, {minLength: 1});
    fc.assert(fc.property(tables, (points) => void expect(parseGrowth(formatGrowth(points), "x")).toEqual(points)));
  });

  it.each([
    [
      "what,by,n",
      "g.csv:1: expected the columns what,by,n,quantity,value,note,machine,measured, got none named quantity,value,note,machine,measured"
    ],
    [
      `${HEADER}\nbuild,users,10,seconds,1,,m,d`,
      'g.csv:2: expected by as one of images, parameters, runs, got "users"'
    ],
    [
      `${HEADER}\nbuild,runs,10,hours,1,,m,d`,
      'g.csv:2: expected quantity as one of seconds, processor seconds, MB, kB, got "hours"'
    ],
    [`${HEADER}\nbuild,runs,0,seconds,1,,m,d`, 'g.csv:2: expected n as a number above 0, got "0"'],
    [`${HEADER}\nbuild,runs,10,seconds,,,m,d`, 'g.csv:2: expected value as a number above 0, got ""'],
    [`${HEADER}\nbuild,runs,10,seconds,fast,stopped,m,d`, 'g.csv:2: expected value as a number above 0, got "fast"']
  ])("is refused where it is %j", (text, message) => {
    expect(() => parseGrowth(text, "g.csv")).toThrow(new InputError(...partsOf(message)));
  });
});

/** Returns the source, what was expected and what was got of a message. */
function partsOf(message: string): [string, string, string] {
  const [, source, expected, got] = /^(\S+): expected (.*), got (.*)$/.exec(message)!;
  return [source!, expected!, got!];
}

describe("growthCurve(what, points)", () => {
  it("leaves out sizes at which a fixed cost hides the growth: 20 s + n / 1,000 is linear", () => {
    const sizes = [1_000_000, 1000, 10_000, 100_000, 300_000];
    const {law, from, points} = growthCurve("build", sizes.map((n) => row(n, 20 + n / 1000))); // prettier-ignore
    expect(points.map(({n}) => n)).toEqual([1000, 10_000, 100_000, 300_000, 1_000_000]);
    expect(from).toBe(100_000);
    expect(law!.exponent).toBeGreaterThan(0.9);
    expect(law!.exponent).toBeLessThan(1);
  });

  it("fits all sizes where fewer than three lie beyond", () => {
    const {law, from} = growthCurve("/data", [10, 100, 1000].map((n) => row(n, 300))); // prettier-ignore
    expect([law!.exponent, from]).toEqual([0, 10]);
  });

  it("passes over what could not be measured", () => {
    const curve = growthCurve("build", [row(10, 1), {...row(100, 1), value: undefined, note: "stopped"}]);
    expect([curve.points.length, curve.law]).toEqual([1, undefined]);
  });
});
