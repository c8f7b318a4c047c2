import {SIDE, normalize} from "../../ink/image/grid.js";
import {readAddress, writeAddress} from "../inputs/address.js";
import {seenNetwork, type SeenNetwork} from "../network/seenNetwork.js";
import type {LiveWalk} from "../network/followLive.js";
import {placeOf, type UnitRef} from "../network/unitLinks.js";
import {digitOf, type WalkState} from "../network/walkState.js";

/** A network that reads, and the unit that is looked at. */
export interface Seen {
  readonly state: WalkState;
  /** The network with its activations; undefined before an answer, and for a reader without layers. */
  readonly network: SeenNetwork | undefined;
  /** The unit that is looked at; undefined without a network. */
  readonly unit: UnitRef | undefined;
  /** Whether the pointer is over the unit, which is not the chosen one. */
  readonly isPreview: boolean;
}

/** The choice of a unit of the network that a walk asks. */
export interface SeeUnit {
  readonly seen: Seen;
  watch(show: (seen: Seen) => void): void;
  /** Looks at a unit from now on; the address keeps it. */
  choose(unit: UnitRef, isPlaceChosen?: boolean): void;
  /** Looks at a unit for as long as the pointer is over it; undefined for the chosen one. */
  preview(unit: UnitRef | undefined): void;
}

/** A unit by the name of its layer, as the address keeps it; of a map, the place where it was chosen. */
export interface NamedUnit {
  readonly layer: string;
  readonly unit: number;
  readonly at?: readonly [row: number, column: number] | undefined;
}

/** Returns the choice of a unit: at first that of the address, or else the answer. */
export function seeUnit(walk: LiveWalk): SeeUnit {
  let chosen = parseUnit(readAddress("unit"), readAddress("at"));
  let hovered: UnitRef | undefined;
  let network: SeenNetwork | undefined;
  let seen: Seen = {state: walk.state, network, unit: undefined, isPreview: false};
  const shows = new Set<(seen: Seen) => void>();

  function show(): void {
    const unit = network && (hovered ?? findUnit(network, chosen));
    seen = {state: walk.state, network, unit, isPreview: hovered !== undefined};
    for (const one of shows) one(seen);
  }

  walk.watch((state) => {
    const image = digitOf(state)?.image;
    network = state.layers && image ? seenNetwork(state.layers, normalize(image), state.classes.length) : undefined;
    if (hovered && !network?.columns[hovered.column]) hovered = undefined;
    show();
  });

  return {
    get seen() {
      return seen;
    },
    watch(one) {
      shows.add(one);
      one(seen);
    },
    choose({column, place}, isPlaceChosen = false) {
      const layer = network?.columns[column]?.layer;
      if (!layer) return;
      hovered = undefined;
      chosen = {layer: layer.name, unit: place.unit, at: isPlaceChosen ? [place.row, place.column] : undefined};
      const {unit, at} = formatUnit(chosen);
      writeAddress("unit", unit);
      writeAddress("at", at);
      show();
    },
    preview(unit) {
      if (unit === hovered || (unit && !network?.columns[unit.column])) return;
      hovered = unit;
      show();
    }
  };
}

/**
 * Returns the unit of a *name*; where there is none, the score of the class that the network answers. A map's place is
 * where it responds most.
 */
export function findUnit({columns}: SeenNetwork, name: NamedUnit | undefined): UnitRef {
  const column = columns.findIndex(({layer}) => layer.name === name?.layer);
  const {shape, values} = columns[column]?.layer ?? {shape: [], values: new Float32Array()};
  const [height = 1, width = 1] = shape.length === 3 ? shape : [];
  if (!name || !(name.unit < shape.at(-1)!)) {
    const scores = columns.at(-1)!.layer.kind === "Activation" ? columns.length - 2 : -1;
    const answer = scores >= 0 ? scores : columns.length - 1;
    const {layer} = columns[answer]!;
    return {column: answer, place: strongestOf(layer.shape, layer.values)};
  }
  const {unit, at} = name;
  if (at && at[0] < height && at[1] < width) return {column, place: {unit, row: at[0], column: at[1]}};
  return {column, place: strongestOf(shape, values, unit)};
}

/** Returns the place of the largest of the *values* of a layer of a *shape*, or of those of its one *unit*. */
export function strongestOf(shape: readonly number[], values: Float32Array, unit?: number) {
  const step = shape.at(-1)!;
  let best = unit ?? 0;
  for (let i = best; i < values.length; i += unit === undefined ? 1 : step) if (values[i]! > values[best]!) best = i;
  return placeOf(shape, best);
}

/** Writes a unit as the address keeps it, counted from 1. */
export function formatUnit({layer, unit, at}: NamedUnit): {unit: string; at: string | undefined} {
  return {unit: `${layer}.${unit + 1}`, at: at && at.map((i) => i + 1).join(".")};
}

/** Parses what `formatUnit` returns; undefined for anything else. */
export function parseUnit(unit: string | undefined, at: string | undefined): NamedUnit | undefined {
  const named = /^(.+)\.([1-9]\d*)$/.exec(unit ?? "");
  const place = /^([1-9]\d*)\.([1-9]\d*)$/.exec(at ?? "");
  if (!named) return undefined;
  return {
    layer: named[1]!,
    unit: Number(named[2]) - 1,
    at: place ? [Number(place[1]) - 1, Number(place[2]) - 1] : undefined
  };
}

/** Returns the row and column of a pixel. */
export function pixelPlace(pixel: number): {row: number; column: number} {
  return {row: Math.floor(pixel / SIDE), column: pixel % SIDE};
}
