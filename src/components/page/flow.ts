import {html} from "htl";

/** A stage on the way: its name, what stands there now, and where that can be seen. */
export interface Stage {
  readonly name: string;
  readonly figure: string;
  readonly text: string;
  readonly href?: string;
}

/** Returns the way of the data as boxes with arrows between them, from left to right or, on a phone, downward. */
export function flow(stages: readonly Stage[]): HTMLElement {
  return html`<ol class="flow">
    ${stages.map(({name, figure, text, href}) => {
      const title = href ? html`<a href=${href}>${name}</a>` : name;
      return html`<li class="card">
        <h3>${title}</h3>
        <p class="flow-figure">${figure}</p>
        <p>${text}</p>
      </li>`;
    })}
  </ol>`;
}
