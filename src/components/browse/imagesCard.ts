import {html} from "htl";
import {TRAITS} from "../../characters/traits.js";
import type {DatasetSummary} from "../../../loaders/datasets/summary.js";
import {deskRuns, type DeskRun} from "../../stats/deskRuns.js";
import {isHeavy} from "../../run/modelFiles.js";
import {digitTable} from "../dataset/digitTable.js";
import {columnsOf} from "../dataset/siteDigits.js";
import type {DigitPlace, SpriteUrl} from "../images/digitTile.js";
import {loadOnce} from "../images/loadOnce.js";
import {loading} from "../page/loading.js";
import {orPartProblem} from "../page/orProblem.js";
import {whenSeen} from "../page/whenSeen.js";
import {withMembers} from "../page/withMembers.js";
import {loadRuns} from "../run/loadRuns.js";
import {answersByName, testedRuns} from "../run/siteRuns.js";
import {everyImage, type EveryImage, type EveryImageOptions} from "./everyImage.js";
import {readersOf, readVotes} from "./rowPredictions.js";

export interface ImagesCardOptions {
  readonly dataset: DatasetSummary;
  /** [images], indices of the dataset's classes. */
  readonly labels: Uint8Array;
  readonly spriteUrl: SpriteUrl;
  /** The addresses of what is loaded once the card is seen. */
  readonly files: Readonly<Record<"runs" | "traits" | "votes" | "UMAP" | "PCA" | "neighbors" | "hashes", string>>;
  /** Returns what asks *runs* for their predictions. */
  readonly classifierOf: (runs: readonly DeskRun[]) => EveryImageOptions["classify"];
}

/** The card of all images. */
export interface ImagesCard extends HTMLElement {
  /** Opens an image, as soon as all is loaded, and brings it into view. */
  open(place: DigitPlace): void;
}

/** Returns the card of all images, which loads its content when it is seen, or at once for an address that says what to show. */
export function imagesCard(options: ImagesCardOptions): ImagesCard {
  const place = html`<div class="images-place">${loading("the images")}</div>`;
  const card = html`<section class="card">
    <h2 id="every-image">Every image</h2>
    ${place}
  </section>`;
  let asked: Promise<EveryImage> | undefined;
  const load = () =>
    (asked ??= orPartProblem(loadContent(options), (problem) => place.replaceChildren(problem)).then((content) => {
      place.replaceChildren(content);
      place.dataset.state = "ready";
      return content;
    }));
  void whenSeen(card, {now: location.search !== ""}).then(load);
  return withMembers(card, {open: (image: DigitPlace) => void load().then((content) => content.open(image))});
}

/** @throws InputError for a file that can't be loaded, or is not what its name says */
async function loadContent({dataset, labels, spriteUrl, files, classifierOf}: ImagesCardOptions): Promise<EveryImage> {
  const columns = columnsOf(dataset);
  const [{runs}, traits, votes] = await Promise.all([
    loadRuns(files.runs),
    columns(files.traits, "the traits of each image", TRAITS.length),
    columns(files.votes, "the votes of each image’s neighbors", 2)
  ]);
  const askable = deskRuns(runs).filter(({kind}) => !isHeavy(kind));
  const near = loadOnce(
    {all: files.neighbors},
    async (url) => new Int32Array((await columns(url, "the neighbors of each image", 24)).buffer)
  );
  const hashes = loadOnce({all: files.hashes}, (url) => columns(url, "the hash of each image", 8));
  return everyImage({
    name: dataset.name,
    hashes: () => hashes("all"),
    table: digitTable(labels, dataset, traits),
    votes: readVotes(votes),
    readers: readersOf(testedRuns(runs), dataset.classes).map(({name}) => name),
    answersOf: answersByName(files.runs, runs),
    runs: askable,
    classify: classifierOf(askable),
    placesOf: loadOnce(
      {UMAP: files.UMAP, PCA: files.PCA},
      async (url) => new Uint16Array((await columns(url, "the place of each image on the map", 4)).buffer)
    ),
    neighbors: () => near("all"),
    spriteUrl
  });
}
