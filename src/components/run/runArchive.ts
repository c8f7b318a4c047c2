import {strToU8, zipSync, type ZippableFile} from "fflate";
import {formatEpochPredictions} from "../../run/epochPredictions.js";
import {formatHistory} from "../../run/history.js";
import {formatKernels} from "../../run/kernelHistory.js";
import {formatPredictions} from "../../run/predictions.js";
import {plainName} from "../inputs/download.js";
import type {OwnRun} from "./ownRun.js";

/** Returns a run as a zip of its folder: what `data/runs` takes, and the page of a run of yours opens. */
export function runArchive({name, about, history, answers, epochs, kernels, saved}: OwnRun): Uint8Array<ArrayBuffer> {
  const files: Record<string, ZippableFile> = {
    "run.json": strToU8(`${JSON.stringify(about, null, 2)}\n`),
    "history.csv": strToU8(formatHistory(history)),
    "epochs.csv": strToU8(formatEpochPredictions(epochs)),
    "model/model.json": strToU8(saved.json),
    "model/weights.bin": new Uint8Array(saved.weights)
  };
  if (answers) files["predictions.csv"] = strToU8(formatPredictions(answers.predictions));
  if (kernels.length) files["first-layer.npz"] = [formatKernels(kernels), {level: 0}]; // it is compressed
  const inFolder = Object.entries(files).map(([path, bytes]) => [`${plainName(name)}/${path}`, bytes] as const);
  return new Uint8Array(zipSync(Object.fromEntries(inFolder)));
}
