import {html, svg} from "htl";
import type {RunStyle} from "./runColors.js";

/** Returns a legend of runs, each with a sample of its line, for charts too narrow for labels at the ends of lines. */
export function lineLegend(runs: readonly string[], styleOf: (run: string) => RunStyle): HTMLElement {
  return html`<ul class="line-legend">
    ${runs.map((run) => {
      const {color, dash} = styleOf(run);
      const line = svg`<svg width="24" height="8" aria-hidden="true">
        <line x1="0" x2="24" y1="4" y2="4" stroke-width="2.25" stroke=${color} stroke-dasharray=${dash} />
      </svg>`;
      return html`<li>${line} ${run}</li>`;
    })}
  </ul>`;
}
