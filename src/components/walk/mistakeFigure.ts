import {html} from "htl";
import {isSameAlphabet, type Alphabet} from "../../characters/alphabet.js";
import type {Predictions} from "../../run/predictions.js";
import {listMistakes} from "../../stats/evaluation.js";
import {answerText} from "../evaluation/answers.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import {formatCount} from "../page/format.js";
import {share} from "./sentences.js";

/** The side of the picture, in CSS pixels. */
const SIDE = 112;

/** A tested run. */
interface TestedRun {
  readonly name: string;
  readonly classes: Alphabet;
  readonly about: {readonly title: string};
  readonly evaluation: object | null;
  /** How many of its test images the site has. */
  readonly imagesFound: number;
}

/**
 * Returns the run whose mistakes are shown: *known*, or another one of its classes if the site has images of that one
 * alone; undefined if none was tested.
 */
export function judgedRun<Run extends TestedRun>(runs: readonly Run[], known: Run | undefined): Run | undefined {
  const isAlike = (run: Run) => run.evaluation && (!known || isSameAlphabet(run.classes, known.classes));
  if (known?.evaluation && known.imagesFound) return known;
  return runs.find((run) => isAlike(run) && run.imagesFound) ?? (known?.evaluation ? known : runs.find(isAlike));
}

/**
 * Returns the most confident mistake among the test images, of those that the site has if it has any. *images* gives,
 * for each prediction, its image's index in the site's test split, or −1. *isOther* says that the *run* is not
 * the one that the walk asks.
 */
export function mistakeFigure(
  predictions: Predictions,
  {
    images,
    spriteUrl,
    run,
    isOther
  }: {images: Int32Array; spriteUrl: SpriteUrl; run: Pick<TestedRun, "name" | "about">; isOther: boolean}
): HTMLElement {
  const mistakes = listMistakes(predictions);
  const worst = mistakes.find(({index}) => images[index]! >= 0) ?? mistakes[0];
  if (!worst)
    return html`<figure class="card walk-figure">
      <figcaption>It made no mistake on its ${formatCount(predictions.length)} test images.</figcaption>
    </figure>`;
  const {classes, confidences} = predictions;
  const [truth, answer] = [answerText(classes, worst.label), answerText(classes, worst.predicted)];
  const confidence = confidences?.[worst.index] ?? NaN;
  const sure = Number.isNaN(confidence) ? "" : ` with a confidence of ${share(confidence)}`;
  const place = {split: "test", index: images[worst.index]!};
  return html`<figure class="card walk-figure walk-mistake" data-testid="walk-mistake">
    ${digitTile(place, spriteUrl, SIDE)}
    <p>
      Labeled ${truth}, read as
      ${answer}${sure}${isOther ? ` by “${run.about.title}”` : ""}.${
        place.index < 0 ? " Its image is not on this site." : ""
      }
    </p>
    <figcaption>
      <a href=${`./evaluation?run=${run.name}`}>All ${formatCount(mistakes.length)} mistakes</a> of
      ${formatCount(predictions.length)} test images
    </figcaption>
  </figure>`;
}
