import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {mapTuple} from "../../mapTuple.js";

/** The first and the last epoch that are shown, from 1. */
export type EpochRange = readonly [number, number];

/** An input whose value is the epochs to be shown; undefined for all. */
export interface EpochWindow extends HTMLElement {
  value: EpochRange | undefined;
}

/** Returns two fields for the first and the last of *epochs* to be shown, and a button for all. */
export function epochWindow(epochs: number): EpochWindow {
  const field = (label: string) =>
    html<"input">`<input type="number" min="1" max=${epochs} step="1" required aria-label=${label} />`;
  const [from, to] = [field("First epoch shown"), field("Last epoch shown")];
  const all = html<"button">`<button type="button" class="quiet">All epochs</button>`;
  const input = html`<div class="field epoch-window">Epochs ${from} to ${to} ${all}</div>`;
  let value: EpochRange | undefined;

  function choose(next: EpochRange | undefined): void {
    value = next && clampRange(next, epochs);
    const [first, last] = value ?? [1, epochs];
    from.valueAsNumber = first;
    to.valueAsNumber = last;
    all.disabled = !value;
  }

  function change(next: EpochRange | undefined): void {
    choose(next);
    input.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  for (const end of [from, to]) {
    end.addEventListener("input", (event) => event.stopPropagation()); // half a number is none
    end.addEventListener("change", () => change([from.valueAsNumber, to.valueAsNumber]));
  }
  all.addEventListener("click", () => change(undefined));
  choose(undefined);
  return withMembers(input, {
    get value() {
      return value;
    },
    set value(next) {
      choose(next);
    }
  });
}

/**
 * Returns a range of whole epochs among 1 to *epochs*, the lower one first and at least two; undefined where these are all,
 * or an end is no number.
 */
export function clampRange([a, b]: EpochRange, epochs: number): EpochRange | undefined {
  if (!Number.isFinite(a) || !Number.isFinite(b)) return undefined;
  const [low, high] = mapTuple([Math.min(a, b), Math.max(a, b)], (end) =>
    Math.min(epochs, Math.max(1, Math.round(end)))
  );
  const first = Math.max(1, Math.min(low, epochs - 1));
  const last = Math.min(epochs, Math.max(high, first + 1));
  return first === 1 && last === epochs ? undefined : [first, last];
}
