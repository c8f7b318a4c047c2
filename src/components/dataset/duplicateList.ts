import {html} from "htl";
import type {Alphabet} from "../../characters/alphabet.js";
import type {DuplicatePair, DuplicateReport} from "../../characters/duplicates.js";
import {digitTile, type SpriteUrl} from "../images/digitTile.js";
import {formatCount, formatPercent} from "../page/format.js";

/** States the finding as a title: whether images of a later split are in an earlier one. */
export function duplicatesFinding({affected}: DuplicateReport): string {
  if (!affected.length) return "One split: no image can be in two";
  const found = affected.filter(({exact, near}) => exact + near);
  if (!found.length) return "No image is in two splits";
  const parts = found.map(({split, exact, near}) => `${formatCount(exact + near)} ${split}`);
  return `${parts.join(" and ")} ${found.length === 1 && found[0]!.exact + found[0]!.near === 1 ? "image has" : "images have"} a twin in an earlier split`;
}

/** Describes for each split, in a sentence, how many of its images are exactly or nearly in an earlier split. */
export function describeDuplicates({affected, labelConflicts}: DuplicateReport): string {
  const sentences = affected.map(
    ({split, images, exact, near}) =>
      `Of ${formatCount(images)} ${split} images, ${formatCount(exact)} are in an earlier split pixel for pixel and ` +
      `${formatCount(near)} nearly so (${formatPercent((exact + near) / images, 5000)} together).`
  );
  if (labelConflicts)
    sentences.push(
      `${formatCount(labelConflicts)} ${labelConflicts === 1 ? "pair has" : "pairs have"} labels that differ.`
    );
  return sentences.join(" ");
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
