import {html} from "htl";
import {classScores} from "../../stats/confusion.js";
import {coverageOf, type Evaluation} from "../../stats/evaluation.js";
import {confidences, predictedClasses, type Predictions} from "../../run/predictions.js";
import {reliabilityBins} from "../../stats/reliability.js";
import {boundToAddress} from "../inputs/address.js";
import {cellItems, confusionFinding, mistakeItems} from "./answers.js";
import {bigNumber} from "../page/bigNumber.js";
import {chartCard} from "../charts/chartCard.js";
import {classColumns} from "./classColumns.js";
import {confusionTable} from "./confusionTable.js";
import {coverageChart, coverageColumns, coverageFinding, coverageSentence, thinCoverage} from "./coverageChart.js";
import {dataTable} from "../tables/dataTable.js";
import {digitCard} from "../images/digitCard.js";
import {digitGrid} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {emptyState} from "../page/emptyState.js";
import {formatCount, formatInterval, formatPercent, unbroken} from "../page/format.js";
import {rankDigits, rankingChart, rankingColumns, rankingFinding, yStart, hardestDigit} from "./rankingCharts.js";
import {binColumns, filledBins, reliabilityChart, reliabilityFinding} from "./reliabilityChart.js";
import {slider} from "../inputs/slider.js";
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
    ${numbers(options)} ${matrix(options)} ${mistakes(options)} ${digits(options)} ${later}
  </div>`;
  void whenSeen(later).then(() => later.append(trust(options), ranking(options.predictions)));
  return report as HTMLElement;
}

function numbers({figures, evaluated}: ReportOptions): HTMLElement {
  const {n, correct, accuracy, interval, ece} = figures;
  return html`<div class="grid grid-cols-3 numbers">
    ${bigNumber({label: "Accuracy", value: formatPercent(accuracy, n), note: `95 % interval ${formatInterval(interval, n)} (Wilson)`})}
    ${bigNumber({label: "Mistakes", value: formatCount(n - correct), note: `of ${formatCount(n)} test images of ${evaluated}`})}
    ${bigNumber({label: "Calibration error", value: formatPercent(ece, n), note: "mean distance of confidence from accuracy, in 15 bins"})}
  </div>` as HTMLElement;
}

function matrix({predictions, images, figures, spriteUrl, note}: ReportOptions): HTMLElement {
  const table = boundToAddress(confusionTable(figures.confusion), "cell", {
    format: ({label, predicted}) => `${label}.${predicted}`,
    parse: (text) => (/^\d\.\d$/.test(text) ? {label: Number(text[0]), predicted: Number(text[2])} : undefined)
  });
  const opened = html`<section class="opened" data-testid="opened"></section>`;
  const show = () => {
    const {label, predicted} = table.value;
    const items = cellItems(predictions, images, table.value);
    const heading = `${label} read as ${predicted}: ${formatCount(items.length)} ${items.length === 1 ? "image" : "images"}`;
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
    <h2>${unbroken(confusionFinding(figures.confusion))}</h2>
    <div class="matrix-and-images">${table}${opened}</div>
    <p class="caption">
      Choose a cell, by click or with the arrows and Enter, to see its images, the most confident answers first. Right
      answers and mistakes are shaded on scales of their own.
    </p>
  </div>` as HTMLElement;
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
  </div>` as HTMLElement;
}

function digits({figures}: ReportOptions): HTMLElement {
  const caption = `${formatCount(figures.n)} test images.`;
  return html`<div class="card">
    <h2>Digit by digit</h2>
    ${dataTable(classScores(figures.confusion), classColumns, {name: "digits", search: false, caption})}
  </div>` as HTMLElement;
}

function trust({predictions, unsureBelow, figures}: ReportOptions): HTMLElement {
  const predicted = predictedClasses(predictions);
  const isCorrect = Array.from(predicted, (digit, i) => digit === predictions.labels[i]);
  const bins = reliabilityBins(confidences(predictions, predicted), isCorrect);
  const curve = coverageOf(predictions);
  const threshold = boundToAddress(
    slider({
      label: "Answer only from a confidence of",
      min: 0,
      max: 1,
      step: 0.001,
      value: unsureBelow,
      format: (value) => formatPercent(value, 200)
    }),
    "threshold"
  );
  const sentence = html`<p class="sentence" data-testid="coverage" role="status"></p>`;
  const place = html`<div></div>`;
  const coverage = chartCard({
    name: "coverage",
    title: coverageFinding(curve),
    caption: `The surest answers first; at the right, all. ${unsureBelow ? `This run calls answers below ${formatPercent(unsureBelow)} unsure.` : "This run calls no answer unsure."}`,
    inputs: html`<div class="inputs">${threshold}</div>
      ${sentence}` as unknown as Node,
    chart: (width) => {
      const draw = () => {
        sentence.textContent = unbroken(coverageSentence(curve, threshold.value, figures.n));
        place.replaceChildren(coverageChart(curve, threshold.value, {width}));
      };
      threshold.oninput = draw;
      draw();
      return place;
    },
    rows: thinCoverage(curve),
    columns: coverageColumns
  });
  const reliability = chartCard({
    name: "reliability",
    title: reliabilityFinding(bins),
    caption: `Answers in 15 groups by confidence; the lines are 95 % intervals, larger dots stand for more answers. What lies on the dashed line is right as often as it says. The mean distance from it is ${formatPercent(figures.ece, figures.n)}.`,
    chart: (width) => reliabilityChart(bins, {width}),
    rows: filledBins(bins),
    columns: binColumns
  });
  return html`<div class="side-by-side">${reliability}${coverage}</div>` as HTMLElement;
}

function ranking(predictions: Predictions): HTMLElement {
  const rankings = rankDigits(predictions);
  const digit = boundToAddress(
    html`<select aria-label="Digit against the rest">
      ${rankings.map(({digit: one}) => html`<option selected=${one === hardestDigit(rankings)}>${one}</option>`)}
    </select>` as HTMLSelectElement,
    "against"
  );
  const charts = html`<div class="side-by-side"></div>`;
  const chart = (width: number) => {
    const side = width > 700 ? (width - 24) / 2 : width;
    const draw = () => {
      charts.replaceChildren(
        ...(["roc", "precisionRecall"] as const).map((kind) =>
          rankingChart(rankings, Number(digit.value), {kind, width: side})
        )
      );
      card.retitle(rankingFinding(rankings, Number(digit.value)));
    };
    digit.oninput = draw;
    draw();
    return charts;
  };
  const card = chartCard({
    name: "ranking",
    title: rankingFinding(rankings, Number(digit.value)),
    caption: `Each digit’s probability as a score, against all other digits: false and true positives (the horizontal axis by its square root), recall and precision. The other digits’ curves are in the background.${yStart(rankings) ? ` The vertical axes begin at ${yStart(rankings)} %.` : ""}`,
    inputs: html`<div class="inputs"><label class="field">Digit ${digit}</label></div>`,
    chart,
    rows: rankings,
    columns: rankingColumns
  });
  return card;
}
