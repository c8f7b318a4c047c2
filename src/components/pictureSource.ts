import {randomLcg} from "d3";
import {html} from "htl";
import {toGray, type GrayImage} from "../digits/image.js";
import {layOnPage} from "../digits/paper.js";
import {digitGrid, type GridItem, type GridItems} from "./digitGrid.js";
import type {SpriteUrl} from "./digitTile.js";
import {photoInput} from "./photoInput.js";
import {readSpriteDigit} from "./spriteDigit.js";

/** An input whose value is a gray picture, 0 black to 255 white; null until one is there. */
export interface PictureSource extends HTMLElement {
  readonly value: GrayImage | null;
}

/**
 * Returns a choice of a picture: one of *items*, digits of the site's data, laid on a page by chance but the same way each
 * time, or a photo of the visitor's own. It starts with *first*, by default the first item.
 */
export function pictureSource(
  items: GridItems,
  {spriteUrl, first = items.at(0)}: {spriteUrl: SpriteUrl; first?: GridItem | undefined}
): PictureSource {
  let value: GrayImage | null = null;
  const status = html`<p class="error-line" role="status"></p>` as HTMLElement;
  const grid = digitGrid(items, {spriteUrl, label: "Images to take through the steps", tile: 48, height: 160});
  const photos = photoInput();
  const source = html`<div class="picture-source">
    <div>
      ${grid}
      <p class="caption">Choose a test image: it is laid on a page somewhere, dark on light or light on dark.</p>
    </div>
    ${photos}${status}
  </div>` as HTMLElement;

  function give(picture: GrayImage): void {
    value = picture;
    status.textContent = "";
    source.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function giveItem(item: GridItem): void {
    readSpriteDigit(item, spriteUrl).then(
      (image) => give(layOnPage(image, randomLcg(item.index / 65_536))),
      () => (status.textContent = "The image can’t be loaded. Reload the page and try again.")
    );
  }

  grid.addEventListener("input", (event) => {
    event.stopPropagation();
    if (grid.value) giveItem(grid.value);
  });
  photos.addEventListener("input", (event) => {
    event.stopPropagation();
    const {data, width, height} = photos.value!;
    give(toGray(data, width, height));
  });
  photos.listenOn(source);
  if (first) giveItem(first);
  return Object.defineProperty(source, "value", {get: () => value}) as PictureSource;
}
