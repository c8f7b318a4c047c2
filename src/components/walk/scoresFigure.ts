import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {softmaxAt} from "../../stats/softmax.js";
import {kindOf} from "../page/classWords.js";
import {slider} from "../inputs/slider.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {networkPath} from "../network/networkPath.js";
import {reachOf} from "../network/valueImage.js";

/** Rows of a table with more classes: the highest scores. */
const MAX_ROWS = 12;

/** Returns the scores of the classes and the probabilities that softmax makes of them, at a temperature to choose. */
export function scoresFigure(walk: Walk): HTMLElement {
  const body = html`<tbody></tbody>`;
  const sum = html`<td></td>`;
  const format = (log: number) => (2 ** log).toFixed(2);
  const temperature = slider({label: "Temperature", min: -2, max: 3, step: 0.25, value: 0, format});
  const kind = kindOf(walk.state.classes);

  function draw(): void {
    const {layers, classes} = walk.state;
    const path = layers && networkPath(layers, classes.length);
    if (!path) return;
    const probabilities = softmaxAt(path.scores, 2 ** temperature.value);
    body.replaceChildren(...rowsOf(classes, path.scores, probabilities));
    sum.textContent = percent(probabilities.reduce((a, b) => a + b, 0));
  }

  // Rows keep their places until the scores are there.
  body.replaceChildren(
    ...Array.from(
      {length: Math.min(MAX_ROWS, walk.state.classes.length)},
      () =>
        html`<tr>
          <th>…</th>
          <td></td>
          <td></td>
        </tr>`
    )
  );
  sum.textContent = "…";
  temperature.addEventListener("input", draw);
  walk.watch(draw);
  const figure = html`<figure class="card walk-figure" data-testid="walk-scores">
    <table class="walk-scores">
      <thead>
        <tr>
          <th scope="col">${kind}</th>
          <th scope="col">score</th>
          <th scope="col">probability</th>
        </tr>
      </thead>
      ${body}
      <tfoot>
        <tr>
          <th scope="row" colspan="2">all together</th>
          ${sum}
        </tr>
      </tfoot>
    </table>
    ${temperature}
    <figcaption>
      At temperature 1 the network answers as it was calibrated. Above, it is less sure; below, more.
    </figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

function rowsOf(classes: Alphabet, scores: Float32Array, probabilities: Float32Array): HTMLElement[] {
  const most = Math.max(...probabilities);
  const reach = reachOf(scores);
  const order = Array.from(classes.keys());
  const shown = classes.length > MAX_ROWS ? order.sort((a, b) => scores[b]! - scores[a]!).slice(0, MAX_ROWS) : order;
  return shown.map((c) => {
    const [score, p] = [scores[c]!, probabilities[c]!];
    return html`<tr data-most=${p === most ? "" : null}>
      <th scope="row">${classes[c]}</th>
      <td data-negative=${score < 0 ? "" : null} style=${`--part: ${Math.abs(score) / (reach || 1)}`}>
        ${score.toFixed(1).replace("-", "−")}
      </td>
      <td style=${`--part: ${p}`}>${percent(p)}</td>
    </tr>`;
  });
}

/** Formats a probability with two decimals, so that a reader can add them up. */
function percent(p: number): string {
  return `${(100 * p).toFixed(2)} %`;
}
