import type {ModelLayer} from "./modelCard.js";
import type {ReadLayers} from "./openRun.js";

/** Resolves to the layers of a model whose files are at these addresses. Rejects where one can't be loaded. */
export async function loadModel(
  files: {readonly json: string; readonly weights: string},
  readLayers: ReadLayers
): Promise<readonly ModelLayer[]> {
  const [json, weights] = await Promise.all([files.json, files.weights].map((url) => fetch(url)));
  return readLayers({json: await json!.text(), weights: await weights!.arrayBuffer()}, "model.json");
}
