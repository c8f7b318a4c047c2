import {html} from "htl";
import {knownConfidences} from "../../stats/evaluation.js";
import {reliabilityBins, type ReliabilityBin} from "../../stats/reliability.js";
import type {Predictions} from "../../run/predictions.js";
import {classWords} from "../page/classWords.js";
import {formatCount, formatPercent, unbroken} from "../page/format.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {share} from "./sentences.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";

/** Groups of confidence: 0–10 %, … */
const BINS = 10;

/** Returns how often answers of each confidence were right, with the followed character's group marked. */
export function trustFigure(walk: Walk, predictions: Predictions): HTMLElement {
  const known = knownConfidences(predictions);
  if (!known) return html`<p class="caption">This run gives no confidences.</p>`;
  const bins = reliabilityBins(known.confidences, known.isCorrect, BINS);
  const rows = html`<tbody></tbody>`;
  const words = html`<p class="walk-equation" role="status"></p>`;
  walk.watch((state) => {
    const own = binOf(state);
    rows.replaceChildren(...bins.flatMap((bin, i) => (bin.n ? [binRow(bin, i === own)] : [])));
    words.textContent = own === undefined ? "…" : unbroken(trustSentenceOf(state, bins[own]!));
  });
  const figure = html`<figure class="card walk-figure" data-testid="walk-trust">
    <table class="walk-scores walk-bins">
      <thead>
        <tr>
          <th scope="col">confidence</th>
          <th scope="col">answers</th>
          <th scope="col">correct</th>
        </tr>
      </thead>
      ${rows}
    </table>
    ${words}
    <figcaption>
      ${formatCount(predictions.length)} test images. With good calibration, the right column lies within the left one.
    </figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

function binOf(state: WalkState): number | undefined {
  const confidence = digitOf(state)?.confidence;
  return confidence === undefined ? undefined : Math.max(0, Math.ceil(confidence * BINS) - 1);
}

function binRow({low, high, n, accuracy}: ReliabilityBin, isOwn: boolean): HTMLElement {
  return html`<tr data-most=${isOwn ? "" : null}>
    <th scope="row">${Math.round(100 * low)}–${Math.round(100 * high)} %</th>
    <td>${formatCount(n)}</td>
    <td style=${`--part: ${accuracy!}`}>${formatPercent(accuracy!, n)}</td>
  </tr>`;
}

/** Says how far the confidence of the followed character can be trusted: not at all, where it looks like none. */
function trustSentenceOf(state: WalkState, bin: ReliabilityBin): string {
  const {confidence} = digitOf(state)!;
  if (followedState(state) !== "no-digit") return trustInBin(bin, confidence);
  const {one, many} = classWords(state.classes);
  return `This doesn’t look like a ${one}, so its confidence of ${share(confidence)} tells nothing: the test images are all ${many}.`;
}

/** Says how often answers about as confident as *confidence* were right. */
export function trustInBin({low, high, n, right}: ReliabilityBin, confidence: number): string {
  const range = `between ${Math.round(100 * low)} and ${Math.round(100 * high)} %`;
  if (!n) return `This answer’s confidence is ${share(confidence)}. No test image was answered with one ${range}.`;
  return `This answer’s confidence is ${share(confidence)}. Of the ${formatCount(n)} test images answered with a confidence ${range}, ${formatCount(right)} were read correctly: ${formatPercent(right / n, n)}.`;
}
