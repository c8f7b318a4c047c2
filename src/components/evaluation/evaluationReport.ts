import {html} from "htl";
import type {Predictions} from "../../run/predictions.js";
import {classScores} from "../../stats/confusion.js";
import {listMistakes} from "../../stats/evaluation.js";
import {digitGrid} from "../images/digitGrid.js";
import {bigNumber} from "../page/bigNumber.js";
import {capitalized, kindOf} from "../page/classWords.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount, formatInterval, formatPercent, unbroken} from "../page/format.js";
import {namedBy} from "../page/place.js";
import {withTerms} from "../page/term.js";
import {whenSeen} from "../page/whenSeen.js";
import {dataTable} from "../tables/dataTable.js";
import {answerText, mistakeItems, sureText} from "./answers.js";
import {classColumns, classFinding} from "./classColumns.js";
import {matrixCard, type MatrixOptions} from "./matrixCard.js";
import {missingFigures, rankingCard, trustCards} from "./trustCards.js";

/** A run's answers to test images, with what the report says beside them. */
export interface ReportOptions extends MatrixOptions {
  /** What the test images are called. */
  readonly evaluated: string;
  /** Less confident answers are called unsure, in [0, 1]; 0 where nothing is said. */
  readonly unsureBelow: number;
  /** A run whose test images this site has, if any. */
  readonly pictured?: string | undefined;
}

/** The most mistakes shown as images. */
const MISTAKES = 60;

/** The most mistakes listed in words, where the site lacks the images. */
const LISTED_MISTAKES = 20;

/** Returns how good a run is: its figures, the confusion matrix with its images, mistakes, calibration, thresholds, ranking. */
export function evaluationReport(options: ReportOptions): HTMLElement {
  const {figures, predictions} = options;
  if (!figures.n) return emptyState("There are no answers: the file of predictions has no rows.");
  const later = namedBy(html`<div class="report-later"></div>`, "threshold", "against", ...LATER.map((id) => `#${id}`));
  const missing = missingFigures(predictions);
  const report = html`<div class="report">
    ${numbers(options)}
    ${missing === undefined ? null : html`<p class="note" data-testid="missing-figures">${missing}</p>`}
    ${matrixCard(options)} ${mistakes(options)} ${byClass(options)} ${later}
  </div>`;
  later.toggleAttribute("data-trust", Boolean(predictions.confidences));
  later.toggleAttribute("data-ranking", Boolean(predictions.probabilities));
  void whenSeen(later).then(() => later.append(...laterCards(options)));
  return report;
}

/** The cards that are made once they are near the window. */
const LATER = ["reliability", "coverage", "ranking"] as const;

/** Returns what takes confidences or probabilities. */
function laterCards(options: ReportOptions): HTMLElement[] {
  return [trustCards(options), rankingCard(options.predictions)].filter((card) => card !== undefined);
}

function numbers({figures, evaluated}: ReportOptions): HTMLElement {
  const {n, correct, unanswered, accuracy, interval, ece} = figures;
  const mistakes = n - correct - unanswered;
  const without = unanswered ? `; ${formatCount(unanswered)} more without an answer` : "";
  return html`<div class="grid grid-cols-3 numbers">
    ${bigNumber({label: "Accuracy", value: formatPercent(accuracy, n), note: `95 % interval ${formatInterval(interval, n)} (Wilson)`})}
    ${bigNumber({label: "Mistakes", value: formatCount(mistakes), note: `of ${formatCount(n)} test images of ${evaluated}${without}`})}
    ${bigNumber({label: "Calibration error", value: ece === null ? "–" : formatPercent(ece, n), note: ece === null ? "this run has no confidences" : "average gap between confidence and accuracy (15 bins)"})}
  </div>`;
}

function mistakes({predictions, images, figures, spriteUrl, note, pictured}: ReportOptions): HTMLElement {
  const {classes, n} = figures;
  const found = images.reduce((count, index) => count + Number(index >= 0), 0);
  const items = found ? mistakeItems(predictions, images, MISTAKES) : [];
  const among = found && found < n ? `, among the ${formatCount(found)} test images on this site` : "";
  const none = found
    ? html`<p class="note">No mistakes on these images.</p>`
    : mistakeList(predictions, note, pictured);
  const grid = digitGrid(items, {spriteUrl, label: "Most confident mistakes", tile: 56, height: 260});
  return html`<section class="card" id="mistakes">
    <h2>Most confident mistakes</h2>
    <p class="caption">
      ${withTerms(`True ${kindOf(classes)} → predicted ${kindOf(classes)}, by confidence${among}.`)}
    </p>
    ${items.length ? grid : none}
  </section>`;
}

/** Returns mistakes whose images the site lacks, in words, with a link to a run whose images it has. */
function mistakeList(predictions: Predictions, note?: string, pictured?: string): HTMLElement {
  const {classes} = predictions;
  const link =
    pictured &&
    html` This site has the test images of <a href=${`?run=${encodeURIComponent(pictured)}`}>${pictured}</a>.`;
  return html`<div>
    <ol class="mistake-list">
      ${listMistakes(predictions)
        .slice(0, LISTED_MISTAKES)
        .map(
          ({index, label, predicted}) =>
            html`<li>
              <strong>${answerText(classes, label)} → ${answerText(classes, predicted)}</strong>
              <small>${sureText(predictions, index).trim()} image ${index}</small>
            </li>`
        )}
    </ol>
    <p class="note">${note ?? "This site has none of the images."}${link}</p>
  </div>`;
}

function byClass({figures}: ReportOptions): HTMLElement {
  const {classes, confusion, n} = figures;
  const scores = classScores(confusion);
  const noun = kindOf(classes);
  const name = noun === "digit" ? "digits" : "classes";
  const caption = `${capitalized(noun)} by ${noun}: ${formatCount(n)} test images.`;
  return html`<section class="card" id="classes">
    <h2>${unbroken(classFinding(scores, classes))}</h2>
    ${dataTable(scores, classColumns(classes), {name, search: false, caption})}
  </section>`;
}
