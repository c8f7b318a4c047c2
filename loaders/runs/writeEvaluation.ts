import type {RunAbout} from "../../src/run/runAbout.js";
import {join} from "node:path";
import {formatPredictions, type Predictions} from "../../src/run/predictions.js";
import type {Dataset} from "../datasets/dataset.js";
import {writeFileAtomically} from "../files.js";
import {fingerprintImages} from "./runs.js";

/**
 * Writes a run's answers for the test split of *dataset* into its folder *dir*: `predictions.csv`; `fingerprints.txt`,
 * by which a site finds those of the images that it has; and `run.json` with what was evaluated.
 */
export async function writeEvaluation(
  dir: string,
  about: RunAbout,
  dataset: Dataset,
  predictions: Predictions
): Promise<void> {
  const fingerprints = fingerprintImages(dataset.splits.test!);
  const {name, title, provenance} = dataset;
  const evaluated = {name, title, sha256: provenance.sha256, n: predictions.length};
  await writeFileAtomically(join(dir, "predictions.csv"), formatPredictions(predictions));
  await writeFileAtomically(join(dir, "fingerprints.txt"), `${fingerprints.join("\n")}\n`);
  await writeFileAtomically(join(dir, "run.json"), `${JSON.stringify({...about, evaluated}, null, 2)}\n`);
}
