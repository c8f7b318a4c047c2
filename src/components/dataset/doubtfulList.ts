import {html} from "htl";
import {withTerms} from "../page/term.js";
import type {Doubtful, DoubtfulReport} from "../../stats/neighbors/doubtfulReport.js";
import {fetchJson} from "../../siteFile.js";
import type {Alphabet} from "../../characters/alphabet.js";
import {MAX_GIVEN} from "../../stats/neighbors/doubtfulLabels.js";
import {digitTile, type DigitPlace, type SpriteUrl} from "../images/digitTile.js";
import {classWords} from "../page/classWords.js";
import {formatCount, formatPercent, unbroken} from "../page/format.js";

/** Resolves to the labels in doubt, in `doubtful.json`. @throws InputError as `fetchJson` does */
export function loadDoubtful(url: string): Promise<DoubtfulReport> {
  return fetchJson<DoubtfulReport>(url, "the labels in doubt", ["checked", "runs", "list"]);
}

/** States the finding as a title. */
export function doubtfulFinding({checked, doubtful}: DoubtfulReport): string {
  if (!checked) return "No label could be checked";
  if (!doubtful) return `None of ${formatCount(checked)} labels is in doubt`;
  return `${formatCount(doubtful)} of ${formatCount(checked)} labels (${formatPercent(doubtful / checked, 5000)}) may be wrong`;
}

/** States people's judgments in a sentence; empty if nobody was asked. */
export function peopleFinding({asked, list}: DoubtfulReport): string {
  if (!asked) return "";
  const told = list.filter(({people}) => people);
  const others = told.filter(({people}) => people!.forGuess + people!.forNeither > people!.forGiven).length;
  return `People judged ${formatCount(asked)} of these images: for ${formatCount(others)}, most said that the label is wrong.`;
}

/** Describes in sentences how the labels were checked. */
export function methodFinding({runs, unread = 0}: DoubtfulReport, classes: Alphabet): string {
  const {kind} = classWords(classes);
  const compared = `is compared with its 15 nearest neighbors: it is in doubt where fewer of them share the label than is usual for its ${kind}, and as many as usual share another one (confident learning, Northcutt et al. 2021).`;
  if (!runs.length) return `Each image ${compared}`;
  const rest = unread
    ? ` ${formatCount(unread)} less accurate ${unread === 1 ? "run was" : "runs were"} not asked.`
    : "";
  const who = runs.length > 1 ? `the mean of ${inWords(runs)}` : runs[0]!;
  return `A test label is in doubt where ${who} gives it ${unbroken(formatPercent(MAX_GIVEN, 1))} or less, and another ${kind} at least half. Every other image ${compared}${rest}`;
}

/** Returns the card of the labels in doubt; *onOpen* opens an image. */
export function doubtfulCard(
  report: DoubtfulReport,
  options: {classes: Alphabet; spriteUrl: SpriteUrl; onOpen: (place: DigitPlace) => void}
): HTMLElement {
  return html`<section class="card">
    <h2 id="labels-in-doubt">${unbroken(doubtfulFinding(report))}</h2>
    <p class="caption">${withTerms(`${methodFinding(report, options.classes)} ${peopleFinding(report)}`)}</p>
    ${report.list.length ? doubtfulList(report, options) : null}
  </section>`;
}

/**
 * Returns the images as buttons that open them, each with its label, the class it looks like, and people's judgments.
 */
export function doubtfulList(
  {list}: DoubtfulReport,
  {
    classes,
    spriteUrl,
    onOpen,
    tile = 56
  }: {classes: Alphabet; spriteUrl: SpriteUrl; onOpen: (place: DigitPlace) => void; tile?: number}
): HTMLElement {
  return html`<ul class="doubtful-list" tabindex="0" aria-label="Labels in doubt">
    ${list.map(
      (one) =>
        html`<li>
          <button type="button" onclick=${() => onOpen(one)} aria-label=${`Open ${describe(one, classes)}`}>
            ${digitTile(one, spriteUrl, tile)}
          </button>
          <span>Labeled <b>${classes[one.given]}</b>,</span>
          <small>${doubtWords(one, classes)}${one.people ? html`<br />${peopleWords(one, classes)}` : null}</small>
        </li>`
    )}
  </ul>`;
}

function describe({split, index, given, guess}: Doubtful, classes: Alphabet): string {
  return `${split} image ${index}, labeled ${classes[given]}, looks like ${classes[guess]}`;
}

/** Says which other class an image looks like, and to whom. */
export function doubtWords(
  {guess, guessShare, by}: Pick<Doubtful, "guess" | "guessShare" | "by">,
  classes: Alphabet
): string {
  const name = classes[guess];
  if ("neighbors" in by)
    return `looks like ${name} (${Math.round(by.neighbors * guessShare)} of ${by.neighbors} neighbors)`;
  const who = by.runs.length > 1 ? `${by.runs.length} runs` : by.runs[0]!;
  return `read as ${name} by ${who} (${unbroken(formatPercent(guessShare, 1000))})`;
}

function inWords(names: readonly string[]): string {
  return `${names.slice(0, -1).join(", ")} and ${names.at(-1)!}`;
}

function peopleWords({given, guess, people}: Doubtful, classes: Alphabet): string {
  const {forGiven, forGuess, forNeither} = people!;
  return `people’s votes: ${forGiven} for ${classes[given]}, ${forGuess} for ${classes[guess]}, ${forNeither} for neither`;
}
