import type {Alphabet} from "../../characters/alphabet.js";
import {TRAITS, type Trait} from "../../characters/traits.js";
import {capitalized, classWords} from "../page/classWords.js";
import {formatTrait} from "../dataset/traitChart.js";
import {facetOf, type BrowseState, type FilterName} from "./browseState.js";
import type {Facet} from "./filterDigits.js";

/** Returns what a facet is called on the page. */
export function facetLabel(facet: Facet, classes: Alphabet): string {
  const labels: Readonly<Record<Facet, string>> = {
    split: "Split",
    digit: capitalized(classWords(classes).kind),
    read: "Predicted",
    outcome: "Outcome",
    mark: "Marked by you",
    tag: "Tag"
  };
  return labels[facet];
}

/** Says what a filter keeps: "Digit: 3 or 5", "Ink: not 12 to 80 of 255", "Map selection". */
export function filterWords(name: FilterName, state: BrowseState, classes: Alphabet): string {
  if (name === "lasso") return "Map selection";
  const trait = TRAITS.find(({key}) => key === name);
  if (trait) return rangeWords(trait, state);
  const {values, not} = facetOf(state, name as Facet);
  return `${facetLabel(name as Facet, classes)}: ${not ? "not " : ""}${values.join(" or ")}`;
}

function rangeWords(trait: Trait, {ranges}: BrowseState): string {
  const {from, to, not} = ranges[trait.key]!;
  return `${trait.label}: ${not ? "not " : ""}${formatTrait(from, {...trait, unit: ""})} to ${formatTrait(to, trait)}`;
}

/** Says how many images the filters keep: "No matches", "1 image", "1,032 of 7,700 images". */
export function matchWords(n: number, of: number): string {
  const count = (value: number) => value.toLocaleString("en-US");
  if (!n) return "No matches";
  if (n === of) return `${count(n)} images`;
  return `${count(n)} of ${count(of)} images`;
}
