import {html} from "htl";
import {GLOSSARY} from "../page/glossary.js";
import {TERM_NAMES} from "../page/termNames.js";

/** Returns all terms of the glossary in the order of the alphabet, with their formulas and sources. */
export function glossaryList(): HTMLElement {
  return html`<dl class="glossary">
    ${TERM_NAMES.map((name) => {
      const {meaning, formula, source} = GLOSSARY[name];
      return html`<div id=${`term-${name.replace(/[^a-z0-9]+/gi, "-").toLowerCase()}`}>
        <dt>${name}</dt>
        <dd>
          ${meaning}${formula ? html`<span class="term-formula">${formula}</span>` : null}
          ${source ? html`<a href=${source.href}>${source.text}</a>` : null}
        </dd>
      </div>`;
    })}
  </dl>`;
}
