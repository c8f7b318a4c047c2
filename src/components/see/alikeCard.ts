import {html} from "htl";

import {SPRITE_DIGITS} from "../../characters/spriteLayout.js";
import {nearestTo} from "../../stats/neighbors/nearestTo.js";
import {siteFileProblem} from "../../siteFile.js";
import {digitTile} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";
import type {Walk} from "../network/followWalk.js";
import {hiddenLayer} from "../network/hiddenLayer.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";
import {formatCount, unbroken} from "../page/format.js";
import {whenSeen} from "../page/whenSeen.js";
import {searchedSprites, type TrainingImages} from "../walk/alikeFigure.js";
import {alikeWords, amongWords} from "./alikeWords.js";
import {featureStore, type AskActivations} from "./imageFeatures.js";

/** Images that are shown in a row, and the side of a tile in CSS pixels. */
const [SHOWN, TILE] = [8, 56];

/** The training images that are compared with the drawing. */
interface Compared {
  /** [n × 784], 0 to 255 */
  readonly images: Uint8Array;
  readonly nameOf: (index: number) => string;
}

/**
 * Returns the training images most like the followed character: by the last hidden layer of the network that reads it, which
 * computes them in some steps once the card is seen, and by pixels.
 */
export function alikeCard(
  walk: Walk,
  {n, loadNames, spriteUrl, activations}: TrainingImages & {readonly activations: AskActivations}
): HTMLElement {
  const {sprites, count} = searchedSprites(n);
  const byLayer = alikeList("By the last hidden layer");
  const byPixels = alikeList("By pixels");
  const words = html`<p class="why-sentence" role="status">Loading training images …</p>`;
  const among = html`<figcaption></figcaption>`;
  const card = html`<figure class="card see-alike" data-testid="see-alike">
    ${words}
    <div class="alike-lists">${byLayer.element}${byPixels.element}</div>
    ${among}
  </figure>`;
  /** The index in its split of the image at a place among those that are compared. */
  const indexOf = (i: number) => sprites[Math.floor(i / SPRITE_DIGITS)]! * SPRITE_DIGITS + (i % SPRITE_DIGITS);

  function follow({images, nameOf}: Compared): void {
    let failed: {readonly run: string; readonly why: string} | undefined;
    const store = featureStore(images, activations, {
      onMore: () => show(walk.state),
      onError: (run, error) => {
        failed = {run, why: `The network does not compare them: ${siteFileProblem(error)}.`};
        show(walk.state);
      }
    });
    const tilesOf = (found: readonly number[]) => found.map((i) => ({index: indexOf(i), name: nameOf(indexOf(i))}));

    function show(state: WalkState): void {
      const digit = digitOf(state);
      if (!digit || state.layers === undefined) return;
      const problem = failed && failed.run === walk.run?.name ? failed.why : "";
      const near = nearestTo(digit.image, images, {n: count, k: SHOWN});
      byPixels.show(tilesOf(near), spriteUrl);
      const layer = state.layers && hiddenLayer(state.layers, state.classes.length);
      const features = layer && walk.run && !problem ? store.of(walk.run.name, layer.name) : undefined;
      byLayer.about(layer ? `${formatCount(layer.values.length)} activations` : "");
      if (!layer || !features || problem) {
        byLayer.show([], spriteUrl);
        words.textContent = problem || (layer ? "The network is looking at the training images …" : NO_HIDDEN);
        among.textContent = amongWords(layer && !problem ? 0 : count, count, n);
        return;
      }
      const found = nearestTo(layer.values, features.values, {n: features.n, k: SHOWN});
      byLayer.show(tilesOf(found), spriteUrl);
      const names = (list: readonly number[]) => list.map((i) => nameOf(indexOf(i)));
      const common = found.filter((i) => near.includes(i)).length;
      words.textContent = unbroken(
        alikeWords({
          byLayer: names(found),
          byPixels: names(near),
          common,
          answer: digit.text,
          isNone: followedState(state) === "no-digit"
        })
      );
      among.textContent = amongWords(features.n, count, n);
    }
    walk.watch(show);
  }

  void whenSeen(card)
    .then(() => {
      walk.ask();
      const urlOf = (split: string, i: number) => spriteUrl(split, sprites[i]!);
      return Promise.all([readSpriteDigits("train", count, urlOf), loadNames()]);
    })
    .then(([images, nameOf]) => follow({images, nameOf}))
    .catch((error: unknown) => {
      words.textContent = `The training images could not be loaded: ${siteFileProblem(error)}`;
    });
  return card;
}

/** What is said of a network without a last hidden layer. */
const NO_HIDDEN =
  "This network has no last hidden layer of its own: it is the mean of several networks, or weighs the pixels directly. Pixels alone are compared.";

/** A row of images with their labels. */
interface AlikeList {
  readonly element: HTMLElement;
  readonly about: (words: string) => void;
  readonly show: (tiles: readonly {index: number; name: string}[], spriteUrl: TrainingImages["spriteUrl"]) => void;
}

function alikeList(title: string): AlikeList {
  const note = html`<small></small>`;
  const tiles = html`<ol class="walk-alike" aria-label=${title}></ol>`;
  const element = html`<section>
    <h3>${title} ${note}</h3>
    ${tiles}
  </section>`;
  return {
    element,
    about: (words) => void (note.textContent = words),
    show(list, spriteUrl) {
      element.hidden = !list.length;
      tiles.replaceChildren(
        ...list.map(
          ({index, name}) => html`<li>${digitTile({split: "train", index}, spriteUrl, TILE)}<span>${name}</span></li>`
        )
      );
    }
  };
}
