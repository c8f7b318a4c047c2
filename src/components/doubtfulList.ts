import {html} from "htl";
import {digitTile, type DigitPlace, type SpriteUrl} from "./digitTile.js";
import {formatCount, formatPercent} from "./format.js";

/** An image whose label may be wrong; shares of its nearest neighbors, and what people said where they were asked. */
export interface Doubtful extends DigitPlace {
  readonly given: number;
  readonly guess: number;
  readonly givenShare: number;
  readonly guessShare: number;
  readonly people: {readonly forGiven: number; readonly forGuess: number; readonly forNeither: number} | null;
}

/** What `data/atlas/doubtful.json` holds. */
export interface DoubtfulReport {
  readonly checked: number;
  readonly doubtful: number;
  readonly asked: number;
  readonly list: readonly Doubtful[];
}

/** Returns what was found, as a title. */
export function doubtfulFinding({checked, doubtful}: DoubtfulReport): string {
  if (!checked) return "No label could be checked";
  if (!doubtful) return `None of ${formatCount(checked)} labels is in doubt`;
  return `${formatCount(doubtful)} of ${formatCount(checked)} labels (${formatPercent(doubtful / checked, 5000)}) may be wrong`;
}

/** Returns what people said, as a sentence; nothing where nobody was asked. */
export function peopleFinding({asked, list}: DoubtfulReport): string {
  if (!asked) return "";
  const told = list.filter(({people}) => people);
  const others = told.filter(({people}) => people!.forGuess + people!.forNeither > people!.forGiven).length;
  return `People were asked about ${formatCount(asked)} of these images: of ${formatCount(others)} most said that the label is wrong.`;
}

/** Returns the images, each a button that opens it, with the label, what its neighbors are, and what people said. */
export function doubtfulList(
  {list}: DoubtfulReport,
  {spriteUrl, onOpen, tile = 56}: {spriteUrl: SpriteUrl; onOpen: (place: DigitPlace) => void; tile?: number}
): HTMLElement {
  return html`<ul class="doubtful-list" tabindex="0" aria-label="Labels in doubt">
    ${list.map(
      (one) =>
        html`<li>
          <button type="button" onclick=${() => onOpen(one)} aria-label=${`Open ${describe(one)}`}>
            ${digitTile(one, spriteUrl, tile)}
          </button>
          <span><b>${one.given}</b>, or <b>${one.guess}</b>?</span>
          <small>${neighborWords(one)}${one.people ? html`<br />${peopleWords(one)}` : null}</small>
        </li>`
    )}
  </ul>` as HTMLElement;
}

function describe({split, index, given, guess}: Doubtful): string {
  return `${split} image ${index}, labeled ${given}, maybe ${guess}`;
}

function neighborWords({given, guess, givenShare, guessShare}: Doubtful): string {
  const percent = (share: number) => `${Math.round(100 * share)} %`;
  return `neighbors: ${percent(guessShare)} are ${guess}, ${percent(givenShare)} are ${given}`;
}

function peopleWords({given, guess, people}: Doubtful): string {
  const {forGiven, forGuess, forNeither} = people!;
  return `people: ${forGiven} for ${given}, ${forGuess} for ${guess}, ${forNeither} for neither`;
}
