import {html} from "htl";
import type {DatasetSummary} from "../../../loaders/datasets/summary.js";
import {NO_CLASS} from "../../characters/alphabet.js";
import {labelsOf} from "../dataset/siteDigits.js";
import {normalize, PIXELS} from "../../ink/image/grid.js";
import {SPRITE_DIGITS} from "../../characters/spriteLayout.js";
import {nearestNeighbors} from "../../stats/neighbors/neighbors.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {digitTile} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";
import {formatCount, unbroken} from "../page/format.js";
import {siteFileProblem} from "../../siteFile.js";
import {whenSeen} from "../page/whenSeen.js";
import type {Walk} from "../network/followWalk.js";
import {digitOf, followedState, preparedDigit, type WalkState} from "../network/walkState.js";

/** Images that are shown, sprites that are searched, and the side of a tile in CSS pixels. */
const [SHOWN, SPRITES, TILE] = [8, 3, 56];

/** The site's training images: how many, the class of each, and where their sprites are. */
export interface TrainingImages {
  readonly n: number;
  /** Resolves to the class of the training image at each index, as text. */
  readonly loadNames: () => Promise<(index: number) => string>;
  readonly spriteUrl: SpriteUrl;
}

/** Returns the training images of the site's *dataset*, whose labels *loadLabels* loads, split by split. */
export function trainingImages(
  {splits, classes}: Pick<DatasetSummary, "splits" | "classes">,
  {spriteUrl, loadLabels}: {spriteUrl: SpriteUrl; loadLabels: () => Promise<Uint8Array>}
): TrainingImages {
  const n = splits.find(({split}) => split === "train")?.n ?? 0;
  const loadNames = async () => {
    const labels = labelsOf({splits, labels: await loadLabels()}, "train");
    return (index: number) => classes[labels?.[index] ?? NO_CLASS] ?? "?";
  };
  return {n, loadNames, spriteUrl};
}

/** Returns the sprites to search of a split of *n* images: all, or three spread over it, the whole ones only. */
export function searchedSprites(n: number): {sprites: number[]; count: number} {
  const whole = Math.floor(n / SPRITE_DIGITS);
  if (whole < 1) return {sprites: n ? [0] : [], count: n};
  const many = Math.min(SPRITES, whole);
  const sprites = Array.from({length: many}, (_, i) => Math.floor((i * whole) / many));
  return {sprites, count: many * SPRITE_DIGITS};
}

/** Returns the training images most like the followed character, among some thousands. */
export function alikeFigure(walk: Walk, {n, loadNames, spriteUrl}: TrainingImages): HTMLElement {
  const tiles = html`<ol class="walk-alike"></ol>`;
  const words = html`<p class="walk-equation" role="status">Loading training images …</p>`;
  const figure = html`<figure class="card walk-figure" data-testid="walk-alike">
    ${tiles}${words}
    <figcaption>Compared pixel by pixel (Euclidean distance), nearest first. The label is below each.</figcaption>
  </figure>`;
  const {sprites, count} = searchedSprites(n);

  function show(
    points: Float32Array,
    nameOf: (index: number) => string,
    {image}: ReturnType<typeof preparedDigit>,
    state: WalkState
  ): void {
    const {indices} = nearestNeighbors(normalize(image), points, {dimensions: PIXELS, k: SHOWN});
    const found = Array.from(indices)
      .filter((i) => i >= 0)
      .map((i) => sprites[Math.floor(i / SPRITE_DIGITS)]! * SPRITE_DIGITS + (i % SPRITE_DIGITS));
    const names = found.map(nameOf);
    tiles.replaceChildren(
      ...found.map(
        (index, i) => html`<li>${digitTile({split: "train", index}, spriteUrl, TILE)}<span>${names[i]}</span></li>`
      )
    );
    words.textContent = unbroken(alikeSentence(names, count, n, state));
  }

  void whenSeen(figure)
    .then(() =>
      Promise.all([
        readSpriteDigits("train", count, (split, i) => spriteUrl(split, sprites[i]!), undefined),
        loadNames()
      ])
    )
    .then(([images, nameOf]) => {
      const points = normalize(images);
      walk.watch((state) => show(points, nameOf, preparedDigit(state), state));
    })
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
