import {sum} from "d3-array";
import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {DuplicatePair, DuplicateReport} from "../../characters/duplicates.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import {classWords} from "../page/classWords.js";
import {counted, formatCount, formatPercent, unbroken} from "../page/format.js";

/** States the finding as a title: how many images of later splits are in an earlier one. */
export function duplicatesFinding({affected}: DuplicateReport): string {
  if (!affected.length) return "Only one split, so no duplicates across splits";
  const [exact, near] = [sum(affected, (one) => one.exact), sum(affected, (one) => one.near)];
  if (!exact && !near) return "No duplicates across splits";
  const present = (n: number, what: string) => (n ? [counted(n, what)] : []);
  return `${[...present(exact, "duplicate"), ...present(near, "near-duplicate")].join(" and ")} across splits`;
}

/** Describes for each split, in a sentence, how many of its images are exactly or nearly in an earlier split. */
export function describeDuplicates({affected, labelConflicts}: DuplicateReport): string {
  const sentences = affected.map(
    ({split, images, exact, near}) =>
      `Of ${formatCount(images)} ${split} images, ${formatCount(exact)} ${exact === 1 ? "is an exact copy" : "are exact copies"} and ` +
      `${formatCount(near)} ${near === 1 ? "a near-copy" : "near-copies"} of one in an earlier split (${formatPercent((exact + near) / images, 5000)} together).`
  );
  if (labelConflicts)
    sentences.push(
      `${formatCount(labelConflicts)} ${labelConflicts === 1 ? "pair has" : "pairs have"} different labels.`
    );
  return sentences.join(" ");
}

/** Returns the card of what was found. */
export function duplicatesCard(
  report: DuplicateReport,
  {classes, spriteUrl}: {classes: Alphabet; spriteUrl: SpriteUrl}
): HTMLElement {
  return html`<section class="card">
    <h2 id="duplicates">${unbroken(duplicatesFinding(report))}</h2>
    <p class="caption">
      ${describeDuplicates(report)} Near-duplicates have shapes that agree more closely than those of two people’s
      ${classWords(classes).many} do; bare strokes, such as a 1, can agree by chance.
    </p>
    ${report.pairs.length ? duplicateList(report, {classes, spriteUrl}) : null}
  </section>`;
}

/** Returns the closest pairs, those with conflicting labels first, each as two pictures and their places. */
export function duplicateList(
  {pairs, conflictingPairs}: DuplicateReport,
  {classes, spriteUrl, tile = 48}: {classes: Alphabet; spriteUrl: SpriteUrl; tile?: number}
): HTMLElement {
  const isConflict = ({labels}: DuplicatePair) => labels !== undefined && labels[0] !== labels[1];
  const ordered = [...conflictingPairs, ...pairs.filter((pair) => !isConflict(pair))];
  return html`<ul class="duplicate-list" tabindex="0" aria-label="Pairs of images in two splits">
    ${ordered.map(
      (pair) =>
        html`<li data-conflict=${isConflict(pair) ? "" : null}>
          <span aria-hidden="true">${digitTile(pair.a, spriteUrl, tile)}${digitTile(pair.b, spriteUrl, tile)}</span>
          <small>${describe(pair, classes)}</small>
        </li>`
    )}
  </ul>`;
}

function describe({a, b, labels, exact, distance}: DuplicatePair, classes: Alphabet): string {
  const how = exact ? "equal" : `distance ${distance.toFixed(3)}`;
  const names = [...new Set(labels)].map((label) => classes[label]);
  const what = names.length ? ` (${names.join(" and ")})` : "";
  return `${a.split} ${a.index}, ${b.split} ${b.index}${what}: ${how}`;
}
