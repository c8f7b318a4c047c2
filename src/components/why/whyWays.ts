import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {GradientMaps} from "../../readers/network/gradients/gradientMaps.js";
import {latestOnly} from "../page/latestOnly.js";
import {unbroken} from "../page/format.js";
import type {DigitExplanation} from "./explanation.js";
import {mapImage} from "./mapImage.js";
import {
  agreementWords,
  askedOf,
  gradCamWords,
  gradientWords,
  hiddenInkWords,
  NO_GRADIENTS,
  type Asked
} from "./wayWords.js";
import type {WhyQuestion} from "./whyState.js";

/** Resolves to what a run's own gradients say about *image*, [784], 0 to 255; null for a reader without gradients. */
export type AskGradients = (
  run: string,
  image: Uint8Array,
  question: {readonly digit: number; readonly other?: number | undefined; readonly classes: number}
) => Promise<GradientMaps | null>;

/** Maps of one answer, each by another way to ask why. */
export interface WhyWays extends HTMLElement {
  /** Shows the maps of a question whose *explanation* is there; its gradients are asked for. */
  show(question: WhyQuestion, explanation: DigitExplanation, classes: Alphabet): void;
}

/** What is shown of a question. */
interface Shown {
  readonly question: WhyQuestion;
  readonly explanation: DigitExplanation;
  readonly classes: Alphabet;
}

/**
 * Returns three maps side by side: what hiding the ink does, the gradient, and Grad-CAM, each with what it measures. Where
 * there is no gradient or no Grad-CAM, a sentence says why.
 */
export function whyWays(ask: AskGradients): WhyWays {
  const list = html`<ul class="why-ways"></ul>`;
  const words = html`<p class="caption" role="status"></p>`;
  const ways = html`<div class="why-compared">${list}${words}</div>`;
  let latest: Shown | undefined;

  const submit = latestOnly(
    async ({question: {read, run, other}, classes}: Shown) =>
      ask(run, read.image, {digit: read.label, other, classes: classes.length}),
    (shown, result) => {
      if (shown !== latest) return;
      ways.setAttribute("aria-busy", "false");
      if ("error" in result) return showAlone(shown, `There is no gradient: ${result.error.message}.`);
      if (!result.value) return showAlone(shown, NO_GRADIENTS);
      const {question, explanation} = shown;
      list.replaceChildren(hiddenInk(shown), ...gradientFigures(shown, result.value));
      const agreed = agreementWords(question.read.image, explanation.map, result.value.gradient);
      words.textContent = unbroken(`${agreed} ${legend(askedIn(shown))}`.trim());
    }
  );

  function showAlone(shown: Shown, sentence: string): void {
    list.replaceChildren(hiddenInk(shown));
    words.textContent = sentence;
  }

  return Object.assign(ways, {
    show(question: WhyQuestion, explanation: DigitExplanation, classes: Alphabet) {
      latest = {question, explanation, classes};
      ways.setAttribute("aria-busy", "true");
      if (!list.childElementCount) words.textContent = "Following the answer back to the pixels …";
      submit(latest);
    }
  });
}

function askedIn({question: {read, other}, classes}: Shown): Asked {
  return askedOf(classes, read.label, other);
}

function legend({digit, other}: Asked): string {
  const against = other === undefined ? "dots against it" : `dots for ${other}`;
  return `Squares speak for ${digit}, ${against}. The outline is the ink. Each map has a scale of its own.`;
}

function hiddenInk(shown: Shown): Element {
  const {question, explanation} = shown;
  const words = hiddenInkWords(explanation, askedIn(shown));
  const {image} = question.read;
  const inked = Array.from(explanation.map, (value, pixel) => (image[pixel] ? value : 0));
  const say = (value: number) => `Hidden here, the log-odds ${value < 0 ? "rise" : "fall"} by ${size(value)}`;
  return wayFigure("Hidden ink", words, mapImage(image, inked, {label: `Hidden ink. ${words}`, say}));
}

function gradientFigures(shown: Shown, maps: GradientMaps): Element[] {
  const {question, explanation} = shown;
  const {image} = question.read;
  const asked = askedIn(shown);
  const steep = gradientWords(maps.gradient, explanation, asked);
  const rise = (value: number) => `Full ink here would ${value < 0 ? "lower" : "raise"} the score by ${size(value)}`;
  const cam = gradCamWords(maps, explanation, asked);
  const weigh = (value: number) => `The feature maps here speak for ${asked.digit} by ${size(value)}`;
  const map = maps.activation?.map;
  return [
    wayFigure("Gradient", steep, mapImage(image, maps.gradient, {label: `Gradient. ${steep}`, say: rise})),
    wayFigure("Grad-CAM", cam, map && mapImage(image, map, {label: `Grad-CAM. ${cam}`, say: weigh}))
  ];
}

/** Returns a map with its name and what it says; the words alone where there is no map. */
function wayFigure(name: string, words: string, picture: Element | undefined): Element {
  return html`<li>
    <figure class="why-way">
      ${picture ?? html`<div class="no-way" aria-hidden="true">none</div>`}
      <figcaption><strong>${name}</strong> ${unbroken(words)}</figcaption>
    </figure>
  </li>`;
}

function size(value: number): string {
  return Math.abs(value).toPrecision(2);
}
