import type {Alphabet} from "../../characters/alphabet.js";
import {TRAITS, type Trait} from "../../characters/traits.js";
import {parseRange} from "../inputs/address.js";
import {formatPlace, parsePlace, type DigitTable} from "../dataset/digitTable.js";
import type {BrowseState} from "./browseState.js";
import {FACETS, MARKS, ORDERS, OUTCOMES, type Chosen, type Facet, type Range} from "./filterDigits.js";
import {formatLasso, LAYOUTS, parseLasso} from "./lasso.js";
import {COLORS} from "./mapDrawing.js";
import {NEIGHBORS_READ} from "./rowPredictions.js";

/** The values that a facet can have; undefined for any. */
export type FacetValues = Readonly<Record<Facet, readonly string[] | undefined>>;

/** Returns the values of each facet of a *table*'s images; any text may be a tag. */
export function facetValues({splits, classes}: {splits: DigitTable["splits"]; classes: Alphabet}): FacetValues {
  const names = splits.map(({split}) => split);
  return {split: names, digit: classes, read: classes, outcome: OUTCOMES, mark: MARKS, tag: undefined};
}

/** Returns the state that an address describes. *readers* are the runs that can be asked; what is invalid is passed over. */
export function browseStateFrom(
  read: (name: string) => string | undefined,
  table: DigitTable,
  readers: readonly string[]
): BrowseState {
  const values = facetValues(table);
  const oneOf = <Value extends string>(name: string, options: readonly Value[], first: Value): Value =>
    options.find((option) => option === renamed(read(name))) ?? first;
  const facets = FACETS.flatMap((facet) => {
    const chosen = parseChosen(read(facet), values[facet]);
    return chosen ? [[facet, chosen]] : [];
  });
  const ranges = TRAITS.flatMap(({key}) => {
    const range = parseTraitRange(read(key));
    return range && table.traits[key] ? [[key, range]] : [];
  });
  const row = parsePlace(table)(read("image") ?? "");
  return {
    facets: Object.fromEntries(facets) as BrowseState["facets"],
    ranges: Object.fromEntries(ranges) as BrowseState["ranges"],
    lasso: parseLasso(read("lasso") ?? "") ?? null,
    by: oneOf("by", [NEIGHBORS_READ, ...readers], NEIGHBORS_READ),
    order: oneOf("order", ORDERS, ORDERS[0]),
    map: oneOf("map", LAYOUTS, LAYOUTS[0]),
    color: oneOf("color", COLORS, COLORS[0]),
    opened: row === undefined ? null : {row, in: "grid"}
  };
}

/** Yields what an address says of a state: names and values, undefined for those that it leaves out. */
export function* addressOf(
  state: BrowseState,
  table: DigitTable
): Generator<[name: string, value: string | undefined]> {
  for (const facet of FACETS) yield [facet, formatChosen(state.facets[facet])];
  for (const {key} of TRAITS) yield [key, formatTraitRange(state.ranges, key)];
  yield ["lasso", formatLasso(state.lasso)];
  yield ["by", state.by === NEIGHBORS_READ ? undefined : state.by];
  yield ["order", state.order === ORDERS[0] ? undefined : state.order];
  yield ["map", state.map === LAYOUTS[0] ? undefined : state.map];
  yield ["color", state.color === COLORS[0] ? undefined : state.color];
  yield ["image", formatPlace(table)(state.opened?.row ?? null)];
}

/** Returns a value under the name that it has today: what was "answer" and "width by height" in older addresses. */
function renamed(text: string | undefined): string | undefined {
  return text === "answer" ? "prediction" : text?.replace(/width by height$/, "aspect ratio");
}

/** Parses "3,5" and "!3" into the chosen *values*; undefined where no value is chosen. A value alone stands for itself. */
export function parseChosen(text: string | undefined, values: readonly string[] | undefined): Chosen | undefined {
  if (!text) return undefined;
  if (values?.includes(text)) return {values: [text], not: false};
  const not = text.startsWith("!");
  const parts = text.slice(Number(not)).match(/(?:\\.|[^\\,])+/g) ?? [];
  const all = [...new Set(parts.map((part) => part.replace(/\\(.)/g, "$1")))];
  const known = all.filter((value) => !values || values.includes(value));
  return known.length ? {values: known, not} : undefined;
}

/** Formats what `parseChosen` parses; undefined for everything. */
export function formatChosen(chosen: Chosen | undefined): string | undefined {
  if (!chosen?.values.length) return undefined;
  const {values, not} = chosen;
  return `${not ? "!" : ""}${values.map((value) => value.replace(/[\\,!]/g, "\\$&")).join(",")}`;
}

function parseTraitRange(text: string | undefined): Range | undefined {
  const not = Boolean(text?.startsWith("!"));
  const [from, to] = parseRange(text?.slice(Number(not))) ?? [];
  return from === undefined || to === undefined ? undefined : {from, to, not};
}

function formatTraitRange(ranges: BrowseState["ranges"], key: Trait["key"]): string | undefined {
  const range = ranges[key];
  return range && `${range.not ? "!" : ""}${range.from}~${range.to}`;
}
