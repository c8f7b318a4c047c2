import {logPlace} from "../charts/logPlace.js";
import type {Rival} from "../../../loaders/runs/rivals.js";

/** What of a system decides when it is asked. */
type Asked = Pick<Rival, "name" | "bytes" | "isHeavy" | "milliseconds">;

/**
 * Returns the systems in the order in which they are asked: those in *loaded* first, the fastest first by the time that
 * this device measured, or else by the known one; then those that have to be loaded, the smallest first. Heavy ones are
 * asked only if they are *wanted*.
 */
export function askOrder<System extends Asked>(
  systems: readonly System[],
  known: {
    readonly loaded: ReadonlySet<string>;
    readonly times: ReadonlyMap<string, number>;
    readonly wanted: ReadonlySet<string>;
  }
): System[] {
  const isAsked = ({name, isHeavy}: System) => !isHeavy || known.wanted.has(name);
  const timeOf = ({name, milliseconds = Infinity}: System) => known.times.get(name) ?? milliseconds;
  const isLoaded = ({name}: System) => known.loaded.has(name);
  return systems
    .filter(isAsked)
    .sort(
      (a, b) =>
        Number(isLoaded(b)) - Number(isLoaded(a)) || (isLoaded(a) ? compare(timeOf(a), timeOf(b)) : a.bytes - b.bytes)
    );
}

/**
 * Returns *names* by their *times*, the fastest first, equal ones as they were; those without a time come last, as they were.
 */
export function fastestFirst(names: readonly string[], times: ReadonlyMap<string, number>): string[] {
  const timeOf = (name: string) => times.get(name) ?? Infinity;
  return names.toSorted((a, b) => compare(timeOf(a), timeOf(b)));
}

/** Compares two times, which may both be infinite. */
function compare(a: number, b: number): number {
  return a === b ? 0 : a - b;
}

/** Formats a time: "0.4 ms", "12 ms", "1.2 s". */
export function formatTime(milliseconds: number): string {
  if (milliseconds < 0.05) return "<0.1 ms";
  if (milliseconds < 9.95) return `${milliseconds.toFixed(1)} ms`;
  return milliseconds < 999.5 ? `${milliseconds.toFixed(0)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** The shortest and the longest time that the lanes show, in milliseconds. */
export const LANE: readonly [number, number] = [0.1, 1000];

/** Returns where a time lies on a lane, whose scale is logarithmic: 0 to 1. */
export function placeOnLane(milliseconds: number, [from, to] = LANE): number {
  return logPlace(milliseconds, from, to);
}
