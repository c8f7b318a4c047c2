import {html} from "htl";
import type {DatasetSummary} from "../../../loaders/datasets/summary.js";
import {NO_CLASS} from "../../characters/alphabet.js";
import {SPRITE_DIGITS} from "../../characters/spriteLayout.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";
import {labelsOf} from "./siteDigits.js";

/** Sprites that are searched, and the side of a tile in CSS pixels. */
const [SPRITES, TILE] = [3, 56];

/** The site's training images: how many, the class of each, and where their sprites are. */
export interface TrainingImages {
  readonly n: number;
  /** Resolves to the class of the training image at each index, as text. */
  readonly loadNames: () => Promise<(index: number) => string>;
  readonly spriteUrl: SpriteUrl;
}

/** Returns the training images of the site's *dataset*, whose labels *loadLabels* loads, split by split. */
export function trainingImages(
  {splits, classes}: Pick<DatasetSummary, "splits" | "classes">,
  {spriteUrl, loadLabels}: {spriteUrl: SpriteUrl; loadLabels: () => Promise<Uint8Array>}
): TrainingImages {
  const n = splits.find(({split}) => split === "train")?.n ?? 0;
  const loadNames = async () => {
    const labels = labelsOf({splits, labels: await loadLabels()}, "train");
    return (index: number) => classes[labels?.[index] ?? NO_CLASS] ?? "?";
  };
  return {n, loadNames, spriteUrl};
}

/** Returns the sprites to search of a split of *n* images: all, or three spread over it, the whole ones only. */
export function searchedSprites(n: number): {sprites: number[]; count: number} {
  const whole = Math.floor(n / SPRITE_DIGITS);
  if (whole < 1) return {sprites: n ? [0] : [], count: n};
  const many = Math.min(SPRITES, whole);
  const sprites = Array.from({length: many}, (_, i) => Math.floor((i * whole) / many));
  return {sprites, count: many * SPRITE_DIGITS};
}

/** A training image that was found: its index in its split, and its class as text. */
export interface FoundImage {
  readonly index: number;
  readonly name: string;
}

/** The training images that are searched. */
export interface SearchedImages {
  /** [n × 784], 0 to 255 */
  readonly images: Uint8Array;
  /** Returns the one at a place among them. */
  readonly at: (place: number) => FoundImage;
}

/** Resolves to the training images that are searched. Rejects if a file can't be loaded. */
export async function loadSearched({n, loadNames, spriteUrl}: TrainingImages): Promise<SearchedImages> {
  const {sprites, count} = searchedSprites(n);
  const urlOf: SpriteUrl = (split, i) => spriteUrl(split, sprites[i]!);
  const [images, nameOf] = await Promise.all([readSpriteDigits("train", count, urlOf), loadNames()]);
  const indexOf = (place: number) =>
    sprites[Math.floor(place / SPRITE_DIGITS)]! * SPRITE_DIGITS + (place % SPRITE_DIGITS);
  return {images, at: (place) => ({index: indexOf(place), name: nameOf(indexOf(place))})};
}

/** Returns training images with their labels below, as items of a list. */
export function labeledTiles(found: readonly FoundImage[], spriteUrl: SpriteUrl): HTMLElement[] {
  return found.map(
    ({index, name}) => html`<li>${digitTile({split: "train", index}, spriteUrl, TILE)}<span>${name}</span></li>`
  );
}
