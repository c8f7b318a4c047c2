import {html} from "htl";
import type {Predictions} from "../../run/predictions.js";
import {coverageOf, knownConfidences, type Evaluation} from "../../stats/evaluation.js";
import {reliabilityBins} from "../../stats/reliability.js";
import {chartCard} from "../charts/chartCard.js";
import {boundToAddress} from "../inputs/address.js";
import {slider} from "../inputs/slider.js";
import {formatPercent, unbroken} from "../page/format.js";
import {capitalized, kindOf, kindsOf} from "../page/classWords.js";
import {coverageChart, coverageColumns, coverageFinding, coverageSentence, thinCoverage} from "./coverageChart.js";
import {hardestClass, rankClasses, rankingChart, rankingColumns, rankingFinding, yStart} from "./rankingCharts.js";
import {binColumns, filledBins, reliabilityChart, reliabilityFinding} from "./reliabilityChart.js";

/** Returns which figures a run lacks the data for, as a sentence; undefined where it lacks none. */
export function missingFigures({probabilities, confidences}: Predictions): string | undefined {
  if (probabilities) return undefined;
  if (!confidences) return "This run has no probabilities: calibration, coverage and one-vs-rest curves need them.";
  return "This run has confidences but no probabilities: one-vs-rest curves need them.";
}

/** Returns how far the answers' confidences can be trusted: two charts; undefined where none is known. */
export function trustCards({
  predictions,
  unsureBelow,
  figures
}: {
  readonly predictions: Predictions;
  /** Less confident answers are called unsure, in [0, 1]; 0 where nothing is said. */
  readonly unsureBelow: number;
  readonly figures: Evaluation;
}): HTMLElement | undefined {
  const known = knownConfidences(predictions);
  const curve = coverageOf(predictions);
  if (!known || !curve || figures.ece === null) return undefined;
  const bins = reliabilityBins(known.confidences, known.isCorrect);
  const threshold = boundToAddress(
    slider({
      label: "Minimum confidence to answer",
      min: 0,
      max: 1,
      step: 0.001,
      value: unsureBelow,
      format: (value) => formatPercent(value, 200)
    }),
    "threshold"
  );
  const sentence = html`<p class="sentence" data-testid="coverage" role="status"></p>`;
  const say = () => void (sentence.textContent = unbroken(coverageSentence(curve, threshold.value, figures.n)));
  say();
  const place = html`<div></div>`;
  const coverage = chartCard({
    name: "coverage",
    title: coverageFinding(curve),
    caption: `Most confident answers first; all of them at the right. ${unsureBelow ? `This run marks answers below ${formatPercent(unsureBelow)} as unsure.` : "This run marks no answer as unsure."}`,
    inputs: html`<div class="inputs">${threshold}</div>
      ${sentence}`,
    chart: (width) => {
      const draw = () => {
        say();
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
    caption: `Answers in 15 confidence bins, with 95 % intervals; larger dots have more answers. On the dashed line, confidence equals accuracy; the average gap is ${formatPercent(figures.ece, figures.n)}.`,
    chart: (width) => reliabilityChart(bins, {width}),
    rows: filledBins(bins),
    columns: binColumns
  });
  return html`<div class="side-by-side">${reliability}${coverage}</div>`;
}

/** Returns how well each class is told from the rest, as a card with two charts; undefined without probabilities. */
export function rankingCard(predictions: Predictions): HTMLElement | undefined {
  const rankings = rankClasses(predictions);
  if (!rankings) return undefined;
  const {classes} = predictions;
  const [noun, nouns] = [kindOf(classes), kindsOf(classes)];
  const chosen = boundToAddress(
    html<"select">`<select aria-label=${`${capitalized(noun)} against the rest`}>
      ${rankings.map(({label, name}) => html`<option selected=${label === hardestClass(rankings)}>${name}</option>`)}
    </select>`,
    "against"
  );
  const labelOf = () => classes.indexOf(chosen.value);
  const charts = html`<div class="side-by-side"></div>`;
  const chart = (width: number) => {
    const side = width > 700 ? (width - 24) / 2 : width;
    const draw = () => {
      charts.replaceChildren(
        ...(["roc", "precisionRecall"] as const).map((kind) => rankingChart(rankings, labelOf(), {kind, width: side}))
      );
      card.retitle(rankingFinding(rankings, labelOf()));
    };
    chosen.oninput = draw;
    draw();
    return charts;
  };
  const card = chartCard({
    name: "ranking",
    title: rankingFinding(rankings, labelOf()),
    caption: `One-vs-rest: how well the probability of one ${noun} separates it from all other ${nouns}. ROC curve (square-root horizontal axis) and precision–recall curve; gray: the other ${nouns}.${yStart(rankings) ? ` Vertical axes start at ${yStart(rankings)} %.` : ""}`,
    inputs: html`<div class="inputs"><label class="field">${capitalized(noun)} ${chosen}</label></div>`,
    chart,
    rows: rankings,
    columns: rankingColumns(classes)
  });
  return card;
}
