import type {Trait} from "../../characters/traits.js";
import {
  EVERYTHING,
  FACETS,
  type Chosen,
  type Facet,
  type Facets,
  type Order,
  type Range,
  type Ranges
} from "./filterDigits.js";
import type {Lasso, Layout} from "./lasso.js";
import type {MapColor} from "./mapDrawing.js";

/** Where an image was opened: it is shown beside that. */
export type OpenedIn = "grid" | "map";

/** What a visitor chose among all images. */
export interface BrowseState {
  readonly facets: Facets;
  readonly ranges: Ranges;
  /** What is selected on the map. */
  readonly lasso: Lasso | null;
  /** Whose predictions are shown and filtered by: a run's name, or the nearest neighbors'. */
  readonly by: string;
  readonly order: Order;
  readonly map: Layout;
  readonly color: MapColor;
  /** The open image. */
  readonly opened: {readonly row: number; readonly in: OpenedIn} | null;
}

/** A filter that is in force: a facet, a trait or the selection on the map. */
export type FilterName = Facet | Trait["key"] | "lasso";

export type BrowseEvent =
  /** A value of a facet was switched on or off. */
  | {readonly type: "toggle"; readonly facet: Facet; readonly value: string}
  /** A facet's "not" was switched on or off. */
  | {readonly type: "not"; readonly facet: Facet}
  /** A trait's range was set; undefined for all of it. */
  | {readonly type: "range"; readonly trait: Trait["key"]; readonly range: Range | undefined}
  | {readonly type: "select"; readonly lasso: Lasso | null}
  | {readonly type: "set"; readonly set: Partial<Pick<BrowseState, "by" | "order" | "map" | "color">>}
  /** A filter was taken away by its chip. */
  | {readonly type: "remove"; readonly name: FilterName}
  | {readonly type: "clear"}
  | {readonly type: "open"; readonly row: number; readonly in?: OpenedIn}
  | {readonly type: "close"};

/** Returns the state after an *event*. */
export function reduceBrowse(state: BrowseState, event: BrowseEvent): BrowseState {
  switch (event.type) {
    case "toggle":
      return withFacet(state, event.facet, toggled(facetOf(state, event.facet), event.value));
    case "not": {
      const chosen = facetOf(state, event.facet);
      return withFacet(state, event.facet, {...chosen, not: !chosen.not});
    }
    case "range":
      return {...state, ranges: without(state.ranges, event.trait, event.range)};
    case "select":
      return {...state, lasso: event.lasso};
    case "set":
      return {...state, ...event.set};
    case "remove":
      return removed(state, event.name);
    case "clear":
      return {...state, facets: {}, ranges: {}, lasso: null};
    case "open":
      return {...state, opened: {row: event.row, in: event.in ?? state.opened?.in ?? "grid"}};
    case "close":
      return {...state, opened: null};
  }
}

/** Returns what is chosen of a facet. */
export function facetOf({facets}: Pick<BrowseState, "facets">, facet: Facet): Chosen {
  return facets[facet] ?? EVERYTHING;
}

/** Returns the names of the filters in force, in the order in which the page offers them. */
export function activeFilters({facets, ranges, lasso}: Pick<BrowseState, "facets" | "ranges" | "lasso">): FilterName[] {
  const chosen = FACETS.filter((facet) => facets[facet]?.values.length);
  return [...chosen, ...(Object.keys(ranges) as Trait["key"][]), ...(lasso ? (["lasso"] as const) : [])];
}

function toggled({values, not}: Chosen, value: string): Chosen {
  return {values: values.includes(value) ? values.filter((one) => one !== value) : [...values, value], not};
}

function withFacet(state: BrowseState, facet: Facet, {values, not}: Chosen): BrowseState {
  return {...state, facets: without(state.facets, facet, values.length || not ? {values, not} : undefined)};
}

function removed(state: BrowseState, name: FilterName): BrowseState {
  if (name === "lasso") return {...state, lasso: null};
  if ((FACETS as readonly string[]).includes(name)) {
    return {...state, facets: without(state.facets, name as Facet, undefined)};
  }
  return {...state, ranges: without(state.ranges, name as Trait["key"], undefined)};
}

/** Returns *record* with a member set, or without it where its value is undefined. */
function without<Key extends string, Value>(
  record: Readonly<Partial<Record<Key, Value>>>,
  key: Key,
  value: Value | undefined
): Partial<Record<Key, Value>> {
  const others = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(value === undefined ? others : [...others, [key, value]]) as Partial<Record<Key, Value>>;
}
