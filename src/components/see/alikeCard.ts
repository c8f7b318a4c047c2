import {html} from "htl";
import {nearestTo} from "../../stats/neighbors/nearestTo.js";
import {siteFileProblem} from "../../siteFile.js";
import {
  labeledTiles,
  loadSearched,
  searchedSprites,
  type FoundImage,
  type SearchedImages,
  type TrainingImages
} from "../dataset/trainingImages.js";
import type {Walk} from "../network/followWalk.js";
import {hiddenLayer} from "../network/hiddenLayer.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";
import {formatCount, unbroken} from "../page/format.js";
import {whenSeen} from "../page/whenSeen.js";
import {alikeWords, amongWords} from "./alikeWords.js";
import {featureStore, type AskActivations} from "./imageFeatures.js";

/** Images that are shown in a row. */
const SHOWN = 8;

/**
 * Returns the training images most like the followed character: by the last hidden layer of the network that reads it, which
 * computes them in some steps once the card is seen, and by pixels.
 */
export function alikeCard(
  walk: Walk,
  {activations, ...training}: TrainingImages & {readonly activations: AskActivations}
): HTMLElement {
  const {n, spriteUrl} = training;
  const {count} = searchedSprites(n);
  const byLayer = alikeList("By the last hidden layer");
  const byPixels = alikeList("By pixels");
  const words = html`<p class="why-sentence" role="status">Loading training images …</p>`;
  const among = html`<figcaption></figcaption>`;
  const card = html`<figure class="card see-alike" data-testid="see-alike">
    ${words}
    <div class="alike-lists">${byLayer.element}${byPixels.element}</div>
    ${among}
  </figure>`;
  function follow({images, at}: SearchedImages): void {
    let failed: {readonly run: string; readonly why: string} | undefined;
    const store = featureStore(images, activations, {
      onMore: () => show(walk.state),
      onError: (run, error) => {
        failed = {run, why: `The network does not compare them: ${siteFileProblem(error)}.`};
        show(walk.state);
      }
    });
    function show(state: WalkState): void {
      const digit = digitOf(state);
      if (!digit || state.layers === undefined) return;
      const problem = failed && failed.run === walk.run?.name ? failed.why : "";
      const near = nearestTo(digit.image, images, {n: count, k: SHOWN});
      byPixels.show(near.map(at), spriteUrl);
      const layer = state.layers && hiddenLayer(state.layers, state.classes.length);
      const features = layer && walk.run && !problem ? store.of(walk.run.name, layer.name) : undefined;
      byLayer.about(layer ? `${formatCount(layer.values.length)} activations` : "");
      if (!layer || !features || problem) {
        byLayer.show([], spriteUrl, Boolean(layer) && !problem);
        words.textContent = problem || (layer ? "The network is looking at the training images …" : NO_HIDDEN);
        among.textContent = amongWords(layer && !problem ? 0 : count, count, n);
        return;
      }
      const found = nearestTo(layer.values, features.values, {n: features.n, k: SHOWN});
      byLayer.show(found.map(at), spriteUrl);
      const names = (list: readonly number[]) => list.map((place) => at(place).name);
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
      return loadSearched(training);
    })
    .then(follow)
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
  /** Shows images; where none were found, the list goes, unless they are *coming*. */
  readonly show: (found: readonly FoundImage[], spriteUrl: TrainingImages["spriteUrl"], coming?: boolean) => void;
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
    show(found, spriteUrl, coming = false) {
      element.hidden = !found.length && !coming;
      tiles.replaceChildren(...labeledTiles(found, spriteUrl));
    }
  };
}
