import {html} from "htl";
import type {GridItem} from "./digitGrid.js";
import {digitTile, type SpriteUrl} from "./digitTile.js";

/** Returns a digit enlarged eight times with its description, or a hint if none was chosen yet. */
export function digitCard(item: GridItem | null, spriteUrl: SpriteUrl): HTMLElement {
  if (!item) return html`<p class="hint">Choose an image to see it large.</p>`;
  return html`<figure class="digit-card">
    ${digitTile(item, spriteUrl, 224)}
    <figcaption>${item.description}</figcaption>
  </figure>`;
}
