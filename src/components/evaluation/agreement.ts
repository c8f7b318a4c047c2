import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {isSameAlphabet} from "../../characters/alphabet.js";
import {compareAnswers, type AnswerComparison} from "../../stats/mcnemar.js";
import type {Predictions} from "../../run/predictions.js";
import type {GridItem} from "../images/digitGrid.js";
import {formatCount, formatPercent} from "../page/format.js";
import {answerText, sureText} from "./answers.js";

/** A run with its answers. */
export interface AnsweringRun {
  readonly name: string;
  readonly title: string;
  readonly predictions: Predictions;
}

/** Who is right: both runs, one of them, neither; or "differ", all images that they read as different digits. */
export const AGREEMENTS = ["both", "onlyA", "onlyB", "neither"] as const;
export type Agreement = (typeof AGREEMENTS)[number] | "differ";

/** An input whose value is the images that were chosen. */
export interface AgreementTable extends HTMLElement {
  value: Agreement;
}

/** Returns what McNemar's test says of two runs, as a sentence with all its figures. */
export function agreementSentence(a: AnsweringRun, b: AnsweringRun, {onlyA, onlyB, pValue}: AnswerComparison): string {
  const n = a.predictions.length;
  const only = `Only ${a.title} is right on ${formatCount(onlyA)} images, only ${b.title} on ${formatCount(onlyB)}`;
  const difference = (onlyA - onlyB) / (n || 1);
  const points = `${difference < 0 ? "−" : "+"}${(100 * Math.abs(difference)).toFixed(2)} points`;
  const p = pValue < 0.001 ? "p < 0.001" : `p = ${pValue.toFixed(3)}`;
  const better = onlyA > onlyB ? a.title : b.title;
  const verdict = pValue < 0.05 ? `${better} is better, hardly by chance` : "that may be chance";
  return `${only}: ${points} of ${formatCount(n)}; ${verdict} (McNemar’s exact test, ${p}).`;
}

/** Returns a 95 % interval of the difference of two accuracies on the same images, in [−1, 1]: Wald's, for paired shares. */
export function differenceInterval({onlyA, onlyB}: AnswerComparison, n: number): readonly [number, number] {
  const difference = (onlyA - onlyB) / n;
  const error = (1.959964 * Math.sqrt(onlyA + onlyB - (onlyA - onlyB) ** 2 / n)) / n;
  return [difference - error, difference + error];
}

/** Returns a table of who is right, whose cells choose the images: click, or Tab and Enter. */
export function agreementTable(a: AnsweringRun, b: AnsweringRun, comparison: AnswerComparison): AgreementTable {
  let value: Agreement = "differ";
  const names: Readonly<Record<Agreement, string>> = {
    both: "both right",
    onlyA: `only ${a.title} right`,
    onlyB: `only ${b.title} right`,
    neither: "both wrong",
    differ: "read differently"
  };
  const counts = {...comparison, differ: comparison.disagreements.length};
  const buttons = ([...AGREEMENTS, "differ"] as const).map((agreement) => {
    const count = counts[agreement];
    const button = html<"button">`<button
      type="button"
      aria-label=${`${formatCount(count)} images: ${names[agreement]}`}
    >
      ${formatCount(count)}
    </button>`;
    button.addEventListener("click", () => {
      value = agreement;
      mark();
      table.dispatchEvent(new CustomEvent("input", {bubbles: true}));
    });
    return [agreement, button] as const;
  });
  const of = (agreement: Agreement) => buttons.find(([name]) => name === agreement)![1];
  const table = html`<div>
    <table class="agreement" data-testid="agreement">
      <thead>
        <tr>
          <td></td>
          <th scope="col">${b.title} right</th>
          <th scope="col">${b.title} wrong</th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">${a.title} right</th>
          <td>${of("both")}</td>
          <td>${of("onlyA")}</td>
        </tr>
        <tr>
          <th scope="row">${a.title} wrong</th>
          <td>${of("onlyB")}</td>
          <td>${of("neither")}</td>
        </tr>
      </tbody>
    </table>
    <p class="agreement">Read as different digits: ${of("differ")}</p>
  </div>`;
  const mark = () => {
    for (const [agreement, button] of buttons) button.ariaPressed = String(agreement === value);
  };
  mark();
  return withMembers(table, {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
      mark();
    }
  });
}

/**
 * Returns the images on which two runs stand to each other as *agreement* says, those that the site has first, with each
 * run's answer. *images* gives each one's index in the site's test split, or −1.
 */
export function agreementItems(a: AnsweringRun, b: AnsweringRun, images: Int32Array, agreement: Agreement): GridItem[] {
  const {labels, classes, predicted: readA} = a.predictions;
  const {predicted: readB} = b.predictions;
  const standing = (i: number): Agreement =>
    readA[i] === labels[i] ? (readB[i] === labels[i] ? "both" : "onlyA") : readB[i] === labels[i] ? "onlyB" : "neither";
  return Array.from(labels.keys())
    .filter((i) => (agreement === "differ" ? readA[i] !== readB[i] : standing(i) === agreement))
    .sort((i, j) => Number(images[i]! < 0) - Number(images[j]! < 0))
    .map((i) => ({
      split: "test",
      index: images[i]!,
      caption: `${answerText(classes, readA[i])} / ${answerText(classes, readB[i])}`,
      description: `${answerText(classes, labels[i])}: test image ${i}, ${a.title} reads ${answerText(classes, readA[i])}${sureText(a.predictions, i)}, ${b.title} ${answerText(classes, readB[i])}${sureText(b.predictions, i)}`
    }));
}

/**
 * Returns the comparison of two runs' answers; undefined where they are not about the same images, as far as is known, or tell
 * other classes apart.
 */
export function compareRuns(a: AnsweringRun, b: AnsweringRun): AnswerComparison | undefined {
  const same =
    isSameAlphabet(a.predictions.classes, b.predictions.classes) &&
    a.predictions.length === b.predictions.length &&
    a.predictions.labels.every((label, i) => label === b.predictions.labels[i]);
  return same ? compareAnswers(a.predictions, b.predictions) : undefined;
}

/** Returns a difference of shares with its interval, in points: "+0.29 points (0.10 to 0.48)". */
export function formatDifference(comparison: AnswerComparison, n: number): string {
  const points = (share: number) => (100 * share).toFixed(2).replace("-", "−");
  const difference = (comparison.onlyA - comparison.onlyB) / n;
  const [low, high] = differenceInterval(comparison, n);
  return `${difference > 0 ? "+" : ""}${points(difference)} points (${points(low)} to ${points(high)})`;
}

/** Returns the share of images that both runs read alike, in words. */
export function agreementShare(n: number, {disagreements}: AnswerComparison): string {
  return `They read ${formatPercent(1 - disagreements.length / n, n)} of ${formatCount(n)} images as the same digit.`;
}
