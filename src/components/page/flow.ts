import {html} from "htl";

/** A stage of the data flow: its name, its current figure, and a link. */
export interface Stage {
  readonly name: string;
  readonly figure: string;
  readonly text: string;
  readonly href?: string;
}

/** Returns the data flow as boxes with arrows between them, from left to right or, on a phone, downward. */
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
