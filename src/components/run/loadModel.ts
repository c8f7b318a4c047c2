import type {ModelSource} from "../../run/modelFiles.js";
import type {ModelLayer} from "./modelCard.js";
import type {ReadLayers} from "./openRun.js";

/** Resolves to the layers of a network, given what makes it. Rejects where a file can't be loaded. */
export async function loadModel({files}: ModelSource, readLayers: ReadLayers): Promise<readonly ModelLayer[]> {
  const [json, weights] = await Promise.all(["model.json", "weights.bin"].map((file) => fetch(files[file]!)));
  return readLayers({json: await json!.text(), weights: await weights!.arrayBuffer()}, "model.json");
}
