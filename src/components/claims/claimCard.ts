import {rollup} from "d3-array";
import {html} from "htl";
import type {CheckedClaim} from "../../../loaders/runs/claims/claims.js";
import type {Figure} from "../../../loaders/runs/claims/finding.js";
import {THEMES, type ClaimVerdict} from "../../run/claims.js";
import {boundToAddress} from "../inputs/address.js";
import {formatCount, unbroken} from "../page/format.js";
import {withMembers} from "../page/withMembers.js";
import {basisOf, valueOf, VERDICTS} from "./claimWords.js";

/** The choice of all verdicts. */
const ALL = "all";

/** Returns a choice of the verdict whose claims are shown, or of all; the address keeps it. */
export function verdictSelect(claims: readonly CheckedClaim[]): HTMLElement & {readonly value: string} {
  const counts = rollup(
    claims,
    (group) => group.length,
    ({verdict}) => verdict
  );
  const select = boundToAddress(
    html<"select">`<select>
      <option value=${ALL}>All ${formatCount(claims.length)}</option>
      ${(Object.keys(VERDICTS) as ClaimVerdict[])
        .filter((verdict) => counts.has(verdict))
        .map(
          (verdict) =>
            html`<option value=${verdict}>${VERDICTS[verdict].word}: ${formatCount(counts.get(verdict)!)}</option>`
        )}
    </select>`,
    "verdict"
  );
  return withMembers(html`<div class="inputs"><label class="field">Show ${select}</label></div>`, {
    get value() {
      return select.value;
    }
  });
}

/** Returns the *claims* of a *verdict*, or all, by theme, a card for each. */
export function claimCards(all: readonly CheckedClaim[], shown: string): HTMLElement {
  const claims = all.filter(({verdict}) => shown === ALL || shown === verdict);
  return html`<div class="claims">
    ${THEMES.map((theme) => {
      const own = claims.filter((claim) => claim.theme === theme);
      if (!own.length) return null;
      return html`<section aria-label=${theme}>
        <h2>${theme}</h2>
        <div class="claim-grid">${own.map(claimCard)}</div>
      </section>`;
    })}
  </div>`;
}

/** Returns a card with what became of a claim: the verdict, its words, the figure that tells most, and how that was measured. */
export function claimCard(claim: CheckedClaim): HTMLElement {
  const {name, says, quotes, verdict, because, how, figures, links = [], commands} = claim;
  const {mark, word} = VERDICTS[verdict];
  const [first, ...others] = figures;
  return html`<article class="card claim" id=${`claim-${name}`} data-verdict=${verdict}>
    <p class="claim-verdict"><span aria-hidden="true">${mark}</span> ${word}</p>
    <h3>${unbroken(says)}</h3>
    ${quotes.map(
      ({from, text}) => html`<blockquote class="claim-quote">“${unbroken(text)}” <cite>${from}</cite></blockquote>`
    )}
    ${first ? bigFigure(first) : null}
    <p>${unbroken(because)}</p>
    ${others.length ? figureList(others) : null}
    <div class="claim-foot">
      <details class="claim-how">
        <summary aria-label=${`How it was measured: ${says}`}>How it was measured</summary>
        <p>${unbroken(how)}</p>
        ${commands.map((command) => html`<p><code>${command}</code></p>`)}
      </details>
      ${links.length ? html`<p class="claim-links">${links.map(({text, href}) => html`<a href=${href}>${text}</a>`)}</p>` : null}
    </div>
  </article>`;
}

function bigFigure(figure: Figure): HTMLElement {
  return html`<p class="claim-figure">
    <strong>${unbroken(valueOf(figure))}</strong>
    <span>${labelOf(figure)}</span>
    <small>${unbroken(basisOf(figure))}</small>
  </p>`;
}

function figureList(figures: readonly Figure[]): HTMLElement {
  return html`<dl class="claim-figures">
    ${figures.map(
      (figure) =>
        html`<div>
          <dt>${labelOf(figure)}</dt>
          <dd>
            <strong>${unbroken(valueOf(figure))}</strong>
            ${basisOf(figure) ? html`<small>${unbroken(basisOf(figure))}</small>` : null}
          </dd>
        </div>`
    )}
  </dl>`;
}

/** Returns what a figure is of, as a link to its run where it has one. */
function labelOf({label, run}: Figure): Node {
  const text = unbroken(label);
  return run === undefined
    ? html`<span>${text}</span>`
    : html`<a href=${`./runs/${encodeURIComponent(run)}`} title=${`The run ${run}`}>${text}</a>`;
}
