import {html} from "htl";
import {CLASSES} from "../../characters/digits.js";

/** A list of the ten probabilities; its `update` shows others, or none. */
export interface ProbabilityBars extends HTMLElement {
  update(probabilities: ArrayLike<number> | undefined): void;
}

/** Returns ten bars, one for each digit, as long as its probability in [0, 1]. The longest is marked. */
export function probabilityBars(): ProbabilityBars {
  const rows = CLASSES.map((digit) => {
    const bar = html`<span class="bar-fill"></span>` as HTMLElement;
    const value = html`<span class="bar-value">–</span>` as HTMLElement;
    const row = html`<li>
      <span class="bar-label">${digit}</span><span class="bar-track">${bar}</span>${value}
    </li>` as HTMLElement;
    return {bar, value, row};
  });
  const list = html`<ol class="bars" aria-label="Probability of each digit">
    ${rows.map(({row}) => row)}
  </ol>` as ProbabilityBars;
  list.update = (probabilities) => {
    const most = probabilities && Math.max(...Array.from(probabilities));
    rows.forEach(({bar, value, row}, digit) => {
      const p = probabilities?.[digit];
      bar.style.width = `${100 * (p ?? 0)}%`;
      value.textContent = p === undefined ? "–" : formatShare(p);
      row.toggleAttribute("data-most", p !== undefined && p === most);
    });
  };
  return list;
}

/**
 * Returns a probability as people read it: "97 %", and ">99 %" or "<1 %" where rounding would claim certainty, or has: a
 * network's float32 may be 1.
 */
export function formatShare(p: number): string {
  if (p > 0.99) return ">99 %";
  return p < 0.01 ? "<1 %" : `${Math.round(100 * p)} %`;
}
