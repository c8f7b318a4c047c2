import {html, svg} from "htl";
import {withMembers} from "../page/withMembers.js";
import {decodeTrait, NO_TRAIT, TRAITS, type Trait} from "../../characters/traits.js";
import {parseRange, readAddress, writeAddress} from "../inputs/address.js";
import type {DigitTable} from "./browse.js";
import {formatTrait} from "./traitChart.js";

/** The kept range of each trait, inclusive; a missing trait is not filtered. */
export type TraitRanges = Readonly<Partial<Record<Trait["key"], readonly [number, number]>>>;

/** An input whose value is the ranges that the visitor set. */
export interface TraitRangesInput extends HTMLElement {
  readonly value: TraitRanges;
}

const [BINS, HEIGHT] = [32, 36];

/** Returns a histogram above two sliders for each trait of *table*; the address keeps their values: `ink=12~80`. */
export function traitRanges(table: DigitTable): TraitRangesInput {
  const fields = TRAITS.filter(({key}) => table.traits[key]).map((trait) => {
    const field = rangeField(trait, table.traits[trait.key]!, parseRange(readAddress(trait.key)));
    field.element.addEventListener("input", () => writeAddress(trait.key, field.range()?.join("~")));
    return {trait, ...field};
  });
  const read = (): TraitRanges =>
    Object.fromEntries(fields.flatMap(({trait, range}) => (range() ? [[trait.key, range()!]] : [])));
  const input = html`<div class="trait-ranges">${fields.map(({element}) => element)}</div>`;
  return withMembers(input, {
    get value() {
      return read();
    }
  });
}

function rangeField(
  trait: Trait,
  column: Uint8Array,
  start: readonly [number, number] | undefined
): {element: HTMLElement; range: () => readonly [number, number] | undefined} {
  const [least, most] = extentOf(column);
  const [min, max] = [decodeTrait(least, trait), decodeTrait(most, trait)];
  const step = 10 ** -trait.digits;
  const [low, high] = [Math.floor(min / step) * step, Math.ceil(max / step) * step];
  const handle = (label: string, value: number) =>
    html<"input">`<input
      type="range"
      min=${low.toFixed(trait.digits)}
      max=${high.toFixed(trait.digits)}
      step=${step}
      value=${value}
      aria-label=${`${trait.label}, ${label}`}
    />`;
  const from = handle("least", start?.[0] ?? low);
  const to = handle("most", start?.[1] ?? high);
  const words = html`<output></output>`;
  const bars = histogram(column, least, most);
  const element = html`<div class="trait-range" role="group" aria-label=${trait.label}>
    <span class="trait-label">${trait.label} ${words}</span>
    ${bars}
    <div class="trait-handles">${from}${to}</div>
  </div>`;

  function write(): void {
    const [a, b] = [from.valueAsNumber, to.valueAsNumber];
    const text = [a, b].map((value) => formatTrait(value, trait));
    from.setAttribute("aria-valuetext", text[0]!);
    to.setAttribute("aria-valuetext", text[1]!);
    words.textContent = range() ? `${text[0]} to ${text[1]}` : "all";
    const share = (value: number) => `${(100 * (value - low)) / (high - low || 1)}%`;
    element.style.setProperty("--from", share(a));
    element.style.setProperty("--to", share(b));
  }

  function range(): readonly [number, number] | undefined {
    const [a, b] = [from.valueAsNumber, to.valueAsNumber];
    return a <= Number(from.min) && b >= Number(to.max) ? undefined : [a, b];
  }

  from.addEventListener("input", () => (from.valueAsNumber = Math.min(from.valueAsNumber, to.valueAsNumber)));
  to.addEventListener("input", () => (to.valueAsNumber = Math.max(from.valueAsNumber, to.valueAsNumber)));
  element.addEventListener("input", write);
  write();
  return {element, range};
}

/** Returns the minimum and maximum byte of a column, ignoring images without a value. */
function extentOf(column: Uint8Array): [number, number] {
  let [least, most] = [NO_TRAIT - 1, 0];
  for (const byte of column) {
    if (byte === NO_TRAIT) continue;
    least = Math.min(least, byte);
    most = Math.max(most, byte);
  }
  return least <= most ? [least, most] : [0, NO_TRAIT - 1];
}

function histogram(column: Uint8Array, least: number, most: number): SVGElement {
  const counts = new Uint32Array(BINS);
  for (const byte of column) if (byte !== NO_TRAIT) ++counts[Math.floor(((byte - least) / (most - least + 1)) * BINS)]!;
  const highest = Math.max(...counts, 1);
  return svg`<svg viewBox=${`0 0 ${BINS} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true">${Array.from(
    counts,
    (n, i) => {
      const height = (HEIGHT * n) / highest;
      return svg`<rect x=${i + 0.06} y=${HEIGHT - height} width=${0.88} height=${height} />`;
    }
  )}</svg>`;
}
