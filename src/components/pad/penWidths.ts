import {html} from "htl";
import {withMembers} from "../page/withMembers.js";

/** Widths of the pen to choose from, in fractions of the surface's side. */
export const PEN_WIDTHS = {Thin: 0.025, Medium: 0.045, Thick: 0.075} as const;

/** An input whose value is a width of the pen, in fractions of the surface's side; one not to choose from checks none. */
export interface PenWidths extends HTMLElement {
  value: number;
}

let count = 0;

/** Returns a choice of the pen's width: thin, medium or thick. */
export function penWidths(value: number = PEN_WIDTHS.Medium): PenWidths {
  const name = `pen-width-${++count}`;
  const radios = Object.values(PEN_WIDTHS).map(
    (width) => html<"input">`<input type="radio" name=${name} value=${width} />`
  );
  const labels = Object.entries(PEN_WIDTHS).map(
    ([label, width], i) =>
      html`<label title=${`${label} pen`}>
        ${radios[i]}<span class="pen-dot" style=${`--width: ${width}`} aria-hidden="true"></span>
        <span class="visually-hidden">${label}</span>
      </label>`
  );
  const choice = html`<fieldset class="pen-widths" data-testid="pen-width">
    <legend class="visually-hidden">Width of the pen</legend>
    ${labels}
  </fieldset>`;
  choice.addEventListener("input", () => (value = Number(radios.find(({checked}) => checked)!.value)));
  const set = (next: number) => {
    value = next;
    for (const radio of radios) radio.checked = Number(radio.value) === next;
  };
  set(value);
  return withMembers(choice, {
    get value() {
      return value;
    },
    set value(next) {
      set(next);
    }
  });
}

/** Returns the width of the pen of that name, in small letters; the medium one for any other name. */
export function penWidthNamed(name: string | undefined): number {
  return Object.entries(PEN_WIDTHS).find(([label]) => label.toLowerCase() === name)?.[1] ?? PEN_WIDTHS.Medium;
}

/** Returns the name of a width, in small letters; undefined for one that is not to choose from. */
export function penNamed(width: number): string | undefined {
  return Object.entries(PEN_WIDTHS)
    .find(([, value]) => value === width)?.[0]
    .toLowerCase();
}
