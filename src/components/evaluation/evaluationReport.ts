import {html} from "htl";
import {classScores} from "../../stats/confusion.js";
import type {Evaluation} from "../../stats/evaluation.js";
import type {Predictions} from "../../run/predictions.js";
import {boundToAddress} from "../inputs/address.js";
import {cellItems, confusionFinding, mistakeItems} from "./answers.js";
import {bigNumber} from "../page/bigNumber.js";
import {classColumns} from "./classColumns.js";
import {confusionTable} from "./confusionTable.js";
import {capitalized, kindOf} from "../page/classWords.js";
import {dataTable} from "../tables/dataTable.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount, formatInterval, formatPercent, unbroken} from "../page/format.js";
import {missingFigures, rankingCard, trustCards} from "./trustCards.js";
import {whenSeen} from "../page/whenSeen.js";

/** A run's answers to test images, with what the report says beside them. */
export interface ReportOptions {
  readonly predictions: Predictions;
  /** For each prediction, its image's index in the site's test split, or −1. */
  readonly images: Int32Array;
  readonly figures: Evaluation;
  /** What the test images are called. */
  readonly evaluated: string;
  /** Less confident answers are called unsure, in [0, 1]; 0 where nothing is said. */
  readonly unsureBelow: number;
  readonly spriteUrl: SpriteUrl;
  /** What is to be said where images are not on this site. */
  readonly note?: string | undefined;
}

/** So many mistakes are shown. */
const MISTAKES = 60;

/** Returns how good a run is: its figures, the confusion matrix with its images, mistakes, calibration, thresholds, ranking. */
export function evaluationReport(options: ReportOptions): HTMLElement {
  const {figures} = options;
  if (!figures.n) return emptyState("There are no answers: the file of predictions has no rows.");
  const later = html`<div class="report-later"></div>`;
  const report = html`<div class="report">
    ${numbers(options)} ${missing(options)} ${matrix(options)} ${mistakes(options)} ${byClass(options)} ${later}
  </div>`;
  void whenSeen(later).then(() => later.append(...laterCards(options)));
  return report;
}

/** Returns a sentence on what the run gives too little for; nothing where it gives all. */
function missing({predictions}: ReportOptions): HTMLElement | null {
  const sentence = missingFigures(predictions);
  return sentence === undefined ? null : html`<p class="note" data-testid="missing-figures">${sentence}</p>`;
}

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
    ${bigNumber({label: "Calibration error", value: ece === null ? "–" : formatPercent(ece, n), note: ece === null ? "this run gives no confidences" : "mean distance of confidence from accuracy, in 15 bins"})}
  </div>`;
}

function matrix({predictions, images, figures, spriteUrl, note}: ReportOptions): HTMLElement {
  const {classes} = figures;
  const k = classes.length;
  const table = boundToAddress(confusionTable(figures.confusion, classes), "cell", {
    format: ({label, predicted}) => `${label}.${predicted}`,
    parse: (text) => {
      const [, label = k, predicted = k] = (/^(\d+)\.(\d+)$/.exec(text) ?? []).map(Number);
      return label < k && predicted < k ? {label, predicted} : undefined;
    }
  });
  const opened = html`<section class="opened" data-testid="opened"></section>`;
  const show = () => {
    const {label, predicted} = table.value;
    const items = cellItems(predictions, images, table.value);
    const heading = `${classes[label]} read as ${classes[predicted]}: ${formatCount(items.length)} ${items.length === 1 ? "image" : "images"}`;
    const said = note ? html`<p class="note" data-testid="images-note">${note}</p>` : null;
    opened.replaceChildren(html`<h3>${heading}</h3>`, ...(said ? [said] : []));
    if (images.some((index) => index >= 0)) opened.append(...gridAndCard(items, heading));
  };
  const gridAndCard = (items: ReturnType<typeof cellItems>, label: string) => {
    const grid = digitGrid(items, {spriteUrl, label, height: 340});
    const card = html`<div>${digitCard(null, spriteUrl)}</div>`;
    grid.addEventListener("input", () => card.replaceChildren(digitCard(grid.value, spriteUrl)));
    return [grid, card];
  };
  table.addEventListener("input", show);
  show();
  return html`<div class="card">
    <h2>${unbroken(confusionFinding(figures.confusion, classes))}</h2>
    <div class="matrix-and-images">${table}${opened}</div>
    <p class="caption">
      Choose a cell, by click or with the arrows and Enter, to see its images, the most confident answers first. Right
      answers and mistakes are shaded on scales of their own.${unansweredNote(figures)}
    </p>
  </div>`;
}

function mistakes({predictions, images, figures, spriteUrl, note}: ReportOptions): HTMLElement {
  const found = images.reduce((count, index) => count + Number(index >= 0), 0);
  const items = mistakeItems(predictions, images, MISTAKES);
  const among = found && found < figures.n ? `; among the ${formatCount(found)} test images on this site` : "";
  const grid = items.length
    ? digitGrid(items, {spriteUrl, label: "Worst mistakes", tile: 56, height: 260})
    : html`<p class="note">
        ${found ? "It made no mistake on these images." : (note ?? "This site has none of the images.")}
      </p>`;
  return html`<div class="card">
    <h2>Its worst mistakes</h2>
    <p class="caption">Wrong answers of which it was most confident: truth → answer${among}.</p>
    ${grid}
  </div>`;
}

/** Returns how many images are in no cell of the matrix, as a sentence after a space; nothing where all were answered. */
function unansweredNote({unanswered}: Evaluation): string {
  if (!unanswered) return "";
  return ` ${formatCount(unanswered)} ${unanswered === 1 ? "image has no answer and is" : "images have no answer and are"} in no cell.`;
}

function byClass({figures}: ReportOptions): HTMLElement {
  const noun = kindOf(figures.classes);
  const caption = `${formatCount(figures.n)} test images.`;
  return html`<div class="card">
    <h2>${capitalized(noun)} by ${noun}</h2>
    ${dataTable(classScores(figures.confusion), classColumns(figures.classes), {name: noun === "digit" ? "digits" : "classes", search: false, caption})}
  </div>`;
}
