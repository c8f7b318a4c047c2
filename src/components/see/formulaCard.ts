import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {Column, SeenNetwork} from "../network/seenNetwork.js";
import {unitFormula, type UnitFormula} from "../network/unitFormula.js";
import {placeOf, type UnitRef} from "../network/unitLinks.js";
import {capitalized} from "../page/classWords.js";
import {counted} from "../page/format.js";
import {activationName, unitWords} from "./columnWords.js";
import {signed} from "./numbers.js";
import type {SeeUnit} from "./seeUnit.js";
import {placePicker} from "./placePicker.js";
import {findingOf, lineOf} from "./unitSentences.js";

/** The inputs that have a row of their own: those with the largest products. */
const ROWS = 8;

/** Returns the formula of the unit that is looked at, with its numbers. */
export function formulaCard(see: SeeUnit): HTMLElement {
  const title = html`<h2>What it computes</h2>`;
  const body = html`<div></div>`;
  const place = placePicker(see);
  const card = html`<section class="card see-formula" data-testid="see-formula">${title}${body}${place}</section>`;
  see.watch(({network, unit, state: {classes}}) => {
    if (!network || !unit) {
      title.textContent = "What it computes";
      body.replaceChildren(html`<p>Each unit’s sum comes here, with its numbers, as soon as the network reads.</p>`);
      return;
    }
    title.textContent = findingOf(network, unit, classes);
    body.replaceChildren(...formulaParts(network, unit, classes));
  });
  return card;
}

function formulaParts(network: SeenNetwork, unit: UnitRef, classes: Alphabet): Node[] {
  const column = network.columns[unit.column]!;
  const formula = unitFormula(column, unit.place);
  if (formula.kind === "sum")
    return [sumTable(network, unit, formula, classes), html`<p class="caption">${sumWords(column, formula)}</p>`];
  if (formula.kind === "unknown") return [html`<p>${unknownWords(column)}</p>`];
  const line = html`<p class="see-line">${capitalized(lineOf(formula, column.layer.activation))}</p>`;
  return formula.kind === "lstm" ? [line, html`<p class="caption">${lstmWords(formula)}</p>`] : [line];
}

/** Returns the largest products as a table, the others added up, the bias, the sum, and the value. */
function sumTable(
  network: SeenNetwork,
  unit: UnitRef,
  formula: UnitFormula & {readonly kind: "sum"},
  classes: Alphabet
): HTMLElement {
  const {indices, inputs, weights, products, bias, sum, value, activation} = formula;
  const order = Array.from(products.keys()).sort((a, b) => Math.abs(products[b]!) - Math.abs(products[a]!));
  const shown = order.slice(0, ROWS);
  const rest = sum - bias - shown.reduce((total, i) => total + products[i]!, 0);
  const row = (name: string, figure: number, key: string) =>
    html`<tr data-row=${key}>
      <th scope="row" colspan="3">${name}</th>
      <td>${signed(figure)}</td>
    </tr>`;
  return html`<table class="see-sum">
    <thead>
      <tr>
        <th scope="col">from</th>
        <th scope="col">value</th>
        <th scope="col">× weight</th>
        <th scope="col">= product</th>
      </tr>
    </thead>
    <tbody>
      ${shown.map(
        (i) =>
          html`<tr data-negative=${products[i]! < 0 ? "" : null}>
            <th scope="row">${sourceWords(network, unit.column, indices[i]!, classes)}</th>
            <td>${signed(inputs[i]!)}</td>
            <td>${signed(weights[i]!)}</td>
            <td>${signed(products[i]!)}</td>
          </tr>`
      )}
    </tbody>
    <tfoot>
      ${order.length > ROWS ? row(`${counted(order.length - ROWS, "other product")}`, rest, "rest") : null}
      ${row("bias", bias, "bias")} ${row("sum", sum, "sum")}
      ${activation === "linear" ? null : row(`after ${activationName(activation)}`, value, "value")}
    </tfoot>
  </table>`;
}

/** Returns where an input of a column comes from: "unit 5", "map 3 at row 2, column 4", "row 12, column 9", "outside". */
function sourceWords(network: SeenNetwork, column: number, index: number, classes: Alphabet): string {
  if (index < 0) return "outside of the image";
  const source = network.columns[column]!.sourceOf(index);
  const shape = network.columns[column - 1]?.layer.shape ?? [];
  return unitWords(network, {column: column - 1, place: placeOf(shape, source)}, {classes});
}

function sumWords({layer}: Column, {products}: UnitFormula & {readonly kind: "sum"}): string {
  const inked = products.filter((product) => product !== 0).length;
  const window =
    layer.weights?.kernel?.shape.length === 4 ? " The window slides over the whole input with the same weights." : "";
  return `${counted(products.length, "product")}, ${inked} of them not 0.${window}`;
}

/** Says what an LSTM's cell does, and what is not shown of it. */
function lstmWords({steps, isBackward}: UnitFormula & {readonly kind: "lstm"}): string {
  const way = isBackward ? "from right to left" : "from left to right";
  return `This cell reads the image column by column, ${way}, and keeps a memory. Shown is the last of its ${steps} steps. Each gate is a sum of the column’s pixels and of all cells’ outputs before, through a sigmoid (the candidate: tanh); these sums, and the steps before, are not shown.`;
}

/** Says that a layer's sums are not shown. */
function unknownWords({layer}: Column): string {
  return `How a layer of the kind ${layer.kind} computes its values is not shown here.`;
}
