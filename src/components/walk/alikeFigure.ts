import {html} from "htl";
import {nearestTo} from "../../stats/neighbors/nearestTo.js";
import {
  labeledTiles,
  loadSearched,
  searchedSprites,
  type SearchedImages,
  type TrainingImages
} from "../dataset/trainingImages.js";
import {formatCount, unbroken} from "../page/format.js";
import {siteFileProblem} from "../../siteFile.js";
import {whenSeen} from "../page/whenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {digitOf, followedState, preparedDigit, type WalkState} from "../network/walkState.js";

/** Images that are shown. */
const SHOWN = 8;

/** Returns the training images most like the followed character, among some thousands. */
export function alikeFigure(walk: Walk, training: TrainingImages): HTMLElement {
  const tiles = html`<ol class="walk-alike"></ol>`;
  const words = html`<p class="walk-equation" role="status">Loading training images …</p>`;
  const figure = html`<figure class="card walk-figure" data-testid="walk-alike">
    ${tiles}${words}
    <figcaption>Compared pixel by pixel (Euclidean distance), nearest first. The label is below each.</figcaption>
  </figure>`;
  const {n, spriteUrl} = training;
  const {count} = searchedSprites(n);

  function show({images, at}: SearchedImages, state: WalkState): void {
    const found = nearestTo(preparedDigit(state).image, images, {n: count, k: SHOWN}).map(at);
    tiles.replaceChildren(...labeledTiles(found, spriteUrl));
    const names = found.map(({name}) => name);
    words.textContent = unbroken(alikeSentence(names, count, n, state));
  }

  void whenSeen(figure)
    .then(() => loadSearched(training))
    .then((searched) => walk.watch((state) => show(searched, state)))
    .catch(
      (error: unknown) =>
        void (words.textContent = `The training images could not be loaded: ${siteFileProblem(error)}`)
    );
  return figure;
}

/** Says which labels the nearest images have: *names*, found among *count* of *n* training images. */
export function alikeSentence(names: readonly string[], count: number, n: number, state: WalkState): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const [[most, times] = ["", 0]] = [...counts].sort(([, a], [, b]) => b - a);
  const among =
    count < n
      ? `${formatCount(count)} of the ${formatCount(n)} training images`
      : `the ${formatCount(n)} training images`;
  const answer = digitOf(state)?.text;
  const isNone = followedState(state) === "no-digit";
  const agrees =
    answer === undefined
      ? ""
      : answer === most
        ? `, ${isNone ? "the network’s closest match" : "as the network says too"}`
        : `; the network ${isNone ? "finds it closest to" : "says"} ${answer}`;
  return `Of the ${names.length} most alike among ${among}, ${times} ${times === 1 ? "is" : "are"} labeled ${most}${agrees}.`;
}
