import {html} from "htl";
import type {SeenNetwork} from "../network/seenNetwork.js";
import {linksInto, unitLinks, type UnitRef} from "../network/unitLinks.js";
import {valueImage} from "../network/valueImage.js";
import {SIDE} from "../../ink/image/grid.js";
import {columnView, type ColumnView} from "./columnView.js";
import {besideWords, columnWords} from "./columnWords.js";
import {linksView} from "./linksView.js";
import {strongestOf, type Seen, type SeeUnit} from "./seeUnit.js";
import {readoutOf} from "./unitSentences.js";

/** With more columns than these each takes less room, where they stand side by side. */
const MANY = 6;

/**
 * Returns the network as columns of units with their activations, from the image to the answer, and the strongest
 * connections into the unit that is looked at. A unit is looked at while the pointer is over it, and chosen by a click, a
 * tap or the arrow keys.
 */
export function networkFigure(see: SeeUnit): HTMLElement {
  const image = valueImage("The network’s input, 28 × 28 pixels");
  const input = html`<div class="net-column">
    <div class="net-name">Input<small>28 × 28 pixels</small></div>
    <div class="net-image">${image}</div>
  </div>`;
  const net = html`<div class="net" role="group" aria-label="The network, layer by layer"></div>`;
  const readout = html`<output class="net-readout"></output>`;
  const beside = html`<span></span>`;
  const figure = html`<figure class="card net-figure" data-testid="see-network">
    ${net}${readout}
    <figcaption>
      Ink: positive values and what raises the chosen unit; the accent color, dashed: negative values and what lowers
      it. Each layer has a scale of its own. Arrow keys move along a layer, and across to the unit that is most
      connected. ${beside}
    </figcaption>
  </figure>`;
  let views: ColumnView[] = [];
  let shape = "";
  let lines: SVGElement | undefined;
  let chosen: UnitRef | undefined;

  const isWide = () => {
    const [a, b] = net.children as unknown as HTMLElement[];
    return !!a && !!b && Math.abs(a.offsetTop + a.offsetHeight / 2 - b.offsetTop - b.offsetHeight / 2) < 8;
  };
  const optionOf = ({column, place}: UnitRef) => views[column]?.units[place.unit];
  /** Returns what lines lead to: of a map its picture, beside which its kernel may be. */
  const elementOf = (unit: UnitRef) =>
    unit.column < 0 ? image : sizeOf(unit) ? optionOf(unit)?.lastElementChild : optionOf(unit);
  function sizeOf({column}: UnitRef): readonly [number, number] | undefined {
    const shape = column < 0 ? [SIDE, SIDE, 1] : (see.seen.network?.columns[column]?.layer.shape ?? []);
    return shape.length === 3 ? [shape[0]!, shape[1]!] : undefined;
  }

  /** Puts the columns below one another where they are too many to stand side by side. */
  function fit(): void {
    lines?.remove();
    net.removeAttribute("data-down");
    net.toggleAttribute("data-down", net.scrollWidth > net.clientWidth);
    drawLines();
  }

  function drawLines(): void {
    const {network, unit} = see.seen;
    lines?.remove();
    lines = undefined;
    if (!network || !unit) return;
    lines = linksView(unitLinks(network, unit), {
      elementOf: (unit) => elementOf(unit) ?? undefined,
      sizeOf,
      frame: net,
      isWide: isWide()
    });
    net.append(lines);
  }

  function build(network: SeenNetwork, {state: {classes}}: Seen): void {
    const words = columnWords(network, classes);
    const hadFocus = net.contains(document.activeElement);
    views = network.columns.map((_, i) => columnView(network, i, {words: words[i]!, classes}));
    net.replaceChildren(input, ...views.map(({element}) => element));
    net.toggleAttribute("data-tight", views.length > MANY);
    beside.textContent = besideWords(network);
    if (hadFocus) views.at(-1)!.list.focus();
  }

  see.watch((seen) => {
    const {network, unit} = seen;
    readout.textContent = readoutOf(seen);
    if (!network || !unit) {
      if (seen.state.layers === null || shape === "" || seen.state.digits === undefined) net.replaceChildren();
      shape = "";
      lines = undefined;
      return;
    }
    const next = network.columns.map(({layer}) => `${layer.name} ${layer.shape}`).join();
    const isNew = next !== shape;
    if (isNew) build(network, seen);
    shape = next;
    image.show(network.image, {width: SIDE, height: SIDE, reach: 1});
    for (const view of views) view.update(network);
    mark(unit);
    if (isNew) fit();
    else drawLines();
  });

  function mark(unit: UnitRef): void {
    if (chosen) optionOf(chosen)?.setAttribute("aria-selected", "false");
    for (const [i, {list}] of views.entries()) {
      list.tabIndex = i === unit.column ? 0 : -1;
      if (i !== unit.column) list.removeAttribute("aria-activedescendant");
    }
    chosen = unit;
    const now = optionOf(unit);
    now?.setAttribute("aria-selected", "true");
    if (now) views[unit.column]!.list.setAttribute("aria-activedescendant", now.id);
  }

  net.addEventListener("pointerover", ({target, pointerType}) => {
    if (pointerType === "mouse") see.preview(unitAt(target));
  });
  net.addEventListener("pointerleave", () => see.preview(undefined));
  net.addEventListener("click", ({target}) => {
    const unit = unitAt(target);
    if (!unit) return;
    see.choose(unit);
    views[unit.column]!.list.focus({preventScroll: true});
  });
  net.addEventListener("keydown", (event) => {
    const {network, unit} = see.seen;
    const next = network && unit && moved(network, unit, event.key, isWide());
    if (!next) return;
    event.preventDefault();
    see.preview(undefined);
    see.choose(next);
    views[next.column]!.list.focus();
  });

  /** Returns the unit of the network at an element. */
  function unitAt(target: EventTarget | null): UnitRef | undefined {
    const element = target instanceof Element ? target.closest<HTMLElement>(".net-unit") : null;
    const column = element && views.findIndex(({units}) => units.includes(element));
    const {network} = see.seen;
    if (column === null || column < 0 || !network) return undefined;
    const {shape, values} = network.columns[column]!.layer;
    return {column, place: strongestOf(shape, values, Number(element!.dataset.unit))};
  }

  new ResizeObserver(fit).observe(net);
  return figure;
}

