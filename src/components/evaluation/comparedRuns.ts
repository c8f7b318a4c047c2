import {html} from "htl";
import {evaluate, type Evaluation} from "../../stats/evaluation.js";
import type {AnswerComparison} from "../../stats/mcnemar.js";
import {boundToAddress} from "../inputs/address.js";
import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {counted, formatCount, formatInterval, formatPercent, unbroken} from "../page/format.js";
import {namedBy} from "../page/place.js";
import {withTerms} from "../page/term.js";
import type {TermName} from "../page/termNames.js";
import {
  agreementItems,
  agreementShare,
  AGREEMENTS,
  compareRuns,
  comparisonFinding,
  formatDifference,
  onlyWords,
  type Agreement,
  type AnsweringRun
} from "./agreement.js";
import {agreementTable} from "./agreementTable.js";
import {matrixDifference} from "./matrixDifference.js";

interface ComparedOptions {
  /** For each image, its index in the site's test split, or −1. */
  readonly images: Int32Array;
  readonly spriteUrl: SpriteUrl;
}

/**
 * Returns how two runs' answers compare, as a card: which is better first, then who is right, the images, and the difference
 * of their matrices. Where they answered other images, it says so beside the two accuracies.
 */
export function comparedRuns(a: AnsweringRun, b: AnsweringRun, options: ComparedOptions): HTMLElement {
  const comparison = compareRuns(a, b);
  const finding = comparison
    ? comparisonFinding(a, b, comparison)
    : `${a.title} and ${b.title} can’t be compared image by image: their test images differ`;
  const known = new Set<TermName>();
  const [ofA, ofB] = [evaluate(a.predictions), evaluate(b.predictions)];
  return html`<section class="card run-pair" id="comparison">
    <h2 data-testid="mcnemar">${withTerms(unbroken(finding), known)}</h2>
    <p class="caption" data-testid="accuracies">${accuracyWords(a, ofA)}; ${accuracyWords(b, ofB)}.</p>
    <p class="caption">
      ${
        comparison
          ? pairWords(a, b, comparison)
          : html`To compare them, evaluate both on the same images:
              <code>npm run evaluate -- --run NAME --data DIR --save</code>`
      }
    </p>
    ${comparison ? pair(a, b, {comparison, difference: differenceOf(a, b, [ofA, ofB]), ...options}) : null}
  </section>`;
}

/** Returns a run's accuracy with its interval: "cnn: 99.56 % (95 % interval 99.41–99.67 %) of 10,000 test images". */
function accuracyWords({title}: AnsweringRun, {accuracy, interval, n}: Evaluation): string {
  return `${title}: ${formatPercent(accuracy, n)} correct (95 % interval ${formatInterval(interval, n)}) of ${formatCount(n)} test images`;
}

function pairWords(a: AnsweringRun, b: AnsweringRun, comparison: AnswerComparison): string {
  const n = a.predictions.length;
  return `Difference: ${formatDifference(comparison, n)}. ${onlyWords(a, b, comparison)} ${agreementShare(n, comparison)}`;
}

function pair(
  a: AnsweringRun,
  b: AnsweringRun,
  {comparison, difference, images, spriteUrl}: ComparedOptions & {comparison: AnswerComparison; difference: HTMLElement}
): HTMLElement {
  const table = boundToAddress(agreementTable(a, b, comparison), "who", {
    parse: (text) => (([...AGREEMENTS, "differ"] as readonly string[]).includes(text) ? (text as Agreement) : undefined)
  });
  const place = namedBy(html`<section class="compared-images" data-testid="compared-images"></section>`, "who");
  const show = () => {
    const items = agreementItems(a, b, images, table.value);
    const label = `${counted(items.length, "image")}: ${a.title} / ${b.title}`;
    const grid = digitGrid(items, {spriteUrl, label, tile: 56, height: 320});
    place.replaceChildren(html`<h3>${label}</h3>`, items.length ? grid : html`<p class="caption">None.</p>`);
  };
  table.addEventListener("input", show);
  show();
  return html`<div class="side-by-side">
    <div>${table} ${place}</div>
    ${difference}
  </div>`;
}

function differenceOf(a: AnsweringRun, b: AnsweringRun, [ofA, ofB]: readonly [Evaluation, Evaluation]): HTMLElement {
  const titles = [a.title, b.title] as const;
  return html`<div>
    <h3>Difference between confusion matrices (percentage points per row)</h3>
    ${matrixDifference(ofA.confusion, ofB.confusion, {titles, classes: a.predictions.classes})}
    <p class="caption">
      Blue: ${a.title} is better; red: ${b.title} is better. Values: ${a.title} minus ${b.title}. Hover for details.
    </p>
  </div>`;
}
