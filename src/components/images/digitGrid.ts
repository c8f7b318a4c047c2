import {html} from "htl";
import {digitTile, type DigitPlace, type SpriteUrl} from "./digitTile.js";

/** A digit in a grid, with its description. */
export interface GridItem extends DigitPlace {
  /** For screen readers and as a tooltip: "4, test image 115, read as 9 (98 %)". */
  readonly description: string;
  /** A few characters below the image; none by default. */
  readonly caption?: string;
}

/** A sequence of items, each created on demand; an array is one. */
export interface GridItems<Item extends GridItem = GridItem> {
  readonly length: number;
  at(i: number): Item | undefined;
}

/** An input whose value is the item opened last; null before. */
export interface DigitGrid<Item extends GridItem = GridItem> extends HTMLElement {
  value: Item | null;
}

const GAP = 4;
const CAPTION_HEIGHT = 18;

/**
 * Returns a grid of any number of digits; only the visible rows are in the document. A click, or arrow keys and Enter,
 * opens a digit. *tile* is an image's side and *height* the grid's maximum height, in CSS pixels.
 */
export function digitGrid<Item extends GridItem>(
  items: GridItems<Item>,
  {spriteUrl, label, tile = 48, height = 432}: {spriteUrl: SpriteUrl; label: string; tile?: number; height?: number}
): DigitGrid<Item> {
  const captioned = Boolean(items.at(0)?.caption);
  const rowHeight = tile + GAP + (captioned ? CAPTION_HEIGHT : 0);
  const inside = html`<div class="digit-grid-inside"></div>`;
  const grid = Object.assign(html`<div class="digit-grid" role="group" aria-label=${label}>${inside}</div>`, {
    value: null as Item | null
  });
  grid.style.maxHeight = `${height}px`;
  let columns = 1;
  let active = 0;
  const buttons = new Map<number, HTMLElement>();

  function layOut(): void {
    columns = Math.max(1, Math.floor((grid.clientWidth + GAP) / (tile + GAP)));
    inside.style.height = `${Math.ceil(items.length / columns) * rowHeight}px`;
    for (const button of buttons.values()) button.remove();
    buttons.clear();
    renderVisible();
  }

  function renderVisible(): void {
    const first = Math.max(0, Math.floor(grid.scrollTop / rowHeight) - 1) * columns;
    const last = Math.min(items.length, (Math.ceil((grid.scrollTop + height) / rowHeight) + 1) * columns);
    for (const [i, button] of buttons) {
      if ((i >= first && i < last) || button === document.activeElement) continue;
      button.remove();
      buttons.delete(i);
    }
    for (let i = first; i < last; ++i) if (!buttons.has(i)) inside.append(createButton(i));
  }

  function createButton(i: number): HTMLElement {
    const item = items.at(i)!;
    const name = item.caption ? `${item.caption}: ${item.description}` : item.description;
    const button = html`<button
      type="button"
      class="digit-button"
      tabindex=${i === active ? 0 : -1}
      title=${item.description}
      aria-label=${name}
    >
      ${digitTile(item, spriteUrl, tile)}${
        captioned ? html`<span class="digit-caption">${item.caption ?? ""}</span>` : null
      }
    </button>`;
    button.style.transform = `translate(${(i % columns) * (tile + GAP)}px, ${Math.floor(i / columns) * rowHeight}px)`;
    button.dataset.position = String(i);
    buttons.set(i, button);
    return button;
  }

  function focus(i: number): void {
    const next = Math.max(0, Math.min(items.length - 1, i));
    buttons.get(active)?.setAttribute("tabindex", "-1");
    active = next;
    const top = Math.floor(next / columns) * rowHeight;
    if (top < grid.scrollTop) grid.scrollTop = top;
    else if (top + rowHeight > grid.scrollTop + grid.clientHeight) grid.scrollTop = top + rowHeight - grid.clientHeight;
    renderVisible();
    buttons.get(next)?.setAttribute("tabindex", "0");
    buttons.get(next)?.focus({preventScroll: true});
  }

  grid.addEventListener("scroll", renderVisible, {passive: true});
  grid.addEventListener("click", (event) => {
    const button = (event.target as Element).closest<HTMLElement>(".digit-button");
    if (!button) return;
    focus(Number(button.dataset.position));
    grid.value = items.at(active) ?? null;
    grid.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  });
  grid.addEventListener("keydown", (event) => {
    const step = {ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns}[event.key];
    const end = {Home: 0, End: items.length - 1}[event.key];
    if (step === undefined && end === undefined) return;
    event.preventDefault();
    focus(end ?? active + step!);
  });
  new ResizeObserver(layOut).observe(grid);
  return grid;
}
