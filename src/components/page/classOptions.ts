import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";

/** The minimum number of classes for grouped options. */
const MIN_GROUPED = 27;

const GROUPS: readonly (readonly [label: string, isIn: RegExp])[] = [
  ["Digits", /^\p{Nd}$/u],
  ["Capitals", /^\p{Lu}$/u],
  ["Small letters", /^\p{L}\p{M}*$/u],
  ["Others", /^/]
];

/**
 * Returns an option for each class, with its index as the value; grouped if there are many classes of several kinds.
 */
export function classOptions(classes: Alphabet): HTMLElement[] {
  const groups = GROUPS.map(([label]) => ({label, options: [] as HTMLElement[]}));
  classes.forEach((name, i) => {
    const group = GROUPS.findIndex(([, isIn]) => isIn.test(name));
    groups[group]?.options.push(html`<option value=${i}>${name}</option>`);
  });
  const filled = groups.filter(({options}) => options.length);
  if (classes.length < MIN_GROUPED || filled.length === 1) {
    return classes.map((name, i) => html`<option value=${i}>${name}</option>`);
  }
  return filled.map(({label, options}) => html`<optgroup label=${label}>${options}</optgroup>`);
}
