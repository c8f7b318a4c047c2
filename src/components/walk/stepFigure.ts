import {html} from "htl";
import {mostLikely} from "../../characters/mostLikely.js";
import {softmaxAt} from "../../stats/softmax.js";
import {kindOf} from "../page/classWords.js";
import {slider} from "../inputs/slider.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {afterStep, networkPath} from "../network/networkPath.js";
import {share} from "./sentences.js";

/** Returns what one training step on the followed character would change, if somebody labeled it. */
export function stepFigure(walk: Walk): HTMLElement {
  const {classes} = walk.state;
  const label = html<"select">`<select aria-label="The label">
    ${classes.map((name, c) => html`<option value=${c}>${name}</option>`)}
  </select>`;
  const rate = slider({
    label: "Learning rate",
    min: -5,
    max: -1,
    step: 0.25,
    value: -2.5,
    format: (log) => rateOf(log)
  });
  const words = html`<p class="walk-equation" role="status">…</p>`;
  let shown: Float32Array | undefined;

  function draw(): void {
    const {layers} = walk.state;
    const path = layers && networkPath(layers, classes.length);
    if (!path) return;
    const before = softmaxAt(path.scores);
    if (shown !== layers[0]?.values) {
      shown = layers[0]?.values;
      label.value = String(secondOf(before));
    }
    const truth = Number(label.value);
    const after = afterStep(path, truth, 10 ** rate.value);
    const predicted = mostLikely(before, 0, before.length);
    words.textContent = `One step moves the probability of ${classes[truth]} from ${share(before[truth]!)} to ${share(after[truth]!)}${
      truth === predicted
        ? ""
        : `, and that of ${classes[predicted]} from ${share(before[predicted]!)} to ${share(after[predicted]!)}`
    }.`;
  }

  for (const input of [label, rate]) input.addEventListener("input", draw);
  walk.watch(draw);
  const figure = html`<figure class="card walk-figure" data-testid="walk-step">
    <div class="walk-inputs">
      <label class="walk-label">Suppose the right ${kindOf(classes)} were ${label}</label>${rate}
    </div>
    ${words}
    <figcaption>
      Computed from this network’s own gradient, for the weights of its last layer. The weights themselves stay as they
      are.
    </figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

function rateOf(log: number): string {
  return String(Number((10 ** log).toPrecision(2)));
}

/** Returns the second most likely class. */
function secondOf(probabilities: Float32Array): number {
  const order = Array.from(probabilities.keys()).sort((a, b) => probabilities[b]! - probabilities[a]!);
  return order[1] ?? 0;
}
