import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";

/** Alphabets this long have their options in groups, so that a class is found at a glance. */
const MIN_GROUPED = 27;

const GROUPS: readonly (readonly [label: string, isIn: RegExp])[] = [
  ["Digits", /^\p{Nd}$/u],
  ["Capitals", /^\p{Lu}$/u],
  ["Small letters", /^\p{L}\p{M}*$/u],
  ["Others", /^/]
];

/** Returns an option for each class, whose value is the index of that class; in groups where there are many kinds. */
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
