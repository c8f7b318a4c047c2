import {html} from "htl";
import type {TracedLayer} from "../../readers/classifier.js";
import {slider} from "../inputs/slider.js";
import {askWhenSeen} from "./askWhenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {networkPath} from "../network/networkPath.js";
import {mapsOf, strongestPlace, unitSum, type UnitPlace, type UnitSum} from "../network/unitSum.js";
import {reachOf, valueImage} from "../network/valueImage.js";
import {preparedDigit} from "../network/walkState.js";

/** Windows up to this side are shown as numbers, larger ones as pictures. */
const MAX_NUMBERS = 7;

/** Returns what one unit of the first layer computes, with a choice of the unit and of the place where it looks. */
export function unitFigure(walk: Walk): HTMLElement {
  const place = html`<div class="walk-sum">
    ${Array.from(
      {length: 4},
      () =>
        html`<div class="walk-part">
          <div class="walk-blank"></div>
          <span>…</span>
        </div>`
    )}
  </div>`;
  const words = html`<p class="walk-equation" role="status"></p>`;
  let units = 1;
  const unit = slider({label: "Unit", min: 0, max: 0, step: 1, format: (value) => `${value + 1} of ${units}`});
  const row = slider({label: "Row", min: 0, max: 0, step: 1, format: (value) => String(value + 1)});
  const column = slider({label: "Column", min: 0, max: 0, step: 1, format: (value) => String(value + 1)});
  let first: TracedLayer | undefined;

  function draw(): void {
    const sum =
      first &&
      unitSum(preparedDigit(walk.state).image, first, {unit: unit.value, row: row.value, column: column.value});
    if (!first || !sum) return;
    place.replaceChildren(
      ...partsOf(sum),
      ...(first.shape.length === 3 ? [mapPart(first, unit.value, [row.value, column.value])] : [])
    );
    words.textContent = equationOf(sum, first.activation);
  }

  function follow(layer: TracedLayer, {unit: u, row: r, column: c}: UnitPlace): void {
    first = layer;
    units = layer.shape.at(-1)!;
    const [height = 1, width = 1] = layer.shape.length === 3 ? layer.shape : [];
    for (const [input, max, value] of [
      [unit, layer.shape.at(-1)!, u],
      [row, height, r],
      [column, width, c]
    ] as const) {
      input.max = max - 1;
      input.value = value;
    }
    row.hidden = column.hidden = layer.shape.length !== 3;
    draw();
  }

  for (const input of [unit, row, column]) input.addEventListener("input", draw);
  walk.watch(({layers, classes}) => {
    const next = layers && networkPath(layers, classes.length)?.layers[0];
    if (next && next !== first) follow(next, strongestPlace(next));
  });
  const figure = html`<figure class="card walk-figure walk-unit" data-testid="walk-unit">
    ${place}${words}
    <div class="walk-inputs">${unit}${row}${column}</div>
    <figcaption>
      At first: the unit that responds most. Ink for positive numbers, the accent color for negative ones.
    </figcaption>
  </figure>`;
  return askWhenSeen(walk, figure);
}

function partsOf({side, pixels, weights, products}: UnitSum): HTMLElement[] {
  const parts = [
    ["pixels", pixels, 1],
    ["× weights", weights, reachOf(weights)],
    ["= products", products, Math.max(reachOf(products), 1e-6)]
  ] as const;
  return parts.map(([name, values, reach]) => {
    const picture = side <= MAX_NUMBERS ? numberGrid(values, side, reach) : image(values, side, reach);
    return html`<div class="walk-part">${picture}<span>${name}</span></div>`;
  });
}

function mapPart(layer: TracedLayer, unit: number, [row, column]: readonly [number, number]): HTMLElement {
  const {height, width, maps} = mapsOf(layer);
  const picture = valueImage("The unit’s feature map: its output at every place");
  picture.show(maps[unit]!, {width, height, reach: reachOf(layer.values)});
  const mark = `left:${(100 * column) / width}%;top:${(100 * row) / height}%;width:${100 / width}%;height:${100 / height}%`;
  return html`<div class="walk-part">
    <div class="pixel-grid">${picture}<span class="pixel-cursor" style=${mark}></span></div>
    <span>its outputs at all places</span>
  </div>`;
}

function image(values: Float32Array, side: number, reach: number): HTMLElement {
  const picture = valueImage();
  picture.show(values, {width: side, height: side, reach});
  return picture;
}

function numberGrid(values: Float32Array, side: number, reach: number): HTMLElement {
  return html`<div class="number-grid" style=${`--side: ${side}`}>
    ${Array.from(
      values,
      (value) =>
        html`<span
          data-negative=${value < 0 ? "" : null}
          style=${`--strength: ${Math.round((70 * Math.abs(value)) / (reach || 1))}%`}
          >${Math.abs(value) < 0.005 ? "0" : value.toFixed(2).replace("-", "−").replace("0.", ".")}</span
        >`
    )}
  </div>`;
}

/** Returns the computation of a unit in a line, such as "Sum of the products 1.20 + bias 0.10 = 1.30; ReLU keeps it: 1.30". */
export function equationOf({sum, bias, output}: UnitSum, activation: string): string {
  const signed = (value: number) => value.toFixed(2).replace("-", "−");
  const line = `Sum of the products ${signed(sum - bias)}, plus bias ${signed(bias)}, makes ${signed(sum)}.`;
  if (activation === "relu") return `${line} ReLU ${sum > 0 ? "passes it on" : "turns it into 0"}: ${signed(output)}.`;
  return activation === "linear" ? line : `${line} After ${activation}: ${signed(output)}.`;
}
