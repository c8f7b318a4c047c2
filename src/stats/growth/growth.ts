import {csvFormat, csvParseRows} from "d3-dsv";
import {ascending, min} from "d3-array";
import {InputError} from "../../inputError.js";
import {fitPowerLaw, type PowerLaw} from "./powerLaw.js";

/** What grows. */
export const GROWTH_BY = ["images", "parameters", "runs"] as const;
/** What is measured of it: time on the clock, processor time of all cores, peak memory, bytes sent in gzip. */
export const QUANTITIES = ["seconds", "processor seconds", "MB", "kB"] as const;

/** A row of `data/growth.csv`: one quantity of one thing, at one size. */
export interface GrowthPoint {
  /** "build", "epoch of the ann", or a page such as "/data". */
  readonly what: string;
  readonly by: (typeof GROWTH_BY)[number];
  /** The number of images, parameters or runs. */
  readonly n: number;
  readonly quantity: (typeof QUANTITIES)[number];
  /** Above 0; undefined where it could not be measured, and *note* says why. */
  readonly value: number | undefined;
  readonly note: string;
  readonly machine: string;
  /** The date, in ISO 8601. */
  readonly measured: string;
}

const COLUMNS = ["what", "by", "n", "quantity", "value", "note", "machine", "measured"] as const;

/** Formats `growth.csv`. */
export function formatGrowth(points: readonly GrowthPoint[]): string {
  return `${csvFormat(points, [...COLUMNS])}\n`;
}

/**
 * Parses `growth.csv`; *source* names the file in errors.
 * @throws InputError for a missing column, an unknown size or quantity, a number that is none, and a row with neither value nor note
 */
export function parseGrowth(text: string, source: string): GrowthPoint[] {
  const [header = [], ...rows] = csvParseRows(text.trimEnd());
  const missing = COLUMNS.filter((name) => !header.includes(name));
  if (missing.length)
    throw new InputError(`${source}:1`, `the columns ${COLUMNS.join()}`, `none named ${missing.join()}`);
  return rows.map((row, i) => {
    const field = (name: (typeof COLUMNS)[number]) => row[header.indexOf(name)] ?? "";
    const refuse = (expected: string, got: string) => new InputError(`${source}:${i + 2}`, expected, `"${got}"`);
    const oneOf = <T extends string>(name: "by" | "quantity", known: readonly T[]) => {
      const found = known.find((one) => one === field(name));
      if (found === undefined) throw refuse(`${name} as one of ${known.join(", ")}`, field(name));
      return found;
    };
    const positive = (name: "n" | "value") => {
      const value = Number(field(name));
      if (!(value > 0 && value < Infinity)) throw refuse(`${name} as a number above 0`, field(name));
      return value;
    };
    const note = field("note");
    const value = field("value") === "" && note ? undefined : positive("value");
    const [by, quantity] = [oneOf("by", GROWTH_BY), oneOf("quantity", QUANTITIES)];
    return {what: field("what"), by, n: positive("n"), quantity, value, note, machine: field("machine"), measured: field("measured")}; // prettier-ignore
  });
}

/** The points of one curve, in the order of their sizes, with the law that they follow from the size *from* on. */
export interface GrowthCurve {
  readonly what: string;
  readonly points: readonly (GrowthPoint & {readonly value: number})[];
  readonly law: PowerLaw | undefined;
  readonly from: number;
}

/** Where a curve has become this many times its smallest value, what does not grow is no longer most of it. */
const BEYOND_FIXED = 2;
/** The fewest points that a law is fitted to, where there are as many. */
const FEWEST = 3;

/**
 * Returns the curve of one quantity of one thing. Its law is fitted to the points from the first on that is twice the smallest,
 * so that a fixed cost does not flatten it; to all points where fewer than three are.
 */
export function growthCurve(what: string, points: readonly GrowthPoint[]): GrowthCurve {
  const known = points
    .filter((point): point is GrowthCurve["points"][number] => point.value !== undefined)
    .sort((a, b) => ascending(a.n, b.n));
  const least = min(known, ({value}) => value) ?? 0;
  const start = known.findIndex(({value}) => value >= BEYOND_FIXED * least);
  const fitted = start >= 0 && known.length - start >= FEWEST ? known.slice(start) : known;
  const law = fitPowerLaw(fitted.map(({n, value}) => ({x: n, y: value})));
  return {what, points: known, law, from: fitted[0]?.n ?? 0};
}
