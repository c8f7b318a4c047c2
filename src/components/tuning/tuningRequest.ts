import {isSameAlphabet} from "../../characters/alphabet.js";
import type {DeskRun} from "../../stats/deskRuns.js";
import type {ModelSource} from "../../run/modelFiles.js";
import {KIND_FILES} from "../../run/modelFiles.js";
import {fetchBytes} from "../../siteFile.js";
import type {FineTuneRequest} from "../../training/fineTune.js";
import {loadDataset, loadLabels, siteDigits} from "../dataset/siteDigits.js";
import {spriteUrlFrom} from "../run/siteRuns.js";
import type {TuningSet} from "./tuningDrawings.js";

/** The most training images that are replayed, about 1 MB; as `MAX_REPLAY` of src/training/fineTune.ts. */
const MAX_REPLAY = 4000;

/** The most test images on which the cost of tuning is measured. */
const MAX_TEST = 10_000;

/** Where the site's images and a run's model lie. */
export interface TuningFiles {
  /** The address of `dataset.json`. */
  readonly dataset: string;
  /** The address of `digits.bin`. */
  readonly digits: string;
  readonly modelOf: (run: string) => ModelSource;
}

/**
 * Resolves to what tuning *run* on the characters of *set* takes: its files and images of the site. Calls *onProgress* with
 * the share of the images that arrived. Rejects with a sentence for the visitor if the site's images can't serve.
 */
export async function tuningRequest(
  run: DeskRun,
  {mine, drawings}: Pick<TuningSet, "mine" | "drawings">,
  {dataset: datasetUrl, digits, modelOf}: TuningFiles,
  onProgress: (share: number) => void
): Promise<FineTuneRequest> {
  const dataset = await loadDataset(datasetUrl);
  if (!isSameAlphabet(dataset.classes, run.classes)) {
    throw new Error(`this site’s images are of other classes than ${run.name}: it would forget what it knows`);
  }
  const labels = await loadLabels(digits, dataset);
  const readSplit = siteDigits({splits: dataset.splits, labels}, spriteUrlFrom(datasetUrl));
  const {files} = modelOf(run.name);
  const [jsonFile, weightsFile] = KIND_FILES.network;
  const bytesOf = (file: string) => fetchBytes(files[file]!, {what: "a file of the run’s model"});
  const [json, weights] = await Promise.all([bytesOf(jsonFile), bytesOf(weightsFile)]);
  const arrived = new Map<string, number>();
  const wanted = [
    ["train", MAX_REPLAY],
    ["validation", MAX_TEST],
    ["test", MAX_TEST]
  ] as const;
  const total = wanted.reduce((sum, [split, most]) => {
    return sum + Math.min(most, dataset.splits.find((one) => one.split === split)?.n ?? 0);
  }, 0);
  const [train, validation, test] = await Promise.all(
    wanted.map(async ([split, most]) => {
      const found = await readSplit(split, most, (n) => {
        arrived.set(split, n);
        onProgress([...arrived.values()].reduce((sum, one) => sum + one, 0) / total);
      });
      return found?.labels && {...found, labels: found.labels};
    })
  );
  if (!train) throw new Error("this site has no labeled training images: the network would forget what it knows");
  return {
    run: run.name,
    saved: {json: new TextDecoder().decode(json), weights: weights.buffer},
    classes: run.classes,
    mine,
    drawings,
    replay: train,
    validation,
    test
  };
}