/** Returns the unit to which a *key* leads from another one; undefined for other keys, and beyond the ends. */
export function moved(network: SeenNetwork, from: UnitRef, key: string, isWide: boolean): UnitRef | undefined {
  const {column, place} = from;
  const {shape, values} = network.columns[column]!.layer;
  const n = shape.at(-1)!;
  const [previous, next] = isWide ? ["ArrowUp", "ArrowDown"] : ["ArrowLeft", "ArrowRight"];
  const [back, on] = isWide ? ["ArrowLeft", "ArrowRight"] : ["ArrowUp", "ArrowDown"];
  const within = (unit: number) => ({column, place: strongestOf(shape, values, Math.max(0, Math.min(n - 1, unit)))});
  switch (key) {
    case previous:
      return within(place.unit - 1);
    case next:
      return within(place.unit + 1);
    case "Home":
      return within(0);
    case "End":
      return within(n - 1);
    case back:
      return column > 0 ? (linksInto(network, from)[0]?.from ?? firstOf(network, column - 1)) : undefined;
    case on:
      return column + 1 < network.columns.length ? mostDriven(network, from) : undefined;
    default:
      return undefined;
  }
}

/** Returns the unit of the next column to which a unit brings most, by amount; a unit of maps at the place where it responds most. */
function mostDriven(network: SeenNetwork, from: UnitRef): UnitRef {
  const column = from.column + 1;
  const {shape, values} = network.columns[column]!.layer;
  let [best, most] = [0, -1];
  for (let unit = 0; unit < shape.at(-1)!; ++unit) {
    const to = {column, place: strongestOf(shape, values, unit)};
    const amount = linksInto(network, to).find(({from: {place}}) => place.unit === from.place.unit)?.amount ?? 0;
    if (Math.abs(amount) > most) [best, most] = [unit, Math.abs(amount)];
  }
  return {column, place: strongestOf(shape, values, best)};
}

function firstOf(network: SeenNetwork, column: number): UnitRef {
  const {shape, values} = network.columns[column]!.layer;
  return {column, place: strongestOf(shape, values, 0)};
}
