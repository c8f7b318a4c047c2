import type {Edge} from "./eraseLines.js";
import {meets} from "./junctions.js";

/** The minimum number of uprights in a row of fields: three joined boxes have four. */
const MIN_UPRIGHTS = 4;

/**
 * Print is even: distances and heights deviate from their median by at most this share of the distance, or 3 pixels.
 */
const [MAX_UNEVEN, MAX_UNEVEN_PIXELS] = [0.06, 3];

/** The maximum height of ticks, as a share of their distance. Several 1s on a line are higher. */
const MAX_TICK = 0.7;

/** Lines of one comb are at most this many times as thick as each other, plus one pixel. */
const MAX_THICKER = 1.6;

/**
 * Returns the *rules*, and the *uprights* across them, that are printed as fields for one digit each, filled in or not.
 * Such uprights have one height and even distances, and end on a rule. At their other end they meet another rule
 * (joined boxes) or are short (ticks). Handwritten 1s on a line are neither even nor short.
 */
export function findCombs(rules: readonly Edge[], uprights: readonly Edge[]): Edge[] {
  if (uprights.length < MIN_UPRIGHTS) return [];
  const found = new Set<Edge>();
  for (const rule of rules) {
    for (const end of [0, 1] as const) {
      const ending = withoutSides(
        rule,
        uprights.filter((edge) => isAsThick(edge, rule) && meets(edge, end, rule))
      );
      const pitch = evenPitch(rule, ending);
      if (!pitch) continue;
      const others = rules.filter((other) => other !== rule);
      const isClosed = others.some((other) => ending.every((edge) => meets(edge, end ? 0 : 1, other)));
      if (!isClosed && !ending.every((edge) => lengthOf(edge) <= MAX_TICK * pitch)) continue;
      for (const edge of [rule, ...ending]) found.add(edge);
    }
  }
  return [...found];
}

/** Removes the sides of a frame around ticks from the *uprights* on a rule: the longer uprights at its ends. */
function withoutSides(rule: Edge, uprights: readonly Edge[]): Edge[] {
  const most = 1.5 * median(uprights.map(lengthOf));
  const reach = 2 * rule.thickness + MAX_UNEVEN_PIXELS;
  return uprights.filter((edge) => {
    const place = middleOf(edge);
    return lengthOf(edge) <= most || (place - rule.start > reach && rule.end - place > reach);
  });
}

/**
 * Returns the distance between the *uprights* on a rule, in pixels; undefined if they are few, uneven or incomplete.
 */
function evenPitch(rule: Edge, uprights: readonly Edge[]): number | undefined {
  const all = uprights.map(middleOf).sort((a, b) => a - b);
  // Two adjacent boxes may each have their own upright here.
  const places = all.filter((place, k) => !k || place - all[k - 1]! > 2 * rule.thickness + 1);
  if (places.length < MIN_UPRIGHTS) return undefined;
  const pitch = median(places.slice(1).map((place, k) => place - places[k]!));
  const uneven = Math.max(MAX_UNEVEN_PIXELS, MAX_UNEVEN * pitch);
  const isEven = places.slice(1).every((place, k) => Math.abs(place - places[k]! - pitch) <= uneven);
  const lengths = uprights.map(lengthOf);
  const length = median(lengths);
  const isOneHeight = lengths.every((one) => Math.abs(one - length) <= uneven);
  // In a frame, ticks stand between its sides; otherwise the outer ones stand at the rule's ends.
  const [before, after] = [places[0]! - rule.start, rule.end - places[places.length - 1]!];
  const reach = uneven + 2 * rule.thickness;
  const isWhole = [before, after].every((rest) => rest <= reach || Math.abs(rest - pitch) <= reach);
  return isEven && isOneHeight && isWhole ? pitch : undefined;
}

function isAsThick({thickness}: Edge, rule: Edge): boolean {
  const [thin, thick] = [Math.min(thickness, rule.thickness), Math.max(thickness, rule.thickness)];
  return thick <= MAX_THICKER * thin + 1;
}

function middleOf({rows}: Edge): number {
  return rows[rows.length >> 1]!;
}

function lengthOf({start, end}: Edge): number {
  return end - start;
}

function median(values: readonly number[]): number {
  return values.slice().sort((a, b) => a - b)[values.length >> 1]!;
}
