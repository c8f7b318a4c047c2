import {html} from "htl";
import type {TracedLayer} from "../../readers/classifier.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {layerName} from "../network/layerName.js";
import {networkPath} from "../network/networkPath.js";
import {mapsOf} from "../network/unitSum.js";
import {reachOf, valueImage} from "../network/valueImage.js";

/** Units of a dense layer that stand in a row. */
const ROW = 32;

/** Returns the activations of each layer between the pixels and the scores, as pictures. */
export function layersFigure(walk: Walk): HTMLElement {
  const place = html`<ol class="walk-layers"></ol>`;
  walk.watch(({layers, classes}) => {
    if (layers === undefined) return;
    const path = layers && networkPath(layers, classes.length);
    if (path)
      place.replaceChildren(
        ...path.layers
          .slice(0, -1)
          .filter(({shape}) => shape.length > 1 || shape[0] !== classes.length)
          .map(layerItem)
      );
    else place.replaceChildren(html`<li>This run’s reader has no layers that can be followed.</li>`);
  });
  const figure = html`<figure class="card walk-figure" data-testid="walk-layers">
    ${place}
    <figcaption>The more ink, the stronger the response, on a scale of its own for each layer.</figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

function layerItem(layer: TracedLayer): HTMLElement {
  const name = layerName(layer);
  const picture = valueImage(name);
  const {values, width, height} = atlasOf(layer);
  picture.show(values, {width, height, reach: reachOf(layer.values)});
  return html`<li><span>${name}</span>${picture}</li>`;
}

/** Returns the maps of a layer side by side, with a blank line between them; the units of a dense layer in rows. */
export function atlasOf(layer: TracedLayer): {values: Float32Array; width: number; height: number} {
  if (layer.shape.length !== 3) {
    const height = Math.ceil(layer.values.length / ROW);
    const values = new Float32Array(ROW * height);
    values.set(layer.values);
    return {values, width: ROW, height};
  }
  const {height: h, width: w, maps} = mapsOf(layer);
  const columns = Math.min(maps.length, Math.ceil(Math.sqrt(2 * maps.length)));
  const [width, height] = [columns * (w + 1) - 1, Math.ceil(maps.length / columns) * (h + 1) - 1];
  const values = new Float32Array(width * height);
  maps.forEach((map, i) => {
    const [left, top] = [(i % columns) * (w + 1), Math.floor(i / columns) * (h + 1)];
    for (let y = 0; y < h; ++y) values.set(map.subarray(y * w, (y + 1) * w), (top + y) * width + left);
  });
  return {values, width, height};
}
