import {html} from "htl";
import {evaluate} from "../../stats/evaluation.js";
import {
  agreementItems,
  agreementSentence,
  agreementShare,
  agreementTable,
  AGREEMENTS,
  compareRuns,
  formatDifference,
  type Agreement,
  type AnsweringRun
} from "./agreement.js";
import {boundToAddress} from "../inputs/address.js";
import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount} from "../page/format.js";
import {matrixDifference} from "./matrixDifference.js";

/**
 * Returns how two runs' answers to the same images compare: who is right, by McNemar's test, the difference of their matrices,
 * and the images. *images* gives each one's index in the site's test split, or −1. Says so where they answered other images.
 */
export function comparedRuns(
  a: AnsweringRun,
  b: AnsweringRun,
  {images, spriteUrl}: {images: Int32Array; spriteUrl: SpriteUrl}
): HTMLElement {
  const comparison = compareRuns(a, b);
  if (!comparison) {
    return emptyState(
      `${a.title} and ${b.title} answered different images, so they can’t be compared one by one. Evaluate both on the same ones: npm run evaluate -- --run NAME --data DIR --save.`
    );
  }
  const n = a.predictions.length;
  const table = boundToAddress(agreementTable(a, b, comparison), "who", {
    parse: (text) => (([...AGREEMENTS, "differ"] as readonly string[]).includes(text) ? (text as Agreement) : undefined)
  });
  const place = html`<section data-testid="compared-images"></section>`;
  const show = () => {
    const items = agreementItems(a, b, images, table.value);
    const label = `${formatCount(items.length)} ${items.length === 1 ? "image" : "images"}: ${a.title} / ${b.title}`;
    const grid = digitGrid(items, {spriteUrl, label, tile: 56, height: 320});
    place.replaceChildren(html`<h3>${label}</h3>`, items.length ? grid : html`<p class="caption">None.</p>`);
  };
  table.addEventListener("input", show);
  show();
  return html`<div class="compared-pair">
    <p class="sentence" data-testid="mcnemar">${agreementSentence(a, b, comparison)}</p>
    <p class="caption">
      Difference of their accuracies, with a 95 % interval: ${formatDifference(comparison, n)}.
      ${agreementShare(n, comparison)}
    </p>
    <div class="side-by-side">
      <div>${table} ${place}</div>
      <div>
        <h3>Difference of the matrices, in points of the row</h3>
        ${matrixDifference(evaluate(a.predictions).confusion, evaluate(b.predictions).confusion, {titles: [a.title, b.title], classes: a.predictions.classes})}
        <p class="caption">
          ${a.title} minus ${b.title}: rows are the truth, columns the answers. Blue speaks for ${a.title}, red for
          ${b.title}; hover for the words.
        </p>
      </div>
    </div>
  </div>`;
}
