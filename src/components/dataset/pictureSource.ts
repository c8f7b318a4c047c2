import {randomLcg} from "d3-random";
import {html} from "htl";
import {withMembers} from "../page/withMembers.js";
import {DIGITS, type Alphabet} from "../../characters/alphabet.js";
import {cropDigit} from "../../ink/cropDigit.js";
import {toGray, type GrayImage, type Photo} from "../../ink/image/image.js";
import {layOnPage} from "../../characters/paper.js";
import {classWords} from "../page/classWords.js";
import {digitGrid, type GridItem, type GridItems} from "../images/digitGrid.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {photoDigits, type FoundDigit} from "../photo/photoDigits.js";
import {photoInput, type NamedPhoto} from "../photo/photoInput.js";
import {readSpriteDigit} from "../images/spriteDigit.js";

/** An input whose value is a gray picture, 0 black to 255 white; null until there is one. */
export interface PictureSource extends HTMLElement {
  readonly value: GrayImage | null;
}

export interface PictureSourceOptions {
  readonly spriteUrl: SpriteUrl;
  /** The initial item, by default the first one. */
  readonly first?: GridItem | undefined;
  /** The classes of the digits found in a photo. */
  readonly classes?: Alphabet | undefined;
  /** Resolves to the digits in a photo. Without it, a photo counts as one digit. */
  readonly findDigits?: ((photo: Photo) => Promise<readonly FoundDigit[]>) | undefined;
}

/**
 * Returns an input for a picture: one of *items*, digits of the site's data laid on a page at random but always the
 * same way, or a photo of the visitor's. If a photo has several digits, the visitor chooses one.
 */
export function pictureSource(
  items: GridItems,
  {spriteUrl, first = items.at(0), classes = DIGITS, findDigits = () => Promise.resolve([])}: PictureSourceOptions
): PictureSource {
  /** The number of choices so far: results for an earlier photo are ignored. */
  let latest = 0;
  const {many} = classWords(classes);
  let value: GrayImage | null = null;
  const status = html`<p class="error-line" role="status"></p>`;
  const grid = digitGrid(items, {spriteUrl, label: "Test images to preprocess", tile: 48, height: 160});
  const photos = photoInput();
  const several = html`<div class="picture-digits"></div>`;
  const source = html`<div class="picture-source">
    <div>
      ${grid}
      <p class="caption">
        Select a test image: it is placed on a page at random size and position, dark on light or light on dark.
      </p>
    </div>
    ${photos}${status}${several}
  </div>`;

  function give(picture: GrayImage): void {
    value = picture;
    source.dispatchEvent(new CustomEvent("input", {bubbles: true}));
  }

  function giveItem(item: GridItem): void {
    const mine = ++latest;
    status.textContent = "";
    several.replaceChildren();
    readSpriteDigit(item, spriteUrl).then(
      (image) => mine === latest && give(layOnPage(image, randomLcg(item.index / 65_536))),
      () => (status.textContent = "The image can’t be loaded. Reload the page and try again.")
    );
  }

  async function givePhoto(photo: NamedPhoto): Promise<void> {
    const mine = ++latest;
    const picture = toGray(photo.data, photo.width, photo.height);
    several.replaceChildren();
    status.textContent = `Looking for ${many} …`;
    const digits = await findDigits(photo).catch((error: Error) => error);
    if (mine !== latest) return;
    status.textContent =
      digits instanceof Error ? `Finding ${many} failed: ${digits.message}. The whole photo is used.` : "";
    if (digits instanceof Error || digits.length < 2) return give(picture);
    const boxes = digits.map(({box}) => box);
    several.append(
      photoDigits(photo, digits, classes, (index) =>
        give(index === undefined ? picture : cropDigit(picture, boxes, index))
      )
    );
    give(cropDigit(picture, boxes, 0));
  }

  grid.addEventListener("input", (event) => {
    event.stopPropagation();
    if (grid.value) giveItem(grid.value);
  });
  photos.addEventListener("input", (event) => {
    event.stopPropagation();
    void givePhoto(photos.value!);
  });
  photos.listenOn(source);
  if (first) giveItem(first);
  return withMembers(source, {
    get value() {
      return value;
    }
  });
}
