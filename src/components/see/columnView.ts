import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {Column, SeenNetwork} from "../network/seenNetwork.js";
import {reachOf, valueImage, type ValueImage} from "../network/valueImage.js";
import {mapsOf} from "../network/unitSum.js";
import {isOfClasses, isShares, passedWords, unitWords, type ColumnWords} from "./columnWords.js";
import {fineShare, formatValue, signed} from "./numbers.js";

/** A column of a network as it is seen: a list whose options are its units. */
export interface ColumnView {
  readonly element: HTMLElement;
  /** The list, which takes the focus. */
  readonly list: HTMLElement;
  /** The units, in order. */
  readonly units: readonly HTMLElement[];
  /** Shows the activations of a network of the same layers. */
  update(network: SeenNetwork): void;
}

/** The most classes that have a row of their own, with their figure. */
const MAX_ROWS = 16;

/** How the units of a column look, and how one shows its value; *most* is the largest of the column. */
interface UnitLook {
  readonly look: "map" | "row" | "dot";
  make(unit: number): HTMLElement;
  show(element: HTMLElement, unit: number, column: Column, most: number): void;
}

/** Returns the view of the *index*-th column of a network. */
export function columnView(
  network: SeenNetwork,
  index: number,
  {words, classes}: {words: ColumnWords; classes: Alphabet}
): ColumnView {
  const look = lookOf(network, index, classes);
  const n = network.columns[index]!.layer.shape.at(-1)!;
  const units = Array.from({length: n}, (_, unit) => {
    const element = look.make(unit);
    element.id = `see-${index}-${unit}`;
    element.dataset.unit = String(unit);
    return element;
  });
  const list = html`<div
    class="net-list"
    role="listbox"
    tabindex="-1"
    data-look=${look.look}
    data-column=${index}
    style=${`--rows: ${rowsOf(look.look, n)}; --size: ${sizeOf(n)}px`}
    aria-label=${`${words.name}, ${words.size}`}
  >
    ${units}
  </div>`;
  const passed = passedWords(network, index);
  const element = html`<div class="net-column">
    <div class="net-name">${words.name}<small>${words.size.replaceAll(" × ", "\u00a0×\u00a0")}</small></div>
    ${list} ${passed.length ? html`<small class="net-passed">${passed.join(". ")}.</small>` : null}
  </div>`;
  return {
    element,
    list,
    units,
    update(next) {
      const column = next.columns[index]!;
      const {values} = column.layer;
      const most = reachOf(values);
      for (const [unit, one] of units.entries()) {
        look.show(one, unit, column, most);
        if (look.look === "row") continue; // what it shows is its name
        const value = look.look === "map" ? largestOf(values, unit, n) : values[unit]!;
        const name = unitWords(next, {column: index, place: {unit, row: 0, column: 0}}, {classes, withPlace: false});
        one.setAttribute("aria-label", `${name}: ${look.look === "map" ? "up to " : ""}${formatValue(value)}`);
      }
    }
  };
}

function lookOf(network: SeenNetwork, index: number, classes: Alphabet): UnitLook {
  const column = network.columns[index]!;
  const {layer} = column;
  if (layer.shape.length === 3) return mapLook(column);
  if (isOfClasses(network, index, classes) && classes.length <= MAX_ROWS) return rowLook(classes, isShares(layer));
  return dotLook(isOfClasses(network, index, classes) ? classes : undefined);
}

/** A map as a picture; in the first layer its kernel beside it. */
function mapLook({layer, inputShape}: Column): UnitLook {
  const {kernel} = layer.weights ?? {};
  const pictures = new Map<HTMLElement, ValueImage>();
  return {
    look: "map",
    make(unit) {
      const picture = valueImage();
      const filter = kernel?.shape.length === 4 && inputShape[2] === 1 ? valueImage() : null;
      if (filter) {
        const maps = kernel!.shape[3]!;
        const weights = Float32Array.from(
          {length: kernel!.values.length / maps},
          (_, i) => kernel!.values[i * maps + unit]!
        );
        filter.show(weights, {width: kernel!.shape[1]!, height: kernel!.shape[0]!, reach: reachOf(weights)});
        filter.classList.add("net-kernel");
      }
      const element = html`<div class="net-unit" role="option" aria-selected="false">${filter}${picture}</div>`;
      pictures.set(element, picture);
      return element;
    },
    show(element, unit, {layer: now}, most) {
      const {height, width, maps} = mapsOf(now);
      pictures.get(element)!.show(maps[unit]!, {width, height, reach: most});
    }
  };
}

/** A class in a row: its name, a bar and its figure. */
function rowLook(classes: Alphabet, isShare: boolean): UnitLook {
  return {
    look: "row",
    make: (unit) =>
      html`<div class="net-unit" role="option" aria-selected="false"><b>${classes[unit]}</b> <span></span></div>`,
    show(element, unit, {layer: {values}}, most) {
      const value = values[unit]!;
      element.style.setProperty("--part", String(Math.abs(value) / (isShare ? 1 : most || 1)));
      element.toggleAttribute("data-negative", value < 0);
      element.toggleAttribute("data-most", value === Math.max(...values));
      element.lastElementChild!.textContent = isShare ? fineShare(value, 1) : signed(value, 1);
    }
  };
}

/** A unit as a dot: the fuller, the stronger; a class has its name in it. */
function dotLook(classes: Alphabet | undefined): UnitLook {
  return {
    look: "dot",
    make: (unit) =>
      html`<div class="net-unit" role="option" aria-selected="false">
        ${classes ? html`<b>${classes[unit]}</b>` : null}
      </div>`,
    show(element, unit, {layer: {values}}, most) {
      const value = values[unit]!;
      element.style.setProperty("--strength", `${Math.round((100 * Math.abs(value)) / (most || 1))}%`);
      element.toggleAttribute("data-negative", value < 0);
    }
  };
}

/** How many of *n* units stand below one another where the columns stand side by side. */
function rowsOf(look: UnitLook["look"], n: number): number {
  if (look === "row") return n;
  if (look === "map") return Math.min(n, n <= 16 ? 8 : 12);
  return Math.min(n, Math.max(32, Math.ceil(Math.sqrt(4 * n))));
}

/** The side of a map's picture, in CSS pixels. */
function sizeOf(maps: number): number {
  return maps <= 16 ? 40 : maps <= 24 ? 34 : 30;
}

function largestOf(values: Float32Array, unit: number, step: number): number {
  let most = -Infinity;
  for (let i = unit; i < values.length; i += step) most = Math.max(most, values[i]!);
  return most;
}
