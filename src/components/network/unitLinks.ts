import {indexOf, unitFormula} from "./unitFormula.js";
import type {Column, SeenNetwork} from "./seenNetwork.js";
import type {UnitPlace} from "./unitSum.js";

/** A unit, or a map at a place, of the column with that index; −1 stands for the image, whose units are its pixels. */
export interface UnitRef {
  readonly column: number;
  readonly place: UnitPlace;
}

/** What one unit brings to another: weight × activation, or the value that is handed on. */
export interface Link {
  readonly from: UnitRef;
  readonly to: UnitRef;
  readonly amount: number;
  /** How many connections back from the chosen unit it is: 0 for those into it. */
  readonly depth: number;
}

/** How many of the strongest links are taken: into the chosen unit, into each unit before, and of how many of these. */
const [INTO, BEFORE, FOLLOWED] = [16, 4, 3];

/**
 * Returns the strongest links into a unit, then those into the three units that bring most, and so on back to the image. A
 * map's are added up over the window: its place is where the largest product is.
 */
export function unitLinks(network: SeenNetwork, to: UnitRef): Link[] {
  const found: Link[] = [];
  let targets: readonly UnitRef[] = [to];
  for (let depth = 0; targets.length; ++depth) {
    const links = targets.flatMap((target) => linksInto(network, target).slice(0, depth ? BEFORE : INTO));
    found.push(...links.map((link) => ({...link, depth})));
    const next = [...links]
      .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
      .filter(({from}) => from.column >= 0);
    targets = [...new Map(next.map(({from}) => [from.place.unit, from])).values()].slice(0, FOLLOWED);
  }
  return found;
}

/** Returns all links into a unit, the strongest first; none into a unit whose sums are not shown. */
export function linksInto(network: SeenNetwork, to: UnitRef): Omit<Link, "depth">[] {
  const column = network.columns[to.column];
  if (!column) return [];
  const shape = network.columns[to.column - 1]?.layer.shape ?? [];
  const found = new Map<number, {amount: number; most: number; source: number}>();
  for (const [input, amount] of broughtBy(column, to.place)) {
    const source = column.sourceOf(input);
    const key = shape.length === 3 ? source % shape[2]! : source;
    const known = found.get(key) ?? {amount: 0, most: 0, source};
    known.amount += amount;
    if (Math.abs(amount) > known.most) Object.assign(known, {most: Math.abs(amount), source});
    found.set(key, known);
  }
  return [...found.values()]
    .filter(({amount}) => amount !== 0)
    .sort((a, b) => Math.abs(b.amount) - Math.abs(a.amount))
    .map(({amount, source}) => ({from: {column: to.column - 1, place: placeOf(shape, source)}, to, amount}));
}

/** Returns what each input brings to a unit, by the input's index. */
function broughtBy(column: Column, place: UnitPlace): (readonly [input: number, amount: number])[] {
  const formula = unitFormula(column, place);
  const index = indexOf(column.layer.shape, place);
  switch (formula.kind) {
    case "sum":
      return Array.from(formula.indices, (input, i) => [input, formula.products[i]!] as const).filter(
        ([input]) => input >= 0
      );
    case "pool":
      return Array.from(formula.indices, (input, i) => [input, formula.inputs[i]!] as const).filter(
        ([, value]) => !formula.isMax || value === formula.value
      );
    case "lstm":
    case "unknown":
      return [];
    default:
      return [[index, column.inputs[index]!]]; // one input, which is changed
  }
}

/** Returns the place of the value with that index in a layer of a *shape*: the inverse of `indexOf`. */
export function placeOf(shape: readonly number[], index: number): UnitPlace {
  if (shape.length !== 3) return {unit: index, row: 0, column: 0};
  const [, width = 1, maps = 1] = shape;
  const cell = Math.floor(index / maps);
  return {unit: index % maps, row: Math.floor(cell / width), column: cell % width};
}
