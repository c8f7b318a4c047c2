import {html} from "htl";
import {onWidth} from "../page/onWidth.js";
import {withMembers} from "../page/withMembers.js";
import {digitTile, type DigitPlace, type SpriteUrl} from "./digitTile.js";
import {heightOf, layOutGrid, positionOf, scrollTopFor, tileAfter, tilesInView} from "./gridLayout.js";

/** A digit in a grid, with its description. */
export interface GridItem extends DigitPlace {
  /** For screen readers and as a tooltip: "4, test image 115, read as 9 (98 %)". */
  readonly description: string;
  /** A few characters below the image; none by default. */
  readonly caption?: string;
  /** A character or two on the image's corner; none by default. */
  readonly badge?: string;
}

/** A sequence of items, each created on demand; an array is one. */
export interface GridItems<Item extends GridItem = GridItem> {
  readonly length: number;
  at(i: number): Item | undefined;
}

/** An input whose value is the item opened last; null before. */
export interface DigitGrid<Item extends GridItem = GridItem> extends HTMLElement {
  value: Item | null;
  /** Shows other items, from the first on; with *keepPlace* from where the grid is. */
  update(items: GridItems<Item>, options?: {keepPlace?: boolean}): void;
  /** Marks the item at *i* as the open one and scrolls to it within the grid; undefined for none. */
  mark(i: number | undefined): void;
  /** Gives the focus to the item at *i*. */
  focusItem(i: number): void;
}

/**
 * Returns a grid of any number of digits; only the visible rows are in the document. A click, or arrow keys and Enter,
 * opens a digit. *tile* is an image's side and *height* the grid's maximum height, in CSS pixels.
 */
export function digitGrid<Item extends GridItem>(
  firstItems: GridItems<Item>,
  {spriteUrl, label, tile = 48, height = 432}: {spriteUrl: SpriteUrl; label: string; tile?: number; height?: number}
): DigitGrid<Item> {
  const inside = html`<div class="digit-grid-inside"></div>`;
  const grid = html`<div class="digit-grid" role="group" aria-label=${label}>${inside}</div>`;
  grid.style.maxHeight = `${height}px`;
  let items = firstItems;
  let value: Item | null = null;
  let [active, marked] = [0, undefined as number | undefined];
  const buttons = new Map<number, HTMLElement>();
  const measure = () =>
    layOutGrid(items.length, {width: grid.clientWidth, tile, isCaptioned: Boolean(items.at(0)?.caption)});
  let layout = measure();

  function layOut(): void {
    layout = measure();
    inside.style.height = `${heightOf(layout)}px`;
    const focused = [...buttons].find(([, button]) => button === document.activeElement)?.[0];
    for (const button of buttons.values()) button.remove();
    buttons.clear();
    renderVisible();
    if (focused !== undefined && focused < items.length) focus(focused);
  }

  function renderVisible(): void {
    const {first, last} = tilesInView(layout, {scrollTop: grid.scrollTop, height});
    for (const [i, button] of buttons) {
      if ((i >= first && i < last) || button === document.activeElement) continue;
      button.remove();
      buttons.delete(i);
    }
    for (let i = first; i < last; ++i) {
      if (buttons.has(i)) continue;
      const button = tileButton(items.at(i)!, {spriteUrl, tile, i, ...positionOf(layout, i)});
      button.tabIndex = i === active ? 0 : -1;
      if (i === marked) button.ariaCurrent = "true";
      buttons.set(i, button);
      inside.append(button);
    }
  }

  function activate(i: number): void {
    const before = buttons.get(active);
    if (before) before.tabIndex = -1;
    active = i;
    grid.scrollTop = scrollTopFor(layout, i, {scrollTop: grid.scrollTop, height: grid.clientHeight});
    renderVisible();
    const now = buttons.get(i);
    if (now) now.tabIndex = 0;
  }

  function focus(i: number): void {
    activate(i);
    buttons.get(i)?.focus({preventScroll: true});
  }

  grid.addEventListener("scroll", renderVisible, {passive: true});
  grid.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".digit-button");
    if (!button) return;
    focus(Number(button.dataset.position));
    value = items.at(active) ?? null;
    grid.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  });
  grid.addEventListener("keydown", (event) => {
    const to = tileAfter(layout, active, event.key);
    if (to === undefined) return;
    event.preventDefault();
    focus(to);
  });
  onWidth(grid, layOut);
  return withMembers(grid, {
    get value() {
      return value;
    },
    set value(next) {
      value = next;
    },
    update(next: GridItems<Item>, {keepPlace = false} = {}) {
      items = next;
      marked = undefined;
      active = keepPlace ? Math.min(active, Math.max(0, items.length - 1)) : 0;
      if (!keepPlace) grid.scrollTop = 0;
      layOut();
    },
    mark(i: number | undefined) {
      if (marked !== undefined) buttons.get(marked)?.removeAttribute("aria-current");
      marked = i;
      if (i === undefined) return;
      activate(i);
      buttons.get(i)?.setAttribute("aria-current", "true");
    },
    focusItem: focus
  });
}

function tileButton(
  item: GridItem,
  {spriteUrl, tile, i, left, top}: {spriteUrl: SpriteUrl; tile: number; i: number; left: number; top: number}
): HTMLElement {
  const {caption, badge, description} = item;
  const button = html`<button
    type="button"
    class="digit-button"
    title=${description}
    aria-label=${caption ? `${caption}: ${description}` : description}
  >
    ${digitTile(item, spriteUrl, tile)}${badge ? html`<span class="tile-badge" aria-hidden="true">${badge}</span>` : null}${
      caption === undefined ? null : html`<span class="digit-caption">${caption}</span>`
    }
  </button>`;
  button.style.transform = `translate(${left}px, ${top}px)`;
  button.dataset.position = String(i);
  return button;
}
