import {PIXELS} from "../../ink/image/grid.js";
import type {RecognizerClient} from "../../readers/client.js";
import {loadDataset, loadLabels} from "../dataset/siteDigits.js";
import {rowOf} from "../dataset/digitTable.js";
import type {SpriteUrl} from "../images/digitTile.js";
import {readSpriteDigits} from "../images/spriteDigit.js";
import {addResponses, noResponses, type Responses} from "./excitement.js";

/** Images that the worker looks at in one go: a drawing that is to be read waits for no more. */
const BATCH = 200;

/** The most responses that are kept of a layer: 40 MB. */
const MOST = 10_000_000;

/** The site's test images. */
export interface TestImages {
  /** [n × 784], 0 to 255 */
  readonly images: Uint8Array;
  readonly labels: Uint8Array;
  /** The classes of the labels: the site's. */
  readonly classes: readonly string[];
}

/** Where the site's images are. */
export interface ImageSource {
  readonly datasetUrl: string;
  readonly labelsUrl: string;
  readonly spriteUrl: SpriteUrl;
}

/** Resolves to the test images of the site; *onProgress* is told how many were read. Rejects if a file can't be loaded. */
export async function loadTestImages(
  {datasetUrl, labelsUrl, spriteUrl}: ImageSource,
  onProgress: (read: number, n: number) => void
): Promise<TestImages> {
  const dataset = await loadDataset(datasetUrl);
  const n = dataset.splits.find(({split}) => split === "test")?.n ?? 0;
  const [images, all] = await Promise.all([
    readSpriteDigits("test", n, spriteUrl, (read) => onProgress(read, n)),
    loadLabels(labelsUrl, dataset)
  ]);
  const start = rowOf(dataset, {split: "test", index: 0}) ?? 0;
  return {images, labels: all.subarray(start, start + n), classes: dataset.classes};
}

/**
 * Resolves to the responses of a *layer* of a run to the test images: to the first ones, where a layer is so wide that they
 * would fill the memory; undefined once *isWanted* is false. Rejects where the run can't answer.
 */
export async function respond(
  {images}: Pick<TestImages, "images">,
  {
    run,
    layer,
    shape,
    activations,
    isWanted,
    onProgress
  }: {
    run: string;
    layer: string;
    shape: readonly number[];
    activations: RecognizerClient["activations"];
    isWanted: () => boolean;
    onProgress: (done: number, n: number) => void;
  }
): Promise<Responses | undefined> {
  const n = Math.min(images.length / PIXELS, Math.floor(MOST / shape.at(-1)!));
  const responses = noResponses(shape, n);
  for (let start = 0; start < n; start += BATCH) {
    if (!isWanted()) return undefined;
    onProgress(start, n);
    const end = Math.min(n, start + BATCH);
    const values = await activations(run, images.slice(start * PIXELS, end * PIXELS), layer);
    if (!values) return undefined;
    addResponses(responses, values, shape, start);
  }
  return responses;
}
