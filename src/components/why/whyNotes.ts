import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import {digitImage} from "../images/digitImage.js";
import {
  makesOther,
  named,
  oddsFactor,
  strongestRegion,
  whyNotSentence,
  whySentence,
  type DigitExplanation
} from "./explanation.js";
import {explanationImage, scaleOf} from "./explanationImage.js";
import type {WhyQuestion} from "./whyState.js";

/** Returns the answer to a question as a sentence. */
export function whyWords({read, other}: WhyQuestion, explanation: DigitExplanation, classes: Alphabet): string {
  return other === undefined
    ? whySentence(explanation, read.label, classes)
    : whyNotSentence(explanation, read.label, other, classes);
}

/** Returns the digit with its ink colored by what it says; *words* say what it shows. */
export function whyPicture({read}: WhyQuestion, explanation: DigitExplanation, words: string): Element {
  const strongest = strongestRegion(explanation);
  const box = strongest === undefined ? undefined : explanation.regions[strongest]!.box;
  const edits = explanation.counterfactual?.edits ?? [];
  return explanationImage(read.image, {map: explanation.map, box, edits}, words);
}

/** Returns what the colors and marks mean, the digit that a few changes would make, and how it was measured. */
export function whyNotes(
  {read: {image, label}, other}: WhyQuestion,
  explanation: DigitExplanation,
  classes: Alphabet
): HTMLElement[] {
  const hasEdits = (explanation.counterfactual?.edits.length ?? 0) > 0;
  const otherName = other === undefined ? undefined : named(classes, other);
  const changed = other !== undefined && makesOther(explanation, other) ? explanation.counterfactual! : undefined;
  return [
    legendOf(named(classes, label), otherName, hasEdits),
    ...(changed && otherName ? [changedDigit(changed.image, otherName)] : []),
    html`<p class="caption">${captionOf(named(classes, label), otherName, scaleOf(image, explanation.map))}</p>`
  ];
}

/** Returns how the colors were measured, and what the full one stands for: *scale* in nats. */
export function captionOf(digit: string, other: string | undefined, scale: number): string {
  const odds = other === undefined ? "the odds" : `the odds (${digit} against ${other})`;
  return (
    `We hide 5 × 5 patches in turn. Full color: hiding it changes ${odds} ${oddsFactor(scale)}-fold. ` +
    "The dashed frame marks the part that the sentence names."
  );
}

/** Returns what the squares, dots and marks mean. */
function legendOf(digit: string, other: string | undefined, hasEdits: boolean): HTMLElement {
  return html`<ul class="why-legend">
    <li><span class="sign-for"></span> Ink that speaks for ${digit}</li>
    <li>
      <span class="sign-against"></span>
      ${other === undefined ? "Ink that speaks against it" : `Ink that speaks for ${other}`}
    </li>
    ${hasEdits ? html`<li><span class="sign-edit">+</span> Ink added, <span class="sign-edit">×</span> taken away</li>` : null}
  </ul>`;
}

function changedDigit(image: Uint8Array, other: string): HTMLElement {
  return html`<figure class="why-changed">
    ${digitImage(image, {label: `The digit with these changes, read as ${other}`})}
    <figcaption>With these changes the network reads ${other}.</figcaption>
  </figure>`;
}
