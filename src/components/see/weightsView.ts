import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {SeenNetwork} from "../network/seenNetwork.js";
import {unitWeights} from "../network/unitWeights.js";
import type {UnitRef} from "../network/unitLinks.js";
import {reachOf, valueImage} from "../network/valueImage.js";
import {formatCount} from "../page/format.js";
import {beforeWords} from "./columnWords.js";

/** The most maps whose weights are shown. */
const MAX_MAPS = 64;

/** Returns the weights of a unit as pictures: with what they look at, where that is one picture. */
export function weightsView(network: SeenNetwork, unit: UnitRef, classes: Alphabet): HTMLElement | null {
  const found = unitWeights(network, unit);
  if (!found) return null;
  const {width, height, weights, inputs, products} = found;
  const picture = (values: Float32Array, reach: number) => {
    const one = valueImage();
    one.show(values, {width, height, reach});
    return one;
  };
  const reach = Math.max(...weights.map(reachOf));
  const before = beforeWords(network, unit.column, classes);
  if (weights.length === 1) {
    const parts = [
      ["what it sees", inputs[0]!, reachOf(inputs[0]!)],
      ["× its weights", weights[0]!, reach],
      ["= products", products[0]!, reachOf(products[0]!)]
    ] as const;
    return html`<div class="see-weights" data-pictures="3">
      ${parts.map(([name, values, most]) => html`<div>${picture(values, most)}<span>${name}</span></div>`)}
    </div>`;
  }
  const shown = weights.slice(0, MAX_MAPS);
  const all = `one picture for each of the ${formatCount(weights.length)} maps of ${before}`;
  return html`<div>
    <div class="see-weights">${shown.map((values) => picture(values, reach))}</div>
    <p class="caption">Its weights, ${all}${weights.length > MAX_MAPS ? `; the first ${MAX_MAPS} are shown` : ""}.</p>
  </div>`;
}
