import {html} from "htl";
import type {ReadDigit} from "../../readers/segmenter/readImages.js";
import {preprocessStrokes} from "../../pen/strokes.js";
import {strokesPicture} from "../desk/drawingPicture.js";
import type {Walk} from "../network/followWalk.js";
import {hiddenLayer} from "../network/hiddenLayer.js";
import {reachOf, valueImage} from "../network/valueImage.js";
import {digitOf, followedState, type WalkState} from "../network/walkState.js";
import {unbroken} from "../page/format.js";
import {askWhenSeen} from "../walk/askWhenSeen.js";
import {foundPlot} from "../walk/foundFigure.js";
import {atlasOf} from "../walk/layersFigure.js";
import {mapsBefore, systemWords, type SystemWords} from "./systemWords.js";

/** A box of the system, in the words of the documents: what it does, and the page that tells more. */
const BOXES: readonly {part: keyof SystemWords; title: string; does: string; href: string; more: string}[] = [
  {part: "drawing", title: "Input", does: "What you draw, or a photo.", href: "./draw", more: "Draw"},
  {
    part: "preprocessing",
    title: "Pre-processing",
    does: "Takes an image as input and cleans it.",
    href: "./preprocessing",
    more: "Every step"
  },
  {
    part: "segmentation",
    title: "Segmentation",
    does: "Separates individual characters.",
    href: "./walk#3-found",
    more: "How they are found"
  },
  {
    part: "features",
    title: "Feature extraction",
    does: "Reduces each character to a feature vector.",
    href: "#the-network-live",
    more: "Every unit, live"
  },
  {
    part: "recognition",
    title: "Classification and recognition",
    does: "Finds the class of the feature vector.",
    href: "./evaluation",
    more: "How often it is right"
  }
];

/**
 * Returns the documents' figure 2, the architecture of the system, with the followed drawing passing through each box. Each
 * box is a door to the page that tells more; its sentence says what its picture shows.
 */
export function systemFigure(walk: Walk): HTMLElement {
  const boxes = BOXES.map(({part, title, does, href, more}) => {
    const picture = html`<span class="system-picture" aria-hidden="true"></span>`;
    const words = html`<span class="system-words"></span>`;
    const element = html`<li>
      <a class="system-box" href=${href} data-part=${part}>
        <strong>${title}</strong>
        <span class="system-does">${does}</span>
        ${picture}${words}
        <span class="system-more">${more} →</span>
      </a>
    </li>`;
    return {part, element, picture, words};
  });
  const figure = html`<figure class="system-figure" data-testid="see-system">
    <ol class="system">
      ${boxes.map(({element}) => element)}
    </ol>
    <figcaption>
      After figure 2 of the documents, whose words these are: pre-processing, segmentation, feature extraction,
      classification and recognition. Here the drawing of this page passes through each box.
    </figcaption>
  </figure>`;

  walk.watch((state) => {
    const ink = preprocessStrokes(state.strokes)?.ink;
    const hidden = state.layers ? hiddenLayer(state.layers, state.classes.length) : undefined;
    const words = systemWords(state, ink, hidden);
    const pictures = picturesOf(state, ink, hidden);
    for (const box of boxes) {
      box.words.textContent = unbroken(words[box.part]);
      box.picture.replaceChildren(...pictures[box.part]);
    }
  });
  return askWhenSeen(walk, figure);
}

type Pictured = Readonly<Record<keyof SystemWords, readonly Node[]>>;

function picturesOf(
  state: WalkState,
  ink: NonNullable<ReturnType<typeof preprocessStrokes>>["ink"] | undefined,
  hidden: Parameters<typeof systemWords>[2]
): Pictured {
  const digit = digitOf(state);
  const maps = mapsBefore(state.layers);
  return {
    drawing: [strokesPicture(state.strokes, "")],
    preprocessing: ink ? [imageOf(ink.data, {...ink, reach: 255})] : [],
    segmentation: state.digits ? [foundPlot(state)] : [],
    features: [maps, hidden].flatMap((layer) => {
      if (!layer) return [];
      const {values, width, height} = atlasOf(layer);
      return [imageOf(values, {width, height, reach: reachOf(layer.values)})];
    }),
    recognition: digit ? [answerOf(state, digit)] : []
  };
}

function imageOf(
  values: ArrayLike<number>,
  size: {readonly width: number; readonly height: number; readonly reach: number}
): HTMLElement {
  const picture = valueImage();
  picture.show(values, size);
  return picture;
}

/**
 * Returns the answer above a column for the probability of each class. Of what doesn’t look like a character there is no
 * answer, and the columns are as low as it is likely to be one, as the bars of the desk.
 */
function answerOf(state: WalkState, {text, probabilities, likelihood}: ReadDigit): HTMLElement {
  const isNone = followedState(state) === "no-digit";
  const part = isNone ? (likelihood ?? 1) : 1;
  return html`<span class="system-answer">
    <b>${isNone ? "–" : text || "?"}</b>
    <span class="system-columns">
      ${Array.from(probabilities, (p) => html`<i style=${`--p:${(100 * p * part).toFixed(1)}%`}></i>`)}
    </span>
  </span>`;
}
