import {fetchBytes} from "../../siteFile.js";
import {deskRuns} from "../../stats/deskRuns.js";
import type {ModelLayer} from "./modelCard.js";
import type {ReadLayers} from "./openRun.js";
import {modelsBeside} from "./runFiles.js";

/**
 * Returns what loads the layers of the network of a *run*, whose files lie beside *runsUrl*; undefined for a run without a
 * model, or whose reader is no network. The loading rejects where a file can't be loaded.
 */
export function layersOf(
  run: Parameters<typeof deskRuns>[0][number],
  runsUrl: string,
  readLayers: ReadLayers
): (() => Promise<readonly ModelLayer[]>) | undefined {
  const [known] = deskRuns([run]);
  if (known?.kind !== "network") return undefined;
  const {files} = modelsBeside([known], runsUrl)(known.name);
  return async () => {
    const load = (file: string) => fetchBytes(files[file] ?? file, {what: "a file of the run’s model"});
    const [json, weights] = await Promise.all([load("model.json"), load("weights.bin")]);
    return readLayers({json: new TextDecoder().decode(json), weights: weights.buffer}, "model.json");
  };
}
