import {html} from "htl";
import type {DigitTable} from "../dataset/digitTable.js";
import {withMembers} from "../page/withMembers.js";
import {activeFilters, facetOf, type BrowseEvent, type BrowseState} from "./browseState.js";
import {facetValues} from "./browseAddress.js";
import {facetChoice} from "./facetChoice.js";
import {facetLabel} from "./filterWords.js";
import {FACETS, ORDERS, type Facet} from "./filterDigits.js";
import {NEIGHBORS_READ} from "./rowPredictions.js";
import {traitRanges} from "./traitRanges.js";

/** The filters; `show` sets them. */
export interface FilterPanel extends HTMLElement {
  /** *tags* are the visitor's; facets of marks are only offered where there are marks. */
  show(state: BrowseState, marked: {readonly tags: readonly string[]; readonly hasMarks: boolean}): void;
  /** Gives the focus to the button that folds the filters, or where it is not shown to the first of them. */
  focusFirst(): void;
}

/** Facets of what the visitor marked, which are offered once there is something. */
const MARKED: readonly Facet[] = ["mark", "tag"];

/** Returns what images can be filtered by; on a phone it is folded behind one button with the number of filters in force. */
export function filterPanel(
  table: DigitTable,
  {readers, dispatch}: {readers: readonly string[]; dispatch: (event: BrowseEvent) => void}
): FilterPanel {
  const values = facetValues(table);
  const choices = FACETS.map((facet) => ({
    facet,
    choice: facetChoice(facetLabel(facet, table.classes), values[facet] ?? [], {
      onToggle: (value) => dispatch({type: "toggle", facet, value}),
      onNot: () => dispatch({type: "not", facet})
    })
  }));
  const by = menu("Model", [NEIGHBORS_READ, ...readers], (next) => dispatch({type: "set", set: {by: next}}));
  const order = menu("Order", ORDERS, (next) => dispatch({type: "set", set: {order: next}}));
  const ranges = traitRanges(table, (trait, range) => dispatch({type: "range", trait, range}));
  const facets = html`<div class="facets">${choices.map(({choice}) => choice)}</div>`;
  const content = html`<div class="filter-content" id="filters">
    ${facets}
    <div class="filter-selects">${by.field}${order.field}</div>
    ${ranges}
  </div>`;
  const fold = html<"button">`<button type="button" class="filter-fold" aria-expanded="false" aria-controls="filters">
    Filters
  </button>`;
  fold.addEventListener("click", () => (fold.ariaExpanded = String(fold.ariaExpanded !== "true")));
  const panel = html`<div class="filter-panel">${fold}${content}</div>`;

  return withMembers(panel, {
    show(state: BrowseState, {tags, hasMarks}: {readonly tags: readonly string[]; readonly hasMarks: boolean}) {
      const n = activeFilters(state).length;
      fold.textContent = n ? `Filters (${n})` : "Filters";
      for (const {facet, choice} of choices) {
        const chosen = facetOf(state, facet);
        choice.show(chosen, facet === "tag" ? [...new Set([...tags, ...chosen.values])] : undefined);
        if (MARKED.includes(facet))
          choice.hidden = !chosen.values.length && (facet === "tag" ? !tags.length : !hasMarks);
      }
      [by.select.value, order.select.value] = [state.by, state.order];
      ranges.show(state.ranges);
    },
    focusFirst() {
      const first = fold.checkVisibility() ? fold : content.querySelector<HTMLElement>("button");
      first?.focus();
    }
  });
}

/** Returns a menu of *options*, in its label. */
function menu<Option extends string>(label: string, options: readonly Option[], onChoice: (option: Option) => void) {
  const select = html<"select">`<select aria-label=${label}>
    ${options.map((option) => html`<option value=${option}>${option}</option>`)}
  </select>`;
  select.addEventListener("input", () => onChoice(select.value as Option));
  return {select, field: html`<label class="field">${label} ${select}</label>`};
}
