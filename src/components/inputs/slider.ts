import {html} from "htl";
import {withMembers} from "../page/withMembers.js";

export interface SliderOptions {
  readonly label: string;
  readonly min: number;
  readonly max: number;
  readonly step: number;
  /** The initial value; *min* by default. */
  readonly value?: number;
  /** Formats the value beside the label: "95.0 %". */
  readonly format?: (value: number) => string;
}

/** An input whose value is a number. */
export interface Slider extends HTMLElement {
  value: number;
  max: number;
}

/** Returns a slider from *min* to *max* in *step*s, with its label and its formatted value. */
export function slider({label, min, max, step, value = min, format = String}: SliderOptions): Slider {
  const output = html`<output class="slider-value"></output>`;
  const range = html<"input">`<input type="range" min=${min} max=${max} step=${step} aria-label=${label} />`;
  const field = html`<div class="slider">
    <span class="slider-label"><span aria-hidden="true">${label}</span> ${output}</span>
    ${range}
  </div>`;

  function write(): void {
    const words = format(range.valueAsNumber);
    output.textContent = words;
    range.setAttribute("aria-valuetext", words);
  }

  range.addEventListener("input", write);
  range.valueAsNumber = value;
  write();
  return withMembers(field, {
    get value() {
      return range.valueAsNumber;
    },
    set value(next) {
      range.valueAsNumber = next;
      write();
    },
    get max() {
      return Number(range.max);
    },
    set max(next) {
      range.max = String(next);
    }
  });
}
