import {html} from "htl";
import {DIGITS, isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import {classWords} from "./classWords.js";

/** A list of class probabilities. `update` shows others, [classes], or none. */
export interface ProbabilityBars extends HTMLElement {
  update(probabilities: ArrayLike<number> | undefined, classes?: Alphabet): void;
}

/** With more classes, only the most likely ones have bars. */
const MAX_IN_ORDER = 12;
const MAX_LIKELIEST = 10;

/** The bar of one class, or of all *others* together. */
export interface Bar {
  readonly label: string;
  /** In [0, 1]; undefined for no answer. */
  readonly p: number | undefined;
  /** Whether it is the longest bar. */
  readonly isMost: boolean;
  /** The number of classes it sums up; 0 for a single class. */
  readonly others: number;
}

/**
 * Returns the bars of *classes*: up to twelve in class order; of more, the ten most likely in descending order, and one
 * for all others together.
 */
export function barsOf(classes: Alphabet, probabilities: ArrayLike<number> | undefined): Bar[] {
  const most = probabilities && Math.max(...Array.from(probabilities));
  const all = classes.map((label, i): Bar => {
    const p = probabilities?.[i];
    return {label, p, isMost: p !== undefined && p === most, others: 0};
  });
  if (all.length <= MAX_IN_ORDER) return all;
  if (!probabilities) return all.slice(0, MAX_LIKELIEST + 1).map((bar) => ({...bar, label: ""}));
  const sorted = all.sort((a, b) => (b.p ?? 0) - (a.p ?? 0));
  const rest = sorted.slice(MAX_LIKELIEST);
  const p = rest.reduce((sum, bar) => sum + (bar.p ?? 0), 0);
  return [...sorted.slice(0, MAX_LIKELIEST), {label: `${rest.length} others`, p, isMost: false, others: rest.length}];
}

/** Returns bars as long as the probability of each class, in [0, 1], initially for *first*. Marks the longest. */
export function probabilityBars(first: Alphabet = DIGITS): ProbabilityBars {
  const list = html`<ol class="bars"></ol>`;
  let shown: Alphabet = [];
  let rows: ReturnType<typeof barRow>[] = [];

  function layOut(classes: Alphabet): void {
    if (rows.length && isSameAlphabet(classes, shown)) return;
    shown = classes;
    rows = barsOf(classes, undefined).map(barRow);
    list.setAttribute("aria-label", `Probability of each ${classWords(classes).kind}`);
    const longest = Math.max(...classes.map((name) => name.length));
    if (longest > 1 || classes.length > MAX_IN_ORDER) list.style.setProperty("--label", labelWidth(longest));
    else list.style.removeProperty("--label");
    list.replaceChildren(...rows.map(({row}) => row));
  }

  function update(probabilities: ArrayLike<number> | undefined, classes = shown): void {
    layOut(classes);
    barsOf(classes, probabilities).forEach((bar, i) => rows[i]?.show(bar));
  }

  update(undefined, first);
  return Object.assign(list, {update});
}

/** Returns the width of labels of up to *length* characters; it fits "188 others", and longer labels are cut. */
function labelWidth(length: number): string {
  return `${Math.min(9, Math.max(4.75, 0.55 * length + 0.25))}rem`;
}

/** Returns a row of the list, and a function that updates its bar. */
function barRow(first: Bar): {readonly row: HTMLElement; show(bar: Bar): void} {
  const fill = html`<span class="bar-fill"></span>`;
  const value = html`<span class="bar-value">–</span>`;
  const name = html`<span class="bar-label">${first.label}</span>`;
  const row = html`<li>${name}<span class="bar-track">${fill}</span>${value}</li>`;
  const show = ({label, p, isMost, others}: Bar): void => {
    if (name.textContent !== label) name.textContent = label;
    name.title = label.length > 12 ? label : "";
    fill.style.width = `${100 * (p ?? 0)}%`;
    value.textContent = p === undefined ? "–" : formatShare(p);
    row.toggleAttribute("data-most", isMost);
    row.toggleAttribute("data-rest", others > 0);
  };
  return {row, show};
}

/**
 * Formats a probability for people: "97 %", but ">99 %" and "<1 %" where rounding would claim certainty, or where a
 * network's float32 is exactly 1.
 */
export function formatShare(p: number): string {
  if (p > 0.99) return ">99 %";
  return p < 0.01 ? "<1 %" : `${Math.round(100 * p)} %`;
}
