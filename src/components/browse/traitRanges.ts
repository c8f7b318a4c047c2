import {html, svg} from "htl";
import {withMembers} from "../page/withMembers.js";
import {decodeTrait, NO_TRAIT, TRAITS, type Trait} from "../../characters/traits.js";
import type {DigitTable} from "../dataset/digitTable.js";
import {formatTrait} from "../dataset/traitChart.js";
import {notButton} from "./facetChoice.js";
import type {Range, Ranges} from "./filterDigits.js";

/** Sliders for the range of each trait; `show` sets them. */
export interface TraitRanges extends HTMLElement {
  show(ranges: Ranges): void;
}

const [BINS, HEIGHT] = [32, 36];

/** Returns a histogram above two sliders for each trait of *table*; *onChange* is given no range for all of a trait. */
export function traitRanges(
  table: DigitTable,
  onChange: (trait: Trait["key"], range: Range | undefined) => void
): TraitRanges {
  const fields = TRAITS.filter(({key}) => table.traits[key]).map((trait) => ({
    trait,
    ...rangeField(trait, table.traits[trait.key]!, (range) => onChange(trait.key, range))
  }));
  const element = html`<div class="trait-ranges">${fields.map((field) => field.element)}</div>`;
  return withMembers(element, {
    show(ranges: Ranges) {
      for (const {trait, show} of fields) show(ranges[trait.key]);
    }
  });
}

function rangeField(
  trait: Trait,
  column: Uint8Array,
  onChange: (range: Range | undefined) => void
): {element: HTMLElement; show: (range: Range | undefined) => void} {
  const [least, most] = extentOf(column);
  const step = 10 ** -trait.digits;
  const low = Math.floor(decodeTrait(least, trait) / step) * step;
  const high = Math.ceil(decodeTrait(most, trait) / step) * step;
  const handle = (label: string, value: number) =>
    html<"input">`<input
      type="range"
      min=${low.toFixed(trait.digits)}
      max=${high.toFixed(trait.digits)}
      step=${step}
      value=${value}
      aria-label=${`${trait.label}, ${label}`}
    />`;
  const [from, to] = [handle("least", low), handle("most", high)];
  let isNot = false;
  const not = notButton(trait.label, () => {
    isNot = !isNot;
    change();
  });
  const words = html`<output></output>`;
  const element = html`<div class="trait-range" role="group" aria-label=${trait.label}>
    <span class="trait-label">${trait.label} ${words} ${not}</span>
    ${histogram(column, least, most)}
    <div class="trait-handles">${from}${to}</div>
  </div>`;

  /** All of the trait is no range: "not" is then only a switch that waits for one. */
  function change(): void {
    const isAll = from.valueAsNumber <= Number(from.min) && to.valueAsNumber >= Number(to.max);
    onChange(isAll ? undefined : {from: from.valueAsNumber, to: to.valueAsNumber, not: isNot});
    write(isAll);
  }

  function write(isAll: boolean): void {
    const [a, b] = [from.valueAsNumber, to.valueAsNumber];
    const text = [a, b].map((value) => formatTrait(value, trait));
    [from.ariaValueText, to.ariaValueText] = [text[0]!, text[1]!];
    words.textContent = isAll ? "all" : `${text[0]} to ${text[1]}`;
    const share = (value: number) => `${(100 * (value - low)) / (high - low || 1)}%`;
    element.style.setProperty("--from", share(a));
    element.style.setProperty("--to", share(b));
    element.toggleAttribute("data-not", isNot && !isAll);
    not.ariaPressed = String(isNot);
  }

  from.addEventListener("input", () => (from.valueAsNumber = Math.min(from.valueAsNumber, to.valueAsNumber)));
  to.addEventListener("input", () => (to.valueAsNumber = Math.max(from.valueAsNumber, to.valueAsNumber)));
  element.addEventListener("input", change);
  let last: Range | undefined;
  write(true);
  return {
    element,
    show(range) {
      if (!range && last) isNot = false;
      last = range;
      [from.valueAsNumber, to.valueAsNumber] = [range?.from ?? Number(from.min), range?.to ?? Number(to.max)];
      if (range) isNot = range.not;
      write(!range);
    }
  };
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
